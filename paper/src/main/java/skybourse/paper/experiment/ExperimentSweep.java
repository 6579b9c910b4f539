package skybourse.paper.experiment;

import java.util.List;
import java.util.Map;
import skybourse.base.numeric.NumberSyntax;
import skybourse.evidence.sweep.CellTask;
import skybourse.evidence.sweep.Grid;
import skybourse.evidence.sweep.Sweep;
import skybourse.evidence.task.CellTasks;

/**
 * Sweep of an experiment.
 *
 * @param name name of the sweep
 * @param task name of its task
 * @param seeds which of the plan's seeds are used: empty for all, {@code once}, {@code trainings}, {@code aided-trainings}, {@code simulations}, or a number
 * @param grid values of its axes
 * @param quick values that replace those in a quick plan
 * @param fullOnly whether a quick plan omits the sweep
 */
record ExperimentSweep(
        String name,
        String task,
        String seeds,
        Map<String, List<String>> grid,
        Map<String, List<String>> quick,
        boolean fullOnly) {

    /** Returns the task; throws {@link IllegalArgumentException} if there is none with this name. */
    CellTask cellTask() {
        return CellTasks.named(task)
                .orElseThrow(() -> new IllegalArgumentException("task must be one of "
                        + String.join(", ", CellTasks.all().keySet()) + ": " + task));
    }

    Sweep sweep(ExperimentPlan plan) {
        Grid all = Grid.standard();
        for (var axis : grid.entrySet()) {
            all = all.axis(axis.getKey(), axis.getValue());
        }
        for (var axis : plan.full() ? Map.<String, List<String>>of().entrySet() : quick.entrySet()) {
            all = all.axis(axis.getKey(), axis.getValue());
        }
        return seeded(plan).sweep(name, cellTask(), all);
    }

    private ExperimentPlan seeded(ExperimentPlan plan) {
        return switch (seeds) {
            case "" -> plan;
            case "once" -> plan.withOneSeed();
            case "trainings" -> plan.trainings();
            case "aided-trainings" -> plan.aidedTrainings();
            case "simulations" -> plan.simulations();
            default -> new ExperimentPlan(plan.full(), seedCount(), plan.scenarios(), plan.models());
        };
    }

    private int seedCount() {
        return (int) NumberSyntax.whole(seeds)
                .orElseThrow(() -> new IllegalArgumentException(
                        "seeds must be once, trainings, aided-trainings, simulations or a number: " + seeds));
    }
}
