package skybourse.evidence.experiment;

import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import skybourse.evidence.sweep.Grid;
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

    private static final Map<String, String> PAPER = Map.of(RuleChoice.RULE, MIDPOINT);
    private static final String LOSS = "worstLossTicks";
    private static final String GAIN = "largestGainTicks";
    private static final String KEEPS = "highestHouseTicks";
    private static final String PAYS = "lowestHouseTicks";
    private static final Claim RATIONAL =
            new Claim("C5", "individual rationality", "the Double Dutch Auction is individually rational");
    private static final Claim TRUTHFUL =
            new Claim("C6", "truthful reports are best", "the Double Dutch Auction is incentive compatible");
    private static final Claim BALANCED =
            new Claim("C7", "strong budget balance", "the Double Dutch Auction is strongly budget balanced");

    @Override
    public String name() {
        return "theorem-1";
    }

    @Override
    public String title() {
        return "Rationality, truthfulness and budget, measured";
    }

    @Override
    public List<Claim> claims() {
        return List.of(RATIONAL, TRUTHFUL, BALANCED);
    }

    @Override
    public List<Sweep> sweeps(ExperimentPlan plan) {
        return List.of(
                audited(plan, ALTERNATE, List.of(MIDPOINT, REDUCTION)),
                audited(plan, SHORTER, List.of(MIDPOINT, REDUCTION, STRONG)));
    }

    private static Sweep audited(ExperimentPlan plan, String turns, List<String> rules) {
        Grid grid = Grid.standard()
                .axis(Markets.LAW, "uniform", "normal")
                .axis(Markets.MARKETS, plan.full() ? 500 : 100)
                .axis(RuleChoice.RULE, rules)
                .axis(RuleChoice.TURNS, turns);
        return plan.sweep(turns, new AuditTask(), grid);
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
        List<ResultTable> both = List.of(paper, shorter);
        return new Outcome(List.of(rational(paper, both), truthful(paper, both), balanced(paper, both)), List.of());
    }

    /** Adds a row for each rule under each kind of turns. */
    private static FindingTable byRule(
            FindingTable empty,
            List<ResultTable> tables,
            BiFunction<ResultTable, Map<String, String>, List<Interval>> values) {
        FindingTable detail = empty;
        for (ResultTable table : tables) {
            String turns = table.sweep().values(RuleChoice.TURNS).getFirst();
            for (String rule : table.sweep().values(RuleChoice.RULE)) {
                detail = detail.row(
                        RuleChoice.inWords(rule) + ", " + turns + " turns",
                        values.apply(table, Map.of(RuleChoice.RULE, rule)));
            }
        }
        return detail;
    }

    private static Finding rational(ResultTable paper, List<ResultTable> both) {
        double loss = paper.largest(LOSS, PAPER);
        return new Finding(
                RATIONAL,
                Measured.of("largest loss of a truthful trader", loss, "ticks"),
                byRule(
                        FindingTable.of("rule", "markets", "largest loss, ticks"),
                        both,
                        (table, rule) ->
                                List.of(Measured.only(markets(table, rule)), Measured.only(table.largest(LOSS, rule)))),
                Verdict.of(loss == 0),
                "Midpoint price, alternating turns, one-tick steps; money is exact");
    }

    private static Finding truthful(ResultTable paper, List<ResultTable> both) {
        FindingTable columns =
                FindingTable.of("rule", "markets in which somebody gains by a misreport, %", "largest gain, ticks");
        return new Finding(
                TRUTHFUL,
                Measured.share("markets in which somebody gains by a misreport", lied(paper, PAPER)),
                byRule(
                        columns,
                        both,
                        (table, rule) ->
                                List.of(Measured.share(lied(table, rule)), Measured.only(table.largest(GAIN, rule)))),
                Verdict.of(paper.largest(GAIN, PAPER) == 0),
                "The price-setting traders move the midpoint by their own report; truth with balance and full efficiency is"
                        + " impossible (Myerson and Satterthwaite, 1983), and the rules that are truthful lose trades");
    }

    private static Interval lied(ResultTable table, Map<String, String> rule) {
        return table.overSeeds(rule, row -> table.value("gainfulShare", row));
    }

    private static Finding balanced(ResultTable paper, List<ResultTable> both) {
        double house = Math.max(paper.largest(KEEPS, PAPER), -paper.smallest(PAYS, PAPER));
        return new Finding(
                BALANCED,
                Measured.of("most that the house keeps or pays in a market", house, "ticks"),
                byRule(
                        FindingTable.of("rule", "house keeps at most, ticks", "house pays at most, ticks"),
                        both,
                        (table, rule) -> List.of(
                                Measured.only(table.largest(KEEPS, rule)),
                                Measured.only(0 - table.smallest(PAYS, rule)))),
                Verdict.of(house == 0),
                "At the midpoint price what buyers pay is what sellers get");
    }

    private static double markets(ResultTable table, Map<String, String> rule) {
        return table.rows(rule).size()
                * Double.parseDouble(table.sweep().values(Markets.MARKETS).getFirst());
    }
}
