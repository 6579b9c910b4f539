package skybourse.app.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.IntStream;
import skybourse.app.report.evaluation.TrainingPage;
import skybourse.app.report.round.DrawnStudy;
import skybourse.app.report.round.RunPage;
import skybourse.app.report.simulation.MadeUpSimulation;
import skybourse.learning.learners.TrainingResult;
import skybourse.learning.learners.UpdateLosses;

/** Pages of an artificial run, simulation and training. */
public final class MadeUpPages {

    private static final Set<String> FILES = Set.of("leaders.csv", "ledger.csv", "result.json");

    private MadeUpPages() {}

    /** Returns pages that are single files, by their names. */
    public static SequencedMap<String, String> html() {
        SequencedMap<String, String> pages = new LinkedHashMap<>();
        pages.put("run", RunPage.of(DrawnStudy.of(20, 5), FILES).single());
        pages.put("crowd", RunPage.of(DrawnStudy.of(1200, 100), FILES).single());
        pages.put("simulation", new MadeUpSimulation(40).page());
        pages.put(
                "two",
                new ResultComparison("a", "b", List.of(), List.of(new ComparedValue("met", "tasks", 3, 4))).html());
        pages.put(
                "training",
                trained()
                        .page(List.of("seed-1.metrics.jsonl", "plan.json"), "0.1.0")
                        .single());
        return pages;
    }

    /** Two trainings, one of which stopped. */
    private static TrainingPage trained() {
        SequencedMap<Long, TrainingResult> bySeed = new LinkedHashMap<>();
        for (long seed = 1; seed <= 2; seed++) {
            double better = seed / 10.0;
            List<TrainingResult.Epoch> epochs = IntStream.rangeClosed(1, 5)
                    .mapToObj(epoch -> new TrainingResult.Epoch(
                            epoch,
                            64,
                            32,
                            0.25 * epoch,
                            Optional.of(new UpdateLosses(1.0 / epoch, 0, 1)),
                            better * epoch))
                    .toList();
            var losses = new UpdateLosses(Double.NaN, 0, 0);
            bySeed.put(seed, new TrainingResult.Diverged(epochs, 6, 5, losses, Optional.empty()));
        }
        SequencedMap<String, Double> levels = new LinkedHashMap<>();
        levels.put("best fixed step", 0.84);
        levels.put("random steps", 0.49);
        return new TrainingPage("a learner on a market", levels, bySeed);
    }
}
