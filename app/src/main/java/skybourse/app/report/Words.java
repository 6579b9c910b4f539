package skybourse.app.report;

import static skybourse.app.report.Numbers.atMostPercent;
import static skybourse.app.report.Numbers.count;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import skybourse.base.numeric.Wire;
import skybourse.base.scenario.LeaderKind;
import skybourse.base.scenario.Rules;
import skybourse.base.scenario.Rules.OverloadDelay;
import skybourse.base.scenario.Rules.OverloadPricing;
import skybourse.base.scenario.Rules.Sharing;
import skybourse.base.scenario.Scenario;
import skybourse.round.market.RoundStudy;
import skybourse.round.market.StartRun;
import skybourse.tier1.certificate.EquilibriumCertificate;
import skybourse.tier1.equilibrium.SolveResult;

/** A round in plain sentences, for the page and the terminal. */
public final class Words {

    private static final String ALONE = " by changing only its own choice, leaders by decision profit";

    /** No device of today counts tokens this fast, and none that counts cycles is slower. */
    private static final double LEAST_CYCLES_PER_SECOND = 1e8;

    private Words() {}

    /** Returns a text that begins with a capital. */
    static String capital(String text) {
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }

    /** Returns who is there and under which rules. */
    public static String scenario(Scenario scenario) {
        Rules rules = scenario.rules();
        return count(scenario.wirelessAgents().size(), "wireless agent") + " with one task each, offered computing by "
                + Arrays.stream(LeaderKind.values())
                        .map(kind -> count(scenario.count(kind), Wire.name(kind) + " agent"))
                        .collect(Collectors.joining(" and "))
                + ", with " + count(scenario.aerialAgents().size(), "aerial agent") + " above. One round lasts "
                + Numbers.plain(rules.roundSeconds(), 4) + " s.";
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
            case SolveResult.Certified _ -> "Equilibrium proved: nobody can gain more than " + bound + ALONE;
            case SolveResult.CertifiedMixed _ ->
                "Equilibrium of drawn prices proved: nobody can gain more than " + bound + " in expectation" + ALONE;
            case SolveResult.NobodyTrades _ -> "Nobody trades, and nobody can gain more than " + bound + ALONE;
            case SolveResult.SmallestEpsilon _ -> "No equilibrium proved: somebody may gain up to " + bound + ALONE;
            case SolveResult.Cycle _ ->
                "Prices go round in a cycle: at the best of them somebody may gain up to " + bound + ALONE;
            case SolveResult.StepLimit _ -> "Stopped at the step limit: somebody may gain up to " + bound + ALONE;
        };
    }

    /** Returns an amount of work with its unit; cycles where computers are as fast as those that count cycles. */
    static String work(double work, Scenario scenario) {
        boolean cycles = scenario.leaders().stream()
                .anyMatch(leader -> leader.computer().workPerSecond() >= LEAST_CYCLES_PER_SECOND);
        return cycles ? Numbers.si(work) + "cycles" : Numbers.si(work).strip() + " work units";
    }

    /** Returns what the certificate proves, in two or three sentences. */
    public static String certificate(SolveResult result) {
        EquilibriumCertificate certificate = result.certificate();
        String proof = "While the others keep to what they do, no leader can gain more than "
                + atMostPercent(CertificateText.largestLeaderGap(certificate))
                + " of its decision profit (or of a hundredth of the mean satisfaction weight where that is more) by any other price, and no wireless agent more than "
                + atMostPercent(certificate.largestFollowerGap()) + " of its satisfaction weight by any other split. ";
        String bound = "The largest gain left to anyone is at most " + Numbers.atMost(certificate.largestGapMoney())
                + " money. ";
        String kind = "These are upper bounds over all prices, computed apart from the solver, rounding included.";
        return proof + bound + kind + " " + asked(result);
    }

    private static String asked(SolveResult result) {
        String asked = Numbers.percent(result.certificate().tolerance(), 2);
        return switch (result) {
            case SolveResult.Certified _, SolveResult.CertifiedMixed _ -> "Asked for: " + asked + ".";
            case SolveResult.NobodyTrades _ -> "A market in which nobody buys is an ordinary result.";
            case SolveResult.SmallestEpsilon _ ->
                "Asked for: " + asked
                        + ". This is the smallest bound found; decision profits have several peaks, and prices from which no one gains at all may not exist here.";
            case SolveResult.Cycle cycle ->
                "Asked for: " + asked + ". Best responses came back to the same "
                        + cycle.cycle().size() + " price vectors; a pure equilibrium may not exist here.";
            case SolveResult.StepLimit _ -> "Asked for: " + asked + ". Prices were still moving.";
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
                distinct.size() + " distinct certified equilibria found from " + tried + ", first from: "
                        + distinct.stream().map(StartRun::start).collect(Collectors.joining(", ")) + ".";
        };
    }

    /** Returns how the solver got there. */
    public static String effort(SolveResult.Effort effort) {
        String all = count(effort.iterations(), "iteration");
        int first = effort.firstIterations();
        if (effort.repairs() == 0) {
            return switch (effort.firstEnding()) {
                case RESTED -> all + " to settle.";
                case CYCLED -> all + " until prices went round in a cycle.";
                case WALKING, STEP_LIMIT -> all + " without coming to rest: prices were still moving, be it little.";
            };
        }
        String before = switch (effort.firstEnding()) {
            case RESTED -> first + " to settle";
            case CYCLED -> first + " until prices went round in a cycle";
            case WALKING, STEP_LIMIT -> first + " without coming to rest";
        };
        return all + ": " + before + ", " + (effort.iterations() - first) + " after " + count(effort.repairs(), "move")
                + " to better prices.";
    }
}
