package skybourse.evidence.task;

import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import skybourse.base.agent.Computer;
import skybourse.base.agent.EnergyModel;
import skybourse.base.agent.EnergyModel.Table.Row;
import skybourse.base.agent.Leader;
import skybourse.base.agent.LeaderKind;
import skybourse.base.scenario.Scenario;
import skybourse.base.scenario.ScenarioSampler.Counts;
import skybourse.evidence.choice.SolverResolver;
import skybourse.evidence.sweep.CellTask;
import skybourse.evidence.sweep.GridPoint;
import skybourse.evidence.sweep.MeasuredColumn;
import skybourse.evidence.sweep.ScenarioSource;
import skybourse.tier1.certificate.EquilibriumCertificate;
import skybourse.tier1.equilibrium.CertifiedSolver;
import skybourse.tier1.equilibrium.SolveResult;
import skybourse.tier1.equilibrium.SolverRun;
import skybourse.tier1.game.Allocation;
import skybourse.tier1.game.ExactFollowerResponse;
import skybourse.tier1.game.PricingGame;
import skybourse.tier1.game.ScenarioGameFactory;

/**
 * Prices of tier 1 if all leaders have the same energy model. Measures the certificate before and after repairs, the number of iterations, prices
 * and loads by kind of leader, and whether several start prices lead to the same final prices. For each seed, all models have the same agents.
 */
final class EnergyModelTask {

    /** Axis of the energy model of leaders. */
    private static final String ENERGY = "energy";

    /** Axis of the largest number of wireless agents. The number is random, by seed, from that of the scenario on. */
    private static final String MOST_WIRELESS = "mostWireless";

    /** Axis of the number of start prices: zero, caps, and random ones. */
    private static final String STARTS = "starts";

    private static final List<String> FIXED_STARTS = List.of("zero", "caps");

    /** Axis of the constant power of {@code idle}, as a share of the power of computing at full speed. */
    private static final String IDLE_SHARE = "idleShare";

    /** Energy of a table at 1/4, 2/4, 3/4 and 4/4 of the capacity, as shares of the energy at capacity (ours: convex, with round numbers). */
    private static final double[] TABLE = {0.1, 0.3, 0.6, 1};

    /** Approximate work of one solve with certificate, relative to a slot of a small market. */
    private static final double SOLVE_EFFORT = 40;

    private static final double MEGA = 1e6;

    private static final List<MeasuredColumn> COLUMNS = List.of(
            new MeasuredColumn("iterationsToRest", "iterations", "until prices converge"),
            new MeasuredColumn("restCertified", "share", "whether the first converged prices are certified"),
            new MeasuredColumn(
                    "restEpsilon",
                    "relative",
                    "certified bound on the largest deviation gap at the first converged prices"),
            new MeasuredColumn("certified", "share", "whether the final prices are certified"),
            new MeasuredColumn(
                    "epsilon", "relative", "certified bound on the largest deviation gap at the final prices"),
            new MeasuredColumn("repairs", "repairs", "repair steps before the final prices"),
            new MeasuredColumn("unsettled", "share", "whether prices do not converge before the first repair"),
            new MeasuredColumn("startsCertified", "share", "of the starts that lead to certified prices"),
            new MeasuredColumn(
                    "startsDifference",
                    "relative",
                    "largest difference of a final price of another start from that of the zero start; none with one start"),
            new MeasuredColumn("mobilePricePerMegabit", "money per Mbit", "mean price of mobile agents that sell"),
            new MeasuredColumn("mobileLoadPerCapacity", "share", "mean load of mobile agents that sell"),
            new MeasuredColumn("fixedPricePerMegabit", "money per Mbit", "mean price of fixed agents that sell"),
            new MeasuredColumn("fixedLoadPerCapacity", "share", "mean load of fixed agents that sell"),
            new MeasuredColumn("sellingNothing", "leaders", "leaders that sell nothing"),
            new MeasuredColumn("randomizing", "leaders", "leaders with mixed prices"),
            new MeasuredColumn("randomlyClosed", "leaders", "of these, those with a price at which nobody buys"));

    static final CellTask TASK = CellTask.of(
                    "energy-models", axes(), COLUMNS, EnergyModelTask::check, EnergyModelTask::run)
            .withEffort(settings -> SOLVE_EFFORT * settings.count(STARTS, 1));

    /** Energy models of the axis. */
    private enum Model {
        LINEAR,
        DVFS,
        TABLE,
        IDLE;

        Optional<EnergyModel> of(Computer computer, double seconds, double idleShare) {
            double work = computer.workPerSecond() * seconds;
            return switch (this) {
                case LINEAR -> Optional.empty();
                case DVFS -> Optional.of(new EnergyModel.Dvfs(0, 0));
                case TABLE ->
                    Optional.of(new EnergyModel.Table(IntStream.range(0, EnergyModelTask.TABLE.length)
                            .mapToObj(i -> new Row(
                                    work * (i + 1) / EnergyModelTask.TABLE.length,
                                    EnergyModelTask.TABLE[i] * work * computer.joulesPerWork()))
                            .toList()));
                case IDLE ->
                    Optional.of(new EnergyModel.Idle(idleShare * computer.workPerSecond() * computer.joulesPerWork()));
            };
        }
    }

    private EnergyModelTask() {}

    private static SequencedMap<String, String> axes() {
        SequencedMap<String, String> axes = CellTask.axes(
                SolverResolver.axes(), CellTask.axes("energy=linear idleShare=0.3 mostWireless=40 starts=3"));
        axes.remove(SolverResolver.START);
        return axes;
    }

    private static void check(GridPoint settings, ScenarioSource scenarios) {
        SolverResolver.check(settings.with(SolverResolver.START, FIXED_STARTS.getFirst()), scenarios);
        settings.count(STARTS, 1);
        world(settings, 1, scenarios);
    }

    private static Scenario world(GridPoint settings, long seed, ScenarioSource scenarios) {
        Model model = settings.constant(ENERGY, Model.class);
        Counts least = ScenarioSource.counts(settings, ScenarioSource.SCENARIO);
        int wireless = ScenarioSource.wireless(seed, least.wireless(), settings.count(MOST_WIRELESS, least.wireless()));
        String counts = wireless + "/" + least.mobile() + "/" + least.fixed() + "/" + least.aerial();
        Scenario linear = scenarios.world(settings.with(ScenarioSource.SCENARIO, counts), seed);
        double seconds = linear.rules().roundSeconds();
        double idleShare = settings.number(IDLE_SHARE);
        List<Leader> leaders = linear.leaders().stream()
                .map(leader -> model.of(leader.computer(), seconds, idleShare)
                        .map(energy -> leader.withComputer(leader.computer().withEnergy(energy)))
                        .orElse(leader))
                .toList();
        return linear.withAgents(linear.wirelessAgents(), leaders, linear.aerialAgents());
    }

    private static List<double[]> run(GridPoint settings, long seed, ScenarioSource scenarios) {
        Scenario scenario = world(settings, seed, scenarios);
        PricingGame game = ScenarioGameFactory.of(scenario);
        CertifiedSolver solver = SolverResolver.certified(settings, scenario);
        List<double[]> starts = IntStream.range(0, settings.count(STARTS, 1))
                .mapToObj(i -> i < FIXED_STARTS.size() ? FIXED_STARTS.get(i) : "random-" + (i - 1))
                .map(start -> SolverResolver.start(settings.with(SolverResolver.START, start), game, seed))
                .toList();
        List<SolveResult> ends =
                starts.stream().map(start -> solver.solve(game, start)).toList();
        SolveResult end = ends.getFirst();
        EquilibriumCertificate rest =
                solver.withoutRepairs().solve(game, starts.getFirst()).certificate();
        var sales = new Sales(scenario, game, end);
        return List.of(new double[] {
            end.effort().firstIterations(),
            rest.holds() ? 1 : 0,
            rest.epsilon(),
            end.certificate().holds() ? 1 : 0,
            end.certificate().epsilon(),
            end.effort().repairs(),
            end.effort().firstEnding() == SolverRun.Ending.RESTED ? 0 : 1,
            ends.stream().filter(any -> any.certificate().holds()).count() / (double) ends.size(),
            ends.stream()
                    .skip(1)
                    .mapToDouble(any -> ConvergenceTask.difference(any.prices(), end.prices()))
                    .max()
                    .orElse(Double.NaN),
            sales.price(LeaderKind.MOBILE),
            sales.load(LeaderKind.MOBILE),
            sales.price(LeaderKind.FIXED),
            sales.load(LeaderKind.FIXED),
            sales.nothing(),
            end.mix().randomizingLeaders(),
            sales.randomlyClosed(end)
        });
    }

    /** Prices and loads of leaders at the final prices; of a leader with mixed prices, at its most probable price. */
    private record Sales(Scenario scenario, PricingGame game, double[] prices, double[] loads) {

        Sales(Scenario scenario, PricingGame game, SolveResult end) {
            this(
                    scenario,
                    game,
                    end.prices(),
                    Allocation.at(game, end.prices(), new ExactFollowerResponse())
                            .loads());
        }

        double price(LeaderKind kind) {
            return mean(kind, s -> MEGA * prices[s]);
        }

        double load(LeaderKind kind) {
            return mean(kind, s -> loads[s] / game.leaderTable().capacity(s));
        }

        double nothing() {
            return IntStream.range(0, loads.length).filter(s -> loads[s] == 0).count();
        }

        double randomlyClosed(SolveResult end) {
            return IntStream.range(0, loads.length)
                    .filter(s -> end.mix().mixes().get(s).points().size() > 1
                            && end.mix().mixes().get(s).points().stream()
                                    .anyMatch(point -> point.price() >= game.highestPrice(s)))
                    .count();
        }

        private double mean(LeaderKind kind, IntToDoubleFunction value) {
            return IntStream.range(0, loads.length)
                    .filter(s -> loads[s] > 0 && scenario.leaders().get(s).kind() == kind)
                    .mapToDouble(value)
                    .average()
                    .orElse(Double.NaN);
        }
    }
}
