package skybourse.report;

import static skybourse.report.Numbers.atMostPercent;
import static skybourse.report.Numbers.count;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import skybourse.certificate.EquilibriumCertificate;
import skybourse.equilibrium.SolveResult;
import skybourse.market.Round;
import skybourse.market.RoundStudy;
import skybourse.market.StartRun;
import skybourse.scenario.Rules;
import skybourse.scenario.Rules.OverloadDelay;
import skybourse.scenario.Rules.OverloadPricing;
import skybourse.scenario.Rules.Sharing;
import skybourse.scenario.Scenario;

/** A round in plain sentences, for the page and the terminal. */
public final class Words {

    private Words() {}

    /** Returns who is there and under which rules. */
    public static String scenario(Scenario scenario) {
        Rules rules = scenario.rules();
        return String.format(
                Locale.ROOT,
                "%s with one task each, offered computing by %s and %s, with %s above. One round lasts %s s.",
                count(scenario.wirelessAgents().size(), "wireless agent"),
                count(scenario.mobileAgents().size(), "mobile agent"),
                count(scenario.fixedAgents().size(), "fixed agent"),
                count(scenario.aerialAgents().size(), "aerial agent"),
                Numbers.plain(rules.roundSeconds(), 4));
    }

    /** Returns the rules that decide how overload is priced and what it does to delay. */
    public static String rules(Rules rules) {
        String pricing = rules.overloadPricing() == OverloadPricing.IGNORE
                ? "Leaders are myopic: overselling costs them nothing."
                : "Leaders count what work beyond their capacity will cost them.";
        String delay = rules.overloadDelay() == OverloadDelay.WAIT
                ? " Work sold beyond capacity waits for the next round."
                : " Overload slows every piece in proportion.";
        String sharing = rules.sharing() == Sharing.ALONE
                ? " Pieces on time run at full speed."
                : " Pieces on time share the processor equally.";
        return pricing + delay + sharing;
    }

    /** Returns the finding in one short line. */
    public static String verdict(SolveResult result) {
        EquilibriumCertificate certificate = result.certificate();
        String bound = atMostPercent(certificate.epsilon());
        return switch (result) {
            case SolveResult.Certified _ -> "No one can gain more than " + bound + " by deviating alone";
            case SolveResult.NobodyTrades _ -> "Nobody trades, and no one can gain more than " + bound + " alone";
            case SolveResult.SmallestEpsilon _ -> "Not certified: someone may gain up to " + bound + " alone";
            case SolveResult.Cycle _ -> "Prices cycle: at the best of them someone may gain up to " + bound;
            case SolveResult.StepLimit _ -> "Stopped at the step limit: someone may gain up to " + bound + " alone";
        };
    }

    /** Returns what the certificate proves, in two or three sentences. */
    public static String certificate(Round round) {
        EquilibriumCertificate certificate = round.result().certificate();
        double leaderGap = certificate.leaders().stream()
                .mapToDouble(EquilibriumCertificate.LeaderGap::relativeGap)
                .max()
                .orElse(0);
        String proof = String.format(
                Locale.ROOT,
                "While the others keep to what they do, no leader can gain more than %s of its profit (or of a hundredth of the mean satisfaction weight where that is more) by any other"
                        + " price, and no wireless agent more than %s of its satisfaction weight by any other split. ",
                atMostPercent(leaderGap),
                atMostPercent(certificate.largestFollowerGap()));
        String bound = String.format(
                Locale.ROOT,
                "The largest gain left to anyone is at most %s money. ",
                Numbers.plain(certificate.largestGapMoney(), 2));
        String kind = "These are upper bounds over all prices, computed apart from the solver, rounding included.";
        return proof + bound + kind + " " + asked(round.result());
    }

    private static String asked(SolveResult result) {
        String asked = Numbers.percent(result.certificate().tolerance(), 2);
        return switch (result) {
            case SolveResult.Certified _ -> "Asked for: " + asked + ".";
            case SolveResult.NobodyTrades _ -> "A market in which nobody buys is an ordinary result.";
            case SolveResult.SmallestEpsilon _ ->
                String.format(
                        Locale.ROOT,
                        "Asked for: %s. This is the smallest bound found; profits have several peaks, and prices from which no one gains at all may not exist here.",
                        asked);
            case SolveResult.Cycle cycle ->
                String.format(
                        Locale.ROOT,
                        "Asked for: %s. Best responses came back to the same %s price vectors; a pure equilibrium may not exist here.",
                        asked,
                        cycle.cycle().size());
            case SolveResult.StepLimit _ ->
                String.format(Locale.ROOT, "Asked for: %s. Prices were still moving.", asked);
        };
    }

    /** Returns what the other starts found: distinct equilibria, or no second one. */
    public static String endPoints(RoundStudy study) {
        String tried = count(study.starts().size(), "start");
        List<StartRun> distinct = study.distinctEndPoints();
        return switch (distinct.size()) {
            case 0 -> "No certified equilibrium found from " + tried + ".";
            case 1 -> "No second equilibrium found from " + tried + ".";
            default ->
                String.format(
                        Locale.ROOT,
                        "%s distinct certified equilibria found from %s, first from: %s.",
                        distinct.size(),
                        tried,
                        distinct.stream().map(StartRun::start).collect(Collectors.joining(", ")));
        };
    }

    /** Returns how the solver got there. */
    public static String effort(SolveResult.Effort effort) {
        String after = count(effort.firstIterations(), "iteration");
        String first = switch (effort.firstEnding()) {
            case RESTED -> "Prices first came to rest after " + after;
            case CYCLED -> "Prices first went round in a cycle, noticed after " + after;
            case WALKING, STEP_LIMIT -> "Prices were first still moving, be it little, at the limit of " + after;
        };
        if (effort.repairs() == 0) {
            return first.replace(" first", "") + "; none was repaired.";
        }
        return String.format(
                Locale.ROOT,
                "%s; with %s by the certificate it took %s in all.",
                first,
                count(effort.repairs(), "repair"),
                count(effort.iterations(), "iteration"));
    }
}
