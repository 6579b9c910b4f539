package skybourse.paper.experiment;

import java.util.List;
import java.util.Map;
import skybourse.base.numeric.NumberSyntax;
import skybourse.evidence.sweep.CellTask;
import skybourse.evidence.sweep.Sweep;
import skybourse.evidence.sweep.SweepGrid;
import skybourse.evidence.task.CellTasks;

/**
 * Sweep of an experiment.
 *
 * @param name name of the sweep
 * @param task name of the task that each cell runs
 * @param seeds the seeds of the plan that are used; empty for all. Other values are {@code once}, {@code trainings}, {@code aided-trainings}, {@code
 *     simulations}, {@code markets}, and the number of seeds.
 * @param grid values of its axes
 * @param quick values of axes that replace those of {@code grid} in a quick plan
 * @param fullOnly whether a quick plan omits the sweep
 */
record ExperimentSweep(
        String name,
        String task,
        String seeds,
        Map<String, List<String>> grid,
        Map<String, List<String>> quick,
        boolean fullOnly) {

    /** Returns the task. Throws {@link IllegalArgumentException} if no task has this name. */
    CellTask cellTask() {
        return CellTasks.named(task)
                .orElseThrow(() -> new IllegalArgumentException("task must be one of "
                        + String.join(", ", CellTasks.all().keySet()) + ": " + task));
    }

    Sweep sweep(ReproductionPlan plan) {
        SweepGrid all = SweepGrid.standard();
        for (var axis : grid.entrySet()) {
            all = all.axis(axis.getKey(), axis.getValue());
        }
        for (var axis : plan.full() ? Map.<String, List<String>>of().entrySet() : quick.entrySet()) {
            all = all.axis(axis.getKey(), axis.getValue());
        }
        return seeded(plan).sweep(name, cellTask(), all);
    }

    private ReproductionPlan seeded(ReproductionPlan plan) {
        return switch (seeds) {
            case "" -> plan;
            case "once" -> plan.withOneSeed();
            case "trainings" -> plan.trainings();
            case "aided-trainings" -> plan.aidedTrainings();
            case "simulations" -> plan.simulations();
            case "markets" -> plan.markets();
            default -> new ReproductionPlan(plan.full(), seedCount(), plan.scenarios(), plan.models());
        };
    }

    private int seedCount() {
        return (int) NumberSyntax.whole(seeds)
                .orElseThrow(() -> new IllegalArgumentException(
                        "seeds must be once, trainings, aided-trainings, simulations, markets or a number: " + seeds));
    }
}
