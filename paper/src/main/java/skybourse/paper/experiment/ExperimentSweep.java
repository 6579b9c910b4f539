package skybourse.paper.experiment;

import java.util.List;
import java.util.Map;
import skybourse.base.numeric.Numeral;
import skybourse.evidence.sweep.CellTask;
import skybourse.evidence.sweep.Grid;
import skybourse.evidence.sweep.Sweep;
import skybourse.evidence.task.CellTasks;

/**
 * A sweep of an experiment.
 *
 * @param name its name
 * @param task the name of its task
 * @param seeds how many of the plan's: all where empty, {@code once}, {@code trainings}, {@code aided-trainings}, {@code simulations}, or a number
 * @param grid the values of its axes
 * @param quick those that a quick plan has instead
 * @param fullOnly whether a quick plan leaves it out
 */
record ExperimentSweep(
        String name,
        String task,
        String seeds,
        Map<String, List<String>> grid,
        Map<String, List<String>> quick,
        boolean fullOnly) {

    /** Returns what is done in each cell. */
    CellTask cellTask() {
        return CellTasks.named(task)
                .orElseThrow(() -> new IllegalArgumentException("task must be one of "
                        + String.join(", ", CellTasks.all().keySet()) + ": " + task));
    }

    Sweep in(ExperimentPlan plan) {
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
            case "once" -> plan.once();
            case "trainings" -> plan.trainings();
            case "aided-trainings" -> plan.aidedTrainings();
            case "simulations" -> plan.simulations();
            default -> new ExperimentPlan(plan.full(), seedCount(), plan.scenarios(), plan.models());
        };
    }

    private int seedCount() {
        return (int) Numeral.whole(seeds)
                .orElseThrow(() -> new IllegalArgumentException(
                        "seeds must be once, trainings, aided-trainings, simulations or a number: " + seeds));
    }
}
