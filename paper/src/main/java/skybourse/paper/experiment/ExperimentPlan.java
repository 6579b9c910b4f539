package skybourse.paper.experiment;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.LongStream;
import skybourse.base.numeric.Checks;
import skybourse.base.scenario.Scenario;
import skybourse.evidence.choice.RuleChoice;
import skybourse.evidence.sweep.CellTask;
import skybourse.evidence.sweep.Grid;
import skybourse.evidence.sweep.Sweep;
import skybourse.evidence.sweep.Worlds;
import skybourse.evidence.task.CellTasks;
import skybourse.tier2.clock.ClockPolicy;

/**
 * How much of an experiment is run.
 *
 * @param full all cells; otherwise those that a few minutes allow
 * @param seedCount repetitions, seeds 1, 2, ...
 * @param scenarios those that come with the program, by their names in grids
 * @param models policies that were trained, by their names in grids
 */
public record ExperimentPlan(
        boolean full, int seedCount, SortedMap<String, Scenario> scenarios, SortedMap<String, ClockPolicy> models) {

    /** Repetitions of a quick plan (ours). */
    public static final int QUICK_SEEDS = 10;

    /** Repetitions of a full plan (ours). */
    public static final int FULL_SEEDS = 50;

    private static final Map<String, String> BEFORE = before();

    private static Map<String, String> before() {
        Map<String, String> before = new TreeMap<>(CellTasks.PAPER);
        before.remove(Worlds.OVERLOAD); // leaders count it unless a grid says otherwise
        return before;
    }

    public ExperimentPlan {
        Checks.positive((long) seedCount, "seeds");
    }

    /** Returns a sweep over all seeds of the plan. What the grid leaves open is as in all experiments before it became a default. */
    Sweep sweep(String name, CellTask task, Grid given) {
        Grid grid = given;
        for (var before : BEFORE.entrySet()) {
            boolean isOpen =
                    task.axes().containsKey(before.getKey()) && !given.byAxis().containsKey(before.getKey());
            grid = isOpen ? grid.axis(before.getKey(), before.getValue()) : grid;
        }
        TreeMap<String, Scenario> worlds = new TreeMap<>(scenarios);
        worlds.keySet().retainAll(grid.byAxis().getOrDefault(Worlds.SCENARIO, List.of()));
        TreeMap<String, ClockPolicy> policies = new TreeMap<>(models);
        policies.keySet().retainAll(grid.byAxis().getOrDefault(RuleChoice.POLICY, List.of()));
        return new Sweep(
                name,
                task,
                grid.byAxis(),
                LongStream.rangeClosed(1, seedCount).boxed().toList(),
                new Worlds(worlds, policies));
    }

    /** Returns the same plan with as many repetitions as trainings have: two, or a tenth but at least five (ours). */
    ExperimentPlan trainings() {
        return new ExperimentPlan(full, full ? Math.max(5, seedCount / 10) : 2, scenarios, models);
    }

    /** Returns the same plan with as many repetitions as trainings with aids have: two, or a fifth but at least ten (ours). */
    ExperimentPlan aidedTrainings() {
        return new ExperimentPlan(full, full ? Math.max(10, seedCount / 5) : 2, scenarios, models);
    }

    /** Returns the same plan with as many repetitions as markets over time have: at most 20, in a quick plan 5 (ours). */
    ExperimentPlan simulations() {
        return new ExperimentPlan(full, Math.min(seedCount, full ? 20 : 5), scenarios, models);
    }

    /** Returns the same plan with one repetition: for what no seed changes. */
    ExperimentPlan once() {
        return new ExperimentPlan(full, 1, scenarios, models);
    }
}
