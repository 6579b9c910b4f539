package skybourse.app.report.round;

import static skybourse.app.report.NumberText.atMostPercent;
import static skybourse.app.report.NumberText.count;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import skybourse.app.report.NumberText;
import skybourse.base.agent.EnergyModel;
import skybourse.base.agent.LeaderKind;
import skybourse.base.agent.Rules;
import skybourse.base.agent.Rules.OverloadDelay;
import skybourse.base.agent.Rules.OverloadPricing;
import skybourse.base.agent.Rules.Sharing;
import skybourse.base.numeric.EnumNames;
import skybourse.base.scenario.Scenario;
import skybourse.round.analysis.RoundAnalysis;
import skybourse.round.analysis.SolverStartResult;
import skybourse.tier1.certificate.EquilibriumCertificate;
import skybourse.tier1.certificate.PlannerBound;
import skybourse.tier1.equilibrium.SolveResult;

/** Sentences on a round, for the page and the terminal. */
public final class RoundSentences {

    /**
     * Phrase that qualifies a certified bound. It names the deviations that the bound covers, and the kind of profit of leaders. A gain in settled
     * profit can be larger than the bound.
     */
    static final String ALONE = " by changing only its own price or purchases (leaders: in decision profit)";

    /**
     * Threshold of speed that selects the unit of work, work/s. If a leader is at least this fast, work is shown in cycles, otherwise in work units.
     */
    private static final double LEAST_CYCLES_PER_SECOND = 1e8;

    private RoundSentences() {}

    /** Returns a text with a capital first letter. */
    public static String capital(String text) {
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }

    /** Returns sentences on the numbers of agents of a scenario, on the length of a round, and on the energy models of leaders. */
    public static String scenario(Scenario scenario) {
        Rules rules = scenario.rules();
        int buyers = scenario.wirelessAgents().size();
        return count(buyers, "wireless agent") + (buyers == 1 ? " with one task; " : " with one task each; ")
                + Arrays.stream(LeaderKind.values())
                        .map(kind -> count(scenario.count(kind), EnumNames.name(kind) + " agent"))
                        .collect(Collectors.joining(", "))
                + ", " + count(scenario.aerialAgents().size(), "aerial agent") + ". A round lasts "
                + NumberText.plain(rules.roundSeconds(), 4) + " s."
                + energyModel(scenario, EnergyModel.Dvfs.class, "a clock that slows down at low load (dvfs)")
                + energyModel(scenario, EnergyModel.Table.class, "a table of measured energy (table)")
                + energyModel(scenario, EnergyModel.Idle.class, "a constant power in rounds with work (idle)");
    }

    private static String energyModel(Scenario scenario, Class<? extends EnergyModel> model, String what) {
        long owners = scenario.leaders().stream()
                .filter(leader ->
                        leader.computer().energy().filter(model::isInstance).isPresent())
                .count();
        return owners == 0
                ? ""
                : " " + NumberText.whole(owners) + " of "
                        + count(scenario.leaders().size(), "leader") + (owners == 1 ? " has " : " have ") + what + ".";
    }

    /** Returns a description of the rules for the price of overload, for the effect of overload on delay, and for the sharing of processors. */
    static String rules(Scenario scenario) {
        Rules rules = scenario.rules();
        boolean isSlow = scenario.leaders().stream()
                .anyMatch(leader -> leader.computer().energy().orElse(null) instanceof EnergyModel.Dvfs);
        String pricing = rules.overloadPricing() == OverloadPricing.IGNORE
                ? "Leaders are myopic: they assume an overload price of zero."
                : "Leaders include the expected cost of overload in their prices.";
        String delay = rules.overloadDelay() == OverloadDelay.WAIT
                ? " Overload waits for the next round."
                : " Overload slows all pieces of a leader in proportion.";
        String speed = isSlow ? " Delays are those of full speed." : " Pieces within capacity run at full speed.";
        String shared = " Pieces within capacity share the processor equally." + (isSlow ? speed : "");
        return pricing + delay + (rules.sharing() == Sharing.ALONE ? speed : shared);
    }

    /**
     * Returns sentences on the market for which prices are computed and certified, if it is not the market of the agents' own weights; otherwise empty.
     */
    public static Optional<String> pricedMarket(Rules rules) {
        return rules.weights()
                .map(
                        distribution -> "Prices are computed for weights from "
                                + NumberText.plain(distribution.low(), 4) + " to "
                                + NumberText.plain(distribution.high(), 4)
                                + " money, assigned in the order of the reported weights (rules.weights). Certified bounds hold only for this priced market; wireless agents buy by their own weights.");
    }

    /** Returns the finding on the certified bound as one short line. */
    public static String verdict(SolveResult result) {
        EquilibriumCertificate certificate = result.certificate();
        String bound = atMostPercent(certificate.epsilon());
        return switch (result) {
            case SolveResult.Certified _ -> "Prices certified: no agent can gain more than " + bound + ALONE;
            case SolveResult.CertifiedMixed _ ->
                "Mixed prices certified: no agent can expect to gain more than " + bound + ALONE;
            case SolveResult.NobodyTrades _ ->
                "No trade: no wireless agent buys, and no agent can gain more than " + bound + ALONE;
            case SolveResult.SmallestEpsilon _ -> "Prices not certified: an agent may gain up to " + bound + ALONE;
            case SolveResult.Cycle _ ->
                "Prices not certified, best responses cycle: an agent may gain up to " + bound + ALONE;
            case SolveResult.StepLimit _ ->
                "Prices not certified, the step limit was reached: an agent may gain up to " + bound + ALONE;
        };
    }

    /** Returns sentences on the quantities to which relative gains refer, and on the requested tolerance. */
    static String scale(SolveResult result) {
        return "The certified bound is relative to a leader's decision profit or a wireless agent's satisfaction weight. "
                + asked(result);
    }

    /** Returns sentences on gains in settled profit, which no certificate covers. */
    static String settled(RoundAnalysis study) {
        return study.settledSearch().isEmpty()
                ? "Settled profit (after tier 2) is not certified and was not searched: ./skybourse audit SCENARIO --round searches it."
                : DeviationAuditText.priceSummary(study.settledSearch())
                        + " Settled profit (after tier 2) is searched, not certified.";
    }

    /**
     * Returns a sentence on the welfare of tier 1 as a share of the planner's optimum. The share is rounded down, and the bound on the optimum is
     * rounded up.
     */
    static String efficiency(PlannerBound bound) {
        String optimum = BigDecimal.valueOf(bound.optimum())
                .round(new MathContext(4, RoundingMode.CEILING))
                .toPlainString();
        return "Tier 1 reaches at least " + NumberText.percent(Math.floor(1e3 * bound.share()) / 1e3, 3)
                + " of the planner's optimum (before tier 2, overload at its expected price), which is proved to be at most "
                + optimum + " money.";
    }

    /** Returns an amount of work with its unit. The unit is cycles if the computer of at least one leader is fast enough, otherwise work units. */
    static String work(double work, Scenario scenario) {
        boolean cycles = scenario.leaders().stream()
                .anyMatch(leader -> leader.computer().workPerSecond() >= LEAST_CYCLES_PER_SECOND);
        return cycles ? NumberText.si(work) + "cycles" : NumberText.si(work).strip() + " work units";
    }

    /** Returns sentences on the bounds of the certificate. */
    public static String certificate(SolveResult result) {
        EquilibriumCertificate certificate = result.certificate();
        String proof = "If all other agents keep their choices, no leader can gain more than "
                + atMostPercent(CertificateText.largestLeaderGap(certificate))
                + " of its decision profit by any other price (or of 1 % of the mean satisfaction weight, if that is larger). No wireless agent can gain more than "
                + atMostPercent(certificate.largestFollowerGap())
                + " of its satisfaction weight by any other split of its task. ";
        String bound = "In money, no gain exceeds " + NumberText.atMost(certificate.largestGapMoney()) + ". ";
        String kind =
                "The bounds hold for all prices and include rounding errors; they are computed separately from the solver.";
        return proof + bound + kind + " " + asked(result);
    }

    private static String asked(SolveResult result) {
        String asked = NumberText.percent(result.certificate().tolerance(), 2);
        return switch (result) {
            case SolveResult.Certified _, SolveResult.CertifiedMixed _ -> "Requested tolerance: " + asked + ".";
            case SolveResult.NobodyTrades _ -> "No trade can be an equilibrium.";
            case SolveResult.SmallestEpsilon _ ->
                "Requested tolerance: " + asked
                        + ". This is the smallest bound found. Decision profits have several local maxima, so an equilibrium in fixed prices may not exist.";
            case SolveResult.Cycle cycle ->
                "Requested tolerance: " + asked + ". Best responses repeat the same "
                        + cycle.cycle().size() + " price vectors; an equilibrium in fixed prices may not exist.";
            case SolveResult.StepLimit _ -> "Requested tolerance: " + asked + ". Prices were still moving.";
        };
    }

    /** Returns a sentence on the number of distinct certified equilibria that the solver found from the starting points of the study. */
    public static String endPoints(RoundAnalysis study) {
        String tried = count(study.starts().size(), "starting point");
        List<SolverStartResult> distinct = study.distinctEndPoints();
        return switch (distinct.size()) {
            case 0 -> "No certified equilibrium found from " + tried + ".";
            case 1 -> "No second equilibrium found from " + tried + ".";
            default ->
                distinct.size() + " distinct certified equilibria found from " + tried + ", first reached from: "
                        + distinct.stream().map(SolverStartResult::start).collect(Collectors.joining(", ")) + ".";
        };
    }

    /** Returns a sentence on the numbers of iterations and repairs of the solver, and on whether prices converged before the first repair. */
    public static String effort(SolveResult.SolveStatistics statistics) {
        String all = count(statistics.iterations(), "iteration");
        int first = statistics.firstIterations();
        if (statistics.repairs() == 0) {
            return switch (statistics.firstEnding()) {
                case RESTED -> all + " to converge.";
                case CYCLED -> all + " until prices cycled.";
                case WALKING, STEP_LIMIT -> all + " without convergence: prices still moved slightly.";
            };
        }
        String before = switch (statistics.firstEnding()) {
            case RESTED -> first + " to converge";
            case CYCLED -> first + " until prices cycled";
            case WALKING, STEP_LIMIT -> first + " without convergence";
        };
        return all + ": " + before + ", " + (statistics.iterations() - first) + " after "
                + count(statistics.repairs(), "repair step") + ".";
    }
}
