package skybourse.evidence.overtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import skybourse.base.numeric.TaskRunner;
import skybourse.base.scenario.Scenario;
import skybourse.evidence.choice.RuleResolver;
import skybourse.evidence.choice.SolverResolver;
import skybourse.evidence.sweep.CellTask;
import skybourse.evidence.sweep.GridPoint;
import skybourse.evidence.sweep.ScenarioSource;
import skybourse.evidence.task.CellTasks;
import skybourse.round.dynamics.Dynamics;
import skybourse.round.dynamics.Metric;
import skybourse.round.dynamics.PricingSettings;
import skybourse.round.dynamics.SimulationSetupBuilder;
import skybourse.round.dynamics.SlotRow;
import skybourse.round.ledger.LedgerDigest;
import skybourse.round.simulation.Simulation;
import skybourse.tier2.rule.EfficientTrade;

class OverTimeTaskTest {

    private static final CellTask TASK = OverTimeTask.TASK;

    private static GridPoint settings(String... axesAndValues) {
        var settings = new GridPoint(new TreeMap<>(TASK.axes()))
                .with(ScenarioSource.SCENARIO, "8/1/2/3")
                .with(OverTimeTask.SLOTS, "24")
                .with(OverTimeTask.WARM_UP, "4")
                .with(SolverResolver.SOLVER, "newton")
                .with(RuleResolver.POLICY, "fixed");
        for (int i = 0; i < axesAndValues.length; i += 2) {
            settings = settings.with(axesAndValues[i], axesAndValues[i + 1]);
        }
        return settings;
    }

    private static Map<String, Double> run(GridPoint settings) {
        TASK.check().check(settings, ScenarioSource.none());
        double[] row = TASK.work().run(settings, 3, ScenarioSource.none()).getFirst();
        Map<String, Double> byColumn = new HashMap<>();
        IntStream.range(0, row.length).forEach(i -> byColumn.put(TASK.values().get(i), row[i]));
        return byColumn;
    }

    @Tag("slow")
    @Test
    void stationaryMarketEqualsFrozenMarket() {
        Map<String, Double> row = run(settings(OverTimeSetups.SPEED, "0", OverTimeTask.AGAINST, OverTimeTask.FROZEN));
        assertThat(row.entrySet().stream()
                        .filter(entry -> entry.getKey().matches(".*(Gap|Change)"))
                        .filter(entry -> !entry.getKey().equals("branchGap")))
                .hasSize(6)
                .allSatisfy(
                        entry -> assertThat(entry.getValue()).as(entry.getKey()).isZero());
    }

    /** The frozen market has the same tasks and keeps the start positions of the moving one. */
    @Tag("slow")
    @Test
    void frozenMarketIsIndependentOfSpeed() {
        double[] frozen = new double[2];
        for (int i = 0; i < 2; i++) {
            Map<String, Double> row = run(settings(
                    OverTimeSetups.SPEED,
                    List.of("1.5", "15").get(i),
                    OverTimeSetups.FADING,
                    "rayleigh",
                    OverTimeTask.AGAINST,
                    OverTimeTask.FROZEN));
            assertThat(row.get("arrivedGap")).isZero();
            assertThat(row.get("qualityChange")).isNotZero();
            frozen[i] = row.get("welfare") / (1 + row.get("welfareChange"));
        }
        assertThat(frozen[1]).isCloseTo(frozen[0], within(1e-9));
        assertThat(run(settings(OverTimeSetups.SPEED, "0")).get("welfare")).isCloseTo(frozen[0], within(1e-9));
    }

    @Test
    void delayIsRoundedUpToSlots() {
        Map<String, Double> part = run(settings(OverTimeSetups.DELAY, "0.1"));
        Map<String, Double> full = run(settings(OverTimeSetups.DELAY, "1"));
        assertThat(part).isEqualTo(full);
        assertThat(run(settings()).get("epsPricesMedian")).isLessThan(full.get("epsPricesMedian"));
    }

    /** If messages are delayed by more than the validity of quotes, quotes are declined. */
    @Tag("slow")
    @Test
    void expiredQuotesAreDeclined() {
        Map<String, Double> expired = run(settings(OverTimeSetups.DELAY, "5"));
        Map<String, Double> binding = run(settings(OverTimeSetups.DELAY, "5", OverTimeSetups.BINDS, "20"));
        assertThat(expired.get("declined")).isPositive();
        assertThat(binding.get("declined")).isZero();
        assertThat(binding.get("quality")).isGreaterThan(expired.get("quality"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.5", "1.2"})
    void loadCountsAllProcessors(String load) {
        var settings = settings(OverTimeSetups.LOAD, load, OverTimeSetups.AERIAL, "1");
        var setup = OverTimeSetups.setup(settings, 3, ScenarioSource.none(), false, 0);
        assertThat(setup.load()).isCloseTo(Double.parseDouble(load), within(1e-12));
        assertThat(setup.scenario().aerialAgents()).hasSize(1);
    }

    @Tag("slow")
    @Test
    void batteriesReduceServingAerialAgents() {
        var settings = settings(OverTimeTask.SLOTS, "100", OverTimeSetups.BATTERY, "15000", OverTimeTask.MEASURE, "0");
        assertThat(run(settings).get("aerialServing")).isStrictlyBetween(0.5, 2.5);
        assertThat(run(settings.with(OverTimeSetups.BATTERY, "0")).get("aerialServing"))
                .isEqualTo(3);
    }

    /** Slot 0 of a stationary market is a single round, for which the task rest counts the iterations to converge. */
    @Test
    void roundsToConvergeMatchSingleRound() {
        var rest = CellTasks.named("rest").orElseThrow();
        var alone = new GridPoint(new TreeMap<>(rest.axes()))
                .with(ScenarioSource.SCENARIO, "20/2/3/0")
                .with(SolverResolver.SOLVER, "gauss-seidel");
        double[] row = rest.work().run(alone, 1, ScenarioSource.none()).getFirst();
        Scenario scenario = ScenarioSource.none().world(alone, 1);
        Dynamics d = Dynamics.stationary();
        var dynamics = d.withPricing(PricingSettings.ofOneRound()).withEscrow(false);
        for (int every : new int[] {0, 1}) {
            var solver = SolverResolver.certified(alone, scenario);
            Simulation simulation = Simulation.begin(SimulationSetupBuilder.builder()
                    .scenario(scenario)
                    .dynamics(dynamics)
                    .seed(1)
                    .frozen(false)
                    .solver(solver)
                    .certifyEvery(every)
                    .mechanism(_ -> new EfficientTrade())
                    .tasks(TaskRunner.CALLER)
                    .build());
            simulation.play();
            SlotRow slot = simulation.remainingRows().getFirst();
            assertThat(slot.of(Metric.ROUNDS)).isEqualTo(row[rest.values().indexOf("iterationsToRest")]);
            assertThat(slot.of(Metric.ROUNDS_NEAR)).isEqualTo(row[rest.values().indexOf("restOnePercent")]);
        }
    }

    @Test
    void rejectsInvalidSettings() {
        for (String[] wrong : new String[][] {
            {OverTimeSetups.FADING, "some", "fading must be one of"},
            {OverTimeSetups.SPEED, "-1", "metresPerSecond"},
            {OverTimeSetups.LOSS, "2", "loss"},
            {OverTimeTask.WARM_UP, "24", "warmUp"},
            {OverTimeSetups.LOAD, "much", "load must be a number: much"},
        }) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> TASK.check().check(settings(wrong[0], wrong[1]), ScenarioSource.none()))
                    .withMessageContaining(wrong[2]);
        }
    }

    @Test
    void rejectsRateIfTaskArrivesInEverySlot() {
        var everySlot = settings(OverTimeSetups.ARRIVALS, OverTimeSetups.EVERY_SLOT);
        TASK.check().check(everySlot.with(OverTimeSetups.TASKS, "0.80"), ScenarioSource.none());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TASK.check().check(everySlot.with(OverTimeSetups.LOAD, "1.2"), ScenarioSource.none()))
                .withMessage("load must be none, the default, if arrivals is every-slot, where it has no effect: 1.2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TASK.check().check(everySlot.with(OverTimeSetups.TASKS, "2"), ScenarioSource.none()))
                .withMessage(
                        "tasksPerSecond must be 0.8, the default, if arrivals is every-slot, where it has no effect: 2");
    }

    private static SlotRow row(long slot, Map<Metric, Double> numbers) {
        double[] values = new double[Metric.values().length];
        Arrays.fill(values, Double.NaN);
        numbers.forEach((metric, value) -> values[metric.ordinal()] = value);
        return new SlotRow(slot, values, new LedgerDigest(new long[LedgerDigest.WORDS]));
    }

    @Test
    void statisticsOverSlotsMatchManualValues() {
        var slots = new SlotStatistics(List.of(
                row(4, Map.of(Metric.ARRIVED, 1.0, Metric.DEADLINES, 1.0, Metric.BACKLOG, 9.0)),
                row(5, Map.of(Metric.ARRIVED, 0.0, Metric.ROUNDS, 3.0, Metric.BACKLOG, 9.0)),
                row(6, Map.of(Metric.ARRIVED, 3.0, Metric.DEADLINES, 0.0, Metric.ROUNDS, 9.0, Metric.BACKLOG, 1.0)),
                row(7, Map.of(Metric.ROUNDS, 4.0, Metric.BACKLOG, 1.5)),
                row(8, Map.of(Metric.BACKLOG, 2.0))));
        assertThat(slots.deadlines()).isEqualTo(0.25);
        assertThat(slots.slope(Metric.BACKLOG)).isCloseTo(0.5, within(1e-12));
        assertThat(slots.quantile(Metric.ROUNDS, 0.5)).isEqualTo(4);
        assertThat(slots.quantile(Metric.ROUNDS, 0.9)).isEqualTo(9);
        assertThat(slots.mean(Metric.ROUNDS)).isCloseTo(16.0 / 3, within(1e-12));
        assertThat(slots.share(Metric.ROUNDS, row -> row.of(Metric.ROUNDS) < 5)).isCloseTo(2.0 / 3, within(1e-12));
        assertThat(slots.quality()).isNaN();
    }
}
