package skybourse.evidence.task;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import skybourse.base.agent.Agent;
import skybourse.base.numeric.NumberSyntax;
import skybourse.base.random.RandomStreams;
import skybourse.base.scenario.Scenario;
import skybourse.evidence.choice.SolverResolver;
import skybourse.evidence.sweep.CellTask;
import skybourse.evidence.sweep.GridPoint;
import skybourse.evidence.sweep.MeasuredColumn;
import skybourse.evidence.sweep.ScenarioSource;
import skybourse.round.market.TwoTierRound;
import skybourse.tier1.equilibrium.CertifiedSolver;
import skybourse.tier1.game.Allocation;
import skybourse.tier1.game.ExactFollowerResponse;
import skybourse.tier1.game.PricingGame;

/**
 * Truthful leader that posts its equilibrium price of the previous slot. In each slot, each wireless agent has its task with a given probability. Each
 * leader posts in turn; all others answer with equilibrium prices. If its price is refused, the market computes it.
 */
final class StalePriceTask {

    private static final String PRESENCE = "presence";

    private static final List<MeasuredColumn> COLUMNS = List.of(
            new MeasuredColumn("refusedShare", "share", "leaders whose posted price is refused"),
            new MeasuredColumn(
                    "earnedByRefusal", "share", "change of the profit of a refused leader by the refusal, mean"),
            new MeasuredColumn("losingShare", "share", "refused leaders that earn less by the refusal"));

    static final CellTask TASK = CellTask.of(
                    "stale-posted-price",
                    CellTask.axes(SolverResolver.axes(), CellTask.axes("presence=0.95 mostPostedGain=0.002")),
                    COLUMNS,
                    StalePriceTask::check,
                    StalePriceTask::run)
            .withEffort(_ -> 5);

    private StalePriceTask() {}

    private static void check(GridPoint settings, ScenarioSource scenarios) {
        SolverResolver.check(settings, scenarios);
        RingTask.mostGain(settings);
        presence(settings);
    }

    private static double presence(GridPoint settings) {
        double presence = NumberSyntax.decimal(settings.text(PRESENCE)).orElse(-1);
        if (!(presence > 0 && presence <= 1)) {
            throw new IllegalArgumentException(
                    PRESENCE + " must be a number above 0, at most 1: " + settings.text(PRESENCE));
        }
        return presence;
    }

    private static List<double[]> run(GridPoint settings, long seed, ScenarioSource scenarios) {
        Scenario scenario = scenarios.world(settings, seed);
        CertifiedSolver solver = SolverResolver.certified(settings, scenario);
        RandomGenerator random = new RandomStreams(seed).stream("present-tasks", 0);
        PricingGame before = slot(scenario, presence(settings), random);
        PricingGame game = slot(scenario, presence(settings), random);
        double[] stale = solver.solve(before, new double[before.leaders()]).prices();
        double[] own = solver.solve(game, stale).prices();
        double[] ownProfits = profits(game, own);
        double most = RingTask.mostGain(settings);
        int refused = 0;
        int losing = 0;
        double earned = 0;
        for (int s = 0; s < stale.length; s++) {
            var posting = new BitSet();
            posting.set(s);
            double[] start = own.clone();
            start[s] = stale[s];
            double[] sold = solver.solve(game.withPostedPrices(posting), start).prices();
            double gain = Math.max(
                    RingSearch.gainAlone(game, own, s, stale[s]), RingSearch.gainAlone(game, sold, s, stale[s]));
            if (gain > most) {
                double profit = profits(game, sold)[s];
                refused++;
                losing += ownProfits[s] < profit ? 1 : 0;
                earned += (ownProfits[s] - profit) / Math.max(game.moneyScale(), Math.abs(profit));
            }
        }
        return List.of(new double[] {(double) refused / stale.length, earned / refused, (double) losing / refused});
    }

    /** Returns the game of a slot; each wireless agent is in it with the given probability, and at least the first one is. */
    private static PricingGame slot(Scenario scenario, double presence, RandomGenerator random) {
        Set<String> present = new TreeSet<>();
        present.add(scenario.wirelessAgents().getFirst().id());
        scenario.wirelessAgents().stream()
                .filter(_ -> random.nextDouble() < presence)
                .forEach(agent -> present.add(agent.id()));
        for (List<? extends Agent> agents : Arrays.asList(scenario.leaders(), scenario.aerialAgents())) {
            agents.forEach(agent -> present.add(agent.id()));
        }
        double resale = scenario.rules()
                .expectedResalePrice()
                .orElseThrow(() -> new IllegalArgumentException("rules.expectedResalePrice must be given"));
        return TwoTierRound.ofPresentAgents(scenario, present, resale).game();
    }

    private static double[] profits(PricingGame game, double[] prices) {
        return Allocation.at(game, prices, new ExactFollowerResponse()).profits();
    }
}
