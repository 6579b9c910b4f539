package skybourse.app.report;

import static skybourse.app.report.Html.escape;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import skybourse.evidence.experiment.Chart;
import skybourse.learning.learners.Losses;
import skybourse.learning.learners.TrainingResult;
import skybourse.learning.learners.TrainingResult.Epoch;

/**
 * The page of trainings of one plan: reward by epoch beside auctioneers that do not learn, and what each seed came to.
 *
 * @param title the learner and its market
 * @param levels rewards of auctioneers that do not learn, by name
 * @param bySeed what came out; those without an epoch are left out
 */
public record TrainingPage(
        String title, SequencedMap<String, Double> levels, SequencedMap<Long, TrainingResult> bySeed) {

    private static final Losses NONE = new Losses(Double.NaN, Double.NaN, Double.NaN);

    /** Returns the page; {@code files} lie beside it. */
    public Page page(List<String> files, String version) {
        Map<String, Chart> charts = charts();
        List<String> figures = new ArrayList<>();
        Map<String, Object> trees = new LinkedHashMap<>();
        charts.forEach((key, chart) -> {
            figures.add(PageFrame.chart(chart.title(), chart.note(), key, "", ""));
            trees.put(key, IndexPage.tree(chart));
        });
        String body = header() + "<main id=\"main\"><h2>What the learner came to</h2>\n" + figures.removeFirst()
                + table()
                + PageFrame.folded("Exploration and losses", PageFrame.pair(figures)) + "<h2>Files</h2>\n"
                + PageFrame.files(files) + "</main>"
                + PageFrame.footer(
                        "Made by", PageFrame.code("./skybourse train"), "Version", "Skybourse " + escape(version));
        return new Page(
                title,
                PageResources.text("index.css"),
                body,
                Map.of("charts", trees),
                List.of("charts", "lines", "index"));
    }

    private String header() {
        long best = bySeed.entrySet().stream()
                .max(Comparator.comparingDouble(
                        seed -> seed.getValue().bestJudged().score()))
                .orElseThrow()
                .getKey();
        Epoch top = bySeed.getOrDefault(best, bySeed.firstEntry().getValue()).bestJudged();
        String against = levels.entrySet().stream()
                .map(level -> level.getKey() + " " + Numbers.plain(level.getValue(), 4) + " ("
                        + (top.score() >= level.getValue() ? "+" : "−")
                        + Numbers.plain(Math.abs(top.score() - level.getValue()), 2) + ")")
                .collect(Collectors.joining(", "));
        return String.format(
                Locale.ROOT, """
                <header>
                <p class="eyebrow">Skybourse · training</p>
                <h1>%s</h1>
                <p class="lede">Each epoch is judged by the mean reward of auctions that no training saw; the best epoch is kept.</p>
                <section class="verdict"><strong>Seed %d is best: %s after epoch %d.</strong><p>In the same auctions: %s.</p></section>
                </header>
                """, escape(title), best, Numbers.plain(top.score(), 4), top.epoch(), escape(against));
    }

    private String table() {
        List<List<String>> rows = bySeed.entrySet().stream()
                .map(seed -> {
                    Epoch top = seed.getValue().bestJudged();
                    Epoch last = seed.getValue().epochs().getLast();
                    return List.of(
                            Long.toString(seed.getKey()),
                            Numbers.plain(top.score(), 4),
                            Integer.toString(top.epoch()),
                            Numbers.plain(last.score(), 4),
                            Integer.toString(last.epoch()),
                            Numbers.whole(last.episodes()),
                            seed.getValue() instanceof TrainingResult.Finished
                                    ? "finished"
                                    : "stopped: no finite number");
                })
                .toList();
        return Tables.texts(
                "Seeds",
                "Rewards are means of held-out auctions.",
                "",
                List.of("seed", "best reward", "at epoch", "last reward", "epochs", "training auctions", "|ended"),
                rows);
    }

    private Map<String, Chart> charts() {
        Map<String, Chart> charts = new LinkedHashMap<>();
        Chart reward = chart(
                "Reward by epoch",
                "Held-out auctions; dashed and dotted, who does not learn.",
                "mean reward",
                Epoch::score);
        charts.put("reward", reward.against(levels));
        charts.put(
                "return", chart("While exploring", "Return of the epoch’s own auctions.", "return", Epoch::meanReturn));
        charts.put("critic", loss("Critic loss", "Of the value estimates.", Losses::critic));
        charts.put("actor", loss("Actor loss", "Of the policy; 0 for learners without one.", Losses::actor));
        charts.put("entropy", loss("Entropy", "Of the policy, in nats: how much it still tries.", Losses::entropy));
        return charts;
    }

    private Chart loss(String title, String note, ToDoubleFunction<Losses> value) {
        return chart(
                title, note, "mean", epoch -> value.applyAsDouble(epoch.losses().orElse(NONE)));
    }

    private Chart chart(String title, String note, String unit, ToDoubleFunction<Epoch> value) {
        List<Chart.Series> lines = new ArrayList<>();
        bySeed.forEach((seed, result) -> lines.add(Chart.Series.plain(
                "seed " + seed,
                result.epochs().stream().mapToDouble(Epoch::epoch).toArray(),
                result.epochs().stream().mapToDouble(value).toArray())));
        return new Chart(title, title, note, "epoch", unit, lines);
    }
}
