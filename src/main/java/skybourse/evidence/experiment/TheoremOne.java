package skybourse.evidence.experiment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import skybourse.evidence.sweep.Interval;
import skybourse.evidence.sweep.ResultTable;
import skybourse.evidence.sweep.Sweep;

/** The paper's Theorem 1, measured: rationality, truthfulness and budget of the clearing rules. */
record TheoremOne() implements Experiment {

    private static final String ALTERNATE = "alternate";
    private static final String SHORTER = "shorter";
    private static final String MIDPOINT = "double-dutch-midpoint";
    private static final String REDUCTION = "double-dutch-trade-reduction";
    private static final String STRONG = "double-dutch-strongly-balanced-reduction";

    @Override
    public String name() {
        return "theorem-1";
    }

    @Override
    public String title() {
        return "Rationality, truthfulness and budget, measured";
    }

    @Override
    public List<Sweep> sweeps(ExperimentPlan plan) {
        List<String> laws = List.of("uniform", "normal");
        String markets = plan.full() ? "500" : "100";
        return List.of(
                plan.sweep(
                        ALTERNATE,
                        new AuditTask(),
                        Experiment.grid(
                                "law",
                                laws,
                                "markets",
                                markets,
                                RuleChoice.RULE,
                                List.of(MIDPOINT, REDUCTION),
                                "turns",
                                ALTERNATE)),
                plan.sweep(
                        SHORTER,
                        new AuditTask(),
                        Experiment.grid(
                                "law",
                                laws,
                                "markets",
                                markets,
                                RuleChoice.RULE,
                                List.of(MIDPOINT, REDUCTION, STRONG),
                                "turns",
                                SHORTER)));
    }

    @Override
    public String leftOut() {
        return "500 markets a cell instead of 100";
    }

    @Override
    public Outcome outcome(Map<String, ResultTable> tables) {
        ResultTable paper = tables.get(ALTERNATE);
        ResultTable shorter = tables.get(SHORTER);
        if (paper == null || shorter == null) {
            return new Outcome(List.of(), List.of());
        }
        List<Finding> findings = new ArrayList<>();
        Map<String, String> midpoint = Map.of(RuleChoice.RULE, MIDPOINT);
        double loss = largest(paper, "worstLossTicks", midpoint);
        findings.add(new Finding(
                "C5",
                "individual rationality",
                "the Double Dutch Auction is individually rational",
                String.format(
                        Locale.ROOT,
                        "the largest loss of a truthful trader is %s ticks in %s markets",
                        Phrases.number(loss),
                        markets(paper)),
                Verdict.of(loss == 0, false),
                "midpoint price, alternating turns, one-tick steps; money is exact"));
        findings.add(truthful(paper, shorter, midpoint));
        double house =
                Math.max(largest(paper, "highestHouseTicks", midpoint), -smallest(paper, "lowestHouseTicks", midpoint));
        findings.add(new Finding(
                "C7",
                "strong budget balance",
                "the Double Dutch Auction is strongly budget balanced",
                String.format(
                        Locale.ROOT,
                        "the house keeps or pays at most %s ticks in a market; under trade reduction it keeps up to %s",
                        Phrases.number(house),
                        Phrases.number(largest(shorter, "highestHouseTicks", Map.of(RuleChoice.RULE, REDUCTION)))),
                Verdict.of(house == 0, false),
                "midpoint price: what buyers pay is what sellers get"));
        return new Outcome(findings, List.of());
    }

    private static Finding truthful(ResultTable paper, ResultTable shorter, Map<String, String> midpoint) {
        Interval lied = paper.mean("gainfulShare", midpoint);
        double most = largest(paper, "largestGainTicks", midpoint);
        double strong = largest(shorter, "largestGainTicks", Map.of(RuleChoice.RULE, STRONG));
        double reduced = largest(shorter, "largestGainTicks", Map.of(RuleChoice.RULE, REDUCTION));
        return new Finding(
                "C6",
                "truthful reports are best",
                "the Double Dutch Auction is incentive compatible",
                String.format(
                                Locale.ROOT,
                                "somebody gains by a misreport in %s of markets, up to %s ticks, under the midpoint price",
                                Phrases.percent(lied.mean()) + " [" + Phrases.percent(lied.low()) + ", "
                                        + Phrases.percent(lied.high()) + "]",
                                Phrases.number(most))
                        + String.format(
                                Locale.ROOT,
                                "; the largest gain is %s under trade reduction and %s under the strongly balanced reduction, with shorter turns",
                                Phrases.number(reduced),
                                Phrases.number(strong)),
                Verdict.of(most == 0, false),
                "the price-setting traders move the midpoint by their own report; together with full efficiency all three"
                        + " properties are impossible (Myerson and Satterthwaite, 1983), and the rules that are truthful lose trades");
    }

    private static String markets(ResultTable table) {
        return Integer.toString(table.sweep().seeds().size()
                * Integer.parseInt(table.sweep().values("markets").getFirst())
                * table.sweep().values("law").size());
    }

    private static double largest(ResultTable table, String column, Map<String, String> where) {
        return Arrays.stream(table.column(column, table.rows(where))).max().orElse(Double.NaN);
    }

    private static double smallest(ResultTable table, String column, Map<String, String> where) {
        return Arrays.stream(table.column(column, table.rows(where))).min().orElse(Double.NaN);
    }
}
