package skybourse.paper.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import skybourse.app.report.ChartData;
import skybourse.evidence.sweep.CellResult;
import skybourse.evidence.sweep.ConfidenceInterval;
import skybourse.evidence.sweep.ResultTable;
import skybourse.evidence.sweep.Sweep;
import skybourse.paper.experiment.Experiment;
import skybourse.paper.experiment.Finding;
import skybourse.paper.experiment.FindingNumbers;
import skybourse.paper.experiment.MadeTables;
import skybourse.paper.experiment.MeasuredValue;
import skybourse.paper.experiment.ReproductionPlan;
import skybourse.paper.experiment.Verdict;
import skybourse.paper.study.Experiments;

/** Artificial inputs of pages: a reproduction and a sweep. */
final class MadeUpReproduction {

    private MadeUpReproduction() {}

    /** A reproduction with lines that have levels and single runs, and points over markets. */
    static ReproductionResult reproduced() {
        Experiment experiment = Experiments.named("figure-4").orElseThrow();
        double[] x = {0, 10, 20};
        double[] y = {0.5, 0.8, 0.9};
        Map<String, Double> levels = Map.of("Bayes-optimal or bound", 0.95);
        List<ChartData.Series> series = IntStream.range(0, 5)
                .mapToObj(i -> new ChartData.Series(
                        "a learner with a long name " + i, x, y, new double[0], new double[0], List.of(new double[] {
                            0.4, 0.7, Double.NaN
                        })))
                .toList();
        ChartData lines = new ChartData("lines", "Reward by epoch", "A note.", "epoch", "mean reward", series)
                .against(new LinkedHashMap<>(levels));
        List<String> markets = List.of("narrow-3x2", "concentrated-5x3", "concentrated-20x10");
        ChartData points = new ChartData(
                "points",
                "Welfare by market",
                "A note.",
                "market",
                "share",
                markets,
                List.of(new ChartData.Series(
                        "diffusion",
                        new double[] {0, 1, 2},
                        y,
                        new double[] {0.4, 0.7, 0.8},
                        new double[] {0.6, 0.9, 1},
                        List.of())),
                new LinkedHashMap<>());
        ConfidenceInterval mean = ConfidenceInterval.of(new double[] {0.5, 0.7});
        Finding finding = new Finding(
                experiment.claims().getFirst(),
                new MeasuredValue("a number with a name", mean, "%"),
                new FindingNumbers(
                        "leaders",
                        List.of("solves", "within 8, %"),
                        List.of(new FindingNumbers.Row("myopic", List.of(mean, mean)))),
                Verdict.DIFFERS,
                "A reason");
        var outcome = new Experiment.Outcome(List.of(finding), List.of(lines, points));
        var part = new ReproductionResult.Part(
                experiment,
                outcome,
                List.of(new ReproductionResult.SweepRun("rest", "5f", 3, Optional.empty())),
                List.of(),
                0);
        return new ReproductionResult(
                "./skybourse reproduce figure-4",
                "0.1.0",
                false,
                3,
                List.of(part),
                List.of(Experiments.all().getLast()),
                Experiments.all());
    }

    /** A sweep over a numeric axis and another, with artificial values and a failed cell. */
    static ResultTable swept() {
        Sweep sweep = Experiments.named("step-size")
                .orElseThrow()
                .sweeps(new ReproductionPlan(false, 2, MadeTables.plan(false).scenarios(), MadeTables.models()))
                .getFirst();
        int columns = sweep.task().keys().size() + sweep.task().values().size();
        List<CellResult> results = new ArrayList<>();
        for (Sweep.Cell cell : sweep.cells()) {
            double[] row = IntStream.range(0, columns)
                    .mapToDouble(column -> 0.25 * cell.seed() + 1.5 * cell.point() + column)
                    .toArray();
            results.add(
                    results.isEmpty()
                            ? new CellResult.Failed(cell, "a reason")
                            : new CellResult.Done(cell, List.of(row)));
        }
        return new ResultTable(sweep, results);
    }
}
