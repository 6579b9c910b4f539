package skybourse.paper.experiment;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.LongStream;
import skybourse.base.numeric.Checks;
import skybourse.base.scenario.Scenario;
import skybourse.evidence.choice.RuleResolver;
import skybourse.evidence.sweep.CellTask;
import skybourse.evidence.sweep.ScenarioSource;
import skybourse.evidence.sweep.Sweep;
import skybourse.evidence.sweep.SweepGrid;
import skybourse.evidence.task.CellTasks;
import skybourse.tier2.clock.ClockPolicy;

/**
 * Extent of a reproduction.
 *
 * @param full whether all cells are run; otherwise only those that take a few minutes
 * @param seedCount number of repetitions, with seeds 1, 2, ...; above 0
 * @param scenarios bundled scenarios, by the names that grids use
 * @param models trained policies, by the names that grids use
 */
public record ReproductionPlan(
        boolean full, int seedCount, SortedMap<String, Scenario> scenarios, SortedMap<String, ClockPolicy> models) {

    /** Number of repetitions of a quick plan (our choice). */
    public static final int QUICK_SEEDS = 10;

    /** Number of repetitions of a full plan (our choice). */
    public static final int FULL_SEEDS = 50;

    private static final Map<String, String> BEFORE = before();

    private static Map<String, String> before() {
        Map<String, String> before = new TreeMap<>(CellTasks.PAPER);
        // By default, leaders include the cost of overload in their prices.
        before.remove(ScenarioSource.OVERLOAD);
        return before;
    }

    /**
     * Validates the components.
     *
     * @throws IllegalArgumentException if {@code seedCount} is not above 0
     */
    public ReproductionPlan {
        Checks.positive((long) seedCount, "seeds");
    }

    /**
     * Returns a sweep over all seeds of the plan. An axis that the grid does not set has its value in {@link CellTasks#PAPER}, if there is one. The
     * axis of overload keeps the default of the task.
     */
    Sweep sweep(String name, CellTask task, SweepGrid given) {
        SweepGrid grid = given;
        for (var before : BEFORE.entrySet()) {
            boolean isOpen =
                    task.axes().containsKey(before.getKey()) && !given.byAxis().containsKey(before.getKey());
            grid = isOpen ? grid.axis(before.getKey(), before.getValue()) : grid;
        }
        TreeMap<String, Scenario> worlds = new TreeMap<>(scenarios);
        worlds.keySet().retainAll(grid.byAxis().getOrDefault(ScenarioSource.SCENARIO, List.of()));
        TreeMap<String, ClockPolicy> policies = new TreeMap<>(models);
        policies.keySet().retainAll(grid.byAxis().getOrDefault(RuleResolver.POLICY, List.of()));
        return new Sweep(
                name,
                task,
                grid.byAxis(),
                LongStream.rangeClosed(1, seedCount).boxed().toList(),
                new ScenarioSource(worlds, policies));
    }

    /**
     * Returns the same plan with fewer repetitions, for training runs. A full plan has a tenth of the repetitions, but at least 5. A quick plan has 2
     * (our choice).
     */
    ReproductionPlan trainings() {
        return new ReproductionPlan(full, full ? Math.max(5, seedCount / 10) : 2, scenarios, models);
    }

    /**
     * Returns the same plan with fewer repetitions, for training runs with training aids. A full plan has a fifth of the repetitions, but at least
     * 10. A quick plan has 2 (our choice).
     */
    ReproductionPlan aidedTrainings() {
        return new ReproductionPlan(full, full ? Math.max(10, seedCount / 5) : 2, scenarios, models);
    }

    /** Returns the same plan with fewer repetitions, for simulations over time. A full plan has at most 20, a quick plan at most 5 (our choice). */
    ReproductionPlan simulations() {
        return new ReproductionPlan(full, Math.min(seedCount, full ? 20 : 5), scenarios, models);
    }

    /** Returns the same plan with more repetitions, for solves of single markets: 20 times as many in a full plan, 5 times in a quick plan (our choice). */
    ReproductionPlan markets() {
        return new ReproductionPlan(full, (full ? 20 : 5) * seedCount, scenarios, models);
    }

    /** Returns the same plan with one repetition, for results that do not depend on the seed. */
    ReproductionPlan withOneSeed() {
        return new ReproductionPlan(full, 1, scenarios, models);
    }
}
