package skybourse.evidence.task;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import skybourse.base.agent.Leader;
import skybourse.base.numeric.NumberSyntax;
import skybourse.base.random.RandomStreams;
import skybourse.base.scenario.Scenario;
import skybourse.evidence.choice.SolverResolver;
import skybourse.evidence.sweep.CellTask;
import skybourse.evidence.sweep.GridPoint;
import skybourse.evidence.sweep.MeasuredColumn;
import skybourse.evidence.sweep.ScenarioSource;
import skybourse.round.market.AgentOutcome;
import skybourse.round.market.TwoTierRound;
import skybourse.tier1.certificate.EquilibriumCertificate;
import skybourse.tier1.equilibrium.BestResponseIteration;
import skybourse.tier1.equilibrium.CertifiedSolver;
import skybourse.tier1.equilibrium.SolveResult;
import skybourse.tier1.game.Allocation;
import skybourse.tier1.game.ExactFollowerResponse;

/**
 * Ring of leaders that chooses its prices together, compared with equilibrium prices. Changes are relative to the amount at equilibrium. All profits are decision
 * profits of tier 1.
 */
final class RingTask {

    private static final String RING = "ring";
    private static final String MOVES = "moves";
    static final String MOST_GAIN = "mostPostedGain";
    private static final String JUDGED = "judged";
    private static final String ALONE = "alone";
    private static final String TOGETHER = "together";
    static final String NONE = "none";

    /** Prices of the ring at the starts of the search, as multiples of its equilibrium prices. */
    private static final double[] STARTS = {1, 1.25, 1.6};

    private static final List<MeasuredColumn> COLUMNS = List.of(
            new MeasuredColumn("ringPriceChange", "relative", "mean change of the prices of the ring"),
            new MeasuredColumn("ringProfitChange", "relative", "change of the joint profit of the ring"),
            new MeasuredColumn("outsiderProfitChange", "relative", "change of the joint profit of all other leaders"),
            new MeasuredColumn("wirelessUtilityChange", "relative", "change of the utility of wireless agents"),
            new MeasuredColumn("welfareChange", "relative", "change of the welfare of tier 1"),
            new MeasuredColumn(
                    "largestMemberGain", "relative", "certified bound on the gain of a member that deviates"),
            new MeasuredColumn(
                    "certified", "share", "whether the equilibrium and the answers of all others are certified"));

    static final CellTask TASK = CellTask.of(
                    "ring",
                    CellTask.axes(
                            SolverResolver.axes(),
                            CellTask.axes("ring=2/3 moves=together mostPostedGain=none judged=together")),
                    COLUMNS,
                    RingTask::check,
                    RingTask::run)
            .withEffort(_ -> 300);

    private RingTask() {}

    private static void check(GridPoint settings, ScenarioSource scenarios) {
        SolverResolver.check(settings, scenarios);
        ring(settings, scenarios.named(settings, 1));
    }

    private static RingSearch.Ring ring(GridPoint settings, Scenario scenario) {
        int[] counts = settings.counts(RING, 2);
        List<Integer> mobile = leaders(scenario, true);
        List<Integer> fixed = leaders(scenario, false);
        if (counts[0] + counts[1] < 2 || counts[0] > mobile.size() || counts[1] > fixed.size()) {
            throw new IllegalArgumentException("ring must be MAs/FAs, at least two leaders and at most " + mobile.size()
                    + "/" + fixed.size() + ": " + settings.text(RING));
        }
        return new RingSearch.Ring(
                mobile.subList(0, counts[0]),
                fixed.subList(0, counts[1]),
                settings.word(MOVES, List.of(TOGETHER, "single")).equals(TOGETHER),
                mostGain(settings),
                settings.word(JUDGED, List.of(TOGETHER, ALONE)).equals(ALONE));
    }

    private static List<Integer> leaders(Scenario scenario, boolean isMobile) {
        List<Leader> leaders = scenario.leaders();
        return IntStream.range(0, leaders.size())
                .filter(s -> leaders.get(s).moves() == isMobile)
                .boxed()
                .toList();
    }

    /** Returns the largest gain of a posted price, relative; infinity for {@code none}. */
    static double mostGain(GridPoint settings) {
        String text = settings.text(MOST_GAIN);
        double most = text.equals(NONE)
                ? Double.POSITIVE_INFINITY
                : NumberSyntax.decimal(text).orElse(-1);
        if (!(most >= 0)) {
            throw new IllegalArgumentException(MOST_GAIN + " must be none or a number from 0: " + text);
        }
        return most;
    }

    private static List<double[]> run(GridPoint settings, long seed, ScenarioSource scenarios) {
        Scenario scenario = scenarios.world(settings, seed);
        TwoTierRound tiers = TwoTierRound.of(scenario);
        RingSearch.Ring ring = ring(settings, scenario);
        CertifiedSolver solver = SolverResolver.certified(settings, scenario);
        SolveResult before = solver.solve(tiers.game(), SolverResolver.start(settings, tiers.game(), seed));
        var answers = BestResponseIteration.gaussSeidel().withTolerance(solver.tolerance());
        var search = new RingSearch(tiers.game(), answers, before.prices(), ring);
        var random = new RandomStreams(seed).stream("ring-moves", 0);
        double[] best = Arrays.stream(STARTS)
                .limit(ring.movesTogether() ? STARTS.length : 1)
                .mapToObj(factor -> search.best(factor, random))
                .max(Comparator.comparingDouble(RingSearch.Found::profit))
                .orElseThrow()
                .prices();
        EquilibriumCertificate gaps = solver.certifier().certify(tiers.game(), best, solver.tolerance());
        boolean isCertified = before.certificate().holds()
                && solver.certifier()
                        .certify(tiers.game().withPostedPrices(ring.members()), best, solver.tolerance())
                        .holds();
        double[] old = amounts(tiers, before.prices(), ring);
        double[] now = amounts(tiers, best, ring);
        return List.of(DoubleStream.concat(
                        IntStream.range(0, old.length).mapToDouble(k -> (now[k] - old[k]) / Math.abs(old[k])),
                        DoubleStream.of(
                                ring.members().stream()
                                        .mapToDouble(s -> gaps.leaders().get(s).relativeGap())
                                        .max()
                                        .orElseThrow(),
                                isCertified ? 1 : 0))
                .toArray());
    }

    /** Returns the mean price of a ring, its profit, that of all others (NaN if there are none), the utility of wireless agents, and the welfare. */
    private static double[] amounts(TwoTierRound tiers, double[] prices, RingSearch.Ring ring) {
        double[] profits = Allocation.at(tiers.buyersGame(), prices, new ExactFollowerResponse())
                .profits();
        double all = Arrays.stream(profits).sum();
        double own = ring.members().stream().mapToDouble(s -> profits[s]).sum();
        double wireless = tiers.sell(prices).agents().stream()
                .mapToDouble(AgentOutcome::utility)
                .sum();
        boolean isAll = ring.members().cardinality() == profits.length;
        double price =
                ring.members().stream().mapToDouble(s -> prices[s]).average().orElseThrow();
        return new double[] {price, own, isAll ? Double.NaN : all - own, wireless, wireless + all};
    }
}
