package skybourse.app.report.evaluation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import skybourse.app.report.ChartData;
import skybourse.app.report.Columns;
import skybourse.app.report.NumberText;
import skybourse.app.report.PageBuilder;
import skybourse.app.report.ReportPage;
import skybourse.learning.learners.TrainingResult;
import skybourse.learning.learners.TrainingResult.Epoch;
import skybourse.learning.learners.UpdateLosses;

/**
 * Page about the trainings of one plan. It shows the reward by epoch, the rewards of untrained auctioneers, and the result of each seed.
 *
 * @param title the learner and its market
 * @param levels rewards of untrained auctioneers, by name
 * @param bySeed results by seed, each with at least one epoch
 */
public record TrainingPage(
        String title, SequencedMap<String, Double> levels, SequencedMap<Long, TrainingResult> bySeed) {

    private static final String REWARD = "reward";
    private static final UpdateLosses NONE = new UpdateLosses(Double.NaN, Double.NaN, Double.NaN);

    /** Returns the page; {@code files} are the names of the other files in its folder. */
    public ReportPage page(List<String> files, String version) {
        Map<String, ChartData> shown = charts();
        PageBuilder first = new PageBuilder();
        PageBuilder rest = new PageBuilder();
        shown.forEach(
                (key, chart) -> (key.equals(REWARD) ? first : rest).chart(chart.title(), chart.note(), key, "", -1, 0));
        PageBuilder main =
                new PageBuilder().section("", "Result of training", "").with(first);
        main.table("Seeds", "Rewards are means over held-out auctions.", columns(), List.copyOf(bySeed.entrySet()))
                .folded("Exploration and losses", new PageBuilder().box("pair", rest))
                .section("", "Files", "")
                .files(files);
        return new ReportPage(
                title,
                "index.css",
                head(),
                main,
                List.of("Command", "`./skybourse train`", "Version", "Skybourse " + version),
                new ReportPage.Charts(shown),
                List.of("lines", "index"));
    }

    private PageBuilder head() {
        long best = bySeed.entrySet().stream()
                .max(Comparator.comparingDouble(
                        seed -> seed.getValue().bestEvaluation().score()))
                .orElseThrow()
                .getKey();
        Epoch top = bySeed.getOrDefault(best, bySeed.firstEntry().getValue()).bestEvaluation();
        String against = levels.entrySet().stream()
                .map(level -> level.getKey() + " " + NumberText.plain(level.getValue(), 4) + " ("
                        + (top.score() >= level.getValue() ? "+" : "−")
                        + NumberText.plain(Math.abs(top.score() - level.getValue()), 2) + ")")
                .collect(Collectors.joining(", "));
        return new PageBuilder()
                .title(
                        "Skybourse · training",
                        title,
                        "Each epoch is scored by the mean reward over held-out auctions, which training does not use. The best epoch becomes the model.")
                .verdict(
                        true,
                        "Best seed: " + best + ", mean reward " + NumberText.plain(top.score(), 4) + " after epoch "
                                + top.epoch() + ".",
                        "Baselines on the same auctions (difference of the model in brackets): " + against + ".");
    }

    private static Columns<Map.Entry<Long, TrainingResult>> columns() {
        return new Columns<Map.Entry<Long, TrainingResult>>()
                .with("seed", seed -> "" + seed.getKey())
                .with(
                        "best reward",
                        seed -> NumberText.plain(
                                seed.getValue().bestEvaluation().score(), 4))
                .with("at epoch", seed -> "" + seed.getValue().bestEvaluation().epoch())
                .with(
                        "last reward",
                        seed -> NumberText.plain(
                                seed.getValue().epochs().getLast().score(), 4))
                .with("epochs", seed -> "" + seed.getValue().epochs().getLast().epoch())
                .with(
                        "training auctions",
                        seed -> NumberText.whole(
                                seed.getValue().epochs().getLast().episodes()))
                .with("|ended", seed -> seed.getValue() instanceof TrainingResult.Finished ? "finished" : "diverged");
    }

    private Map<String, ChartData> charts() {
        Map<String, ChartData> charts = new LinkedHashMap<>();
        ChartData reward = chart(
                "Reward by epoch",
                "Held-out auctions. Dashed and dotted: baselines that do not learn.",
                "mean reward",
                Epoch::score);
        charts.put(REWARD, reward.against(levels));
        charts.put(
                "return",
                chart(
                        "Training return",
                        "Mean return of the epoch’s training auctions, with exploration.",
                        "return",
                        Epoch::meanReturn));
        charts.put("critic", loss("Critic loss", "Loss of the value estimates.", UpdateLosses::critic));
        charts.put("actor", loss("Actor loss", "Loss of the policy; 0 for learners without one.", UpdateLosses::actor));
        charts.put(
                "entropy",
                loss(
                        "Entropy",
                        "Entropy of the policy in nats; higher means more exploration.",
                        UpdateLosses::entropy));
        return charts;
    }

    private ChartData loss(String title, String note, ToDoubleFunction<UpdateLosses> value) {
        return chart(
                title, note, "mean", epoch -> value.applyAsDouble(epoch.losses().orElse(NONE)));
    }

    private ChartData chart(String title, String note, String unit, ToDoubleFunction<Epoch> value) {
        List<ChartData.Series> lines = new ArrayList<>();
        bySeed.forEach((seed, result) -> lines.add(ChartData.Series.plain(
                "seed " + seed,
                result.epochs().stream().mapToDouble(Epoch::epoch).toArray(),
                result.epochs().stream().mapToDouble(value).toArray())));
        return new ChartData(title, title, note, "epoch", unit, lines);
    }
}
