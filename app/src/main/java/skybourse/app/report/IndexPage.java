package skybourse.app.report;

import static skybourse.app.report.Html.escape;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import skybourse.base.numeric.Wire;
import skybourse.evidence.experiment.Chart;
import skybourse.evidence.experiment.FailureSignature;
import skybourse.evidence.experiment.Finding;
import skybourse.evidence.experiment.Verdict;
import skybourse.files.codec.JsonText;

/** {@code index.html} of a reproduction: each claim of the paper beside what was found, with charts; needs nothing else. */
public final class IndexPage {

    private final Reproduced all;

    private IndexPage(Reproduced all) {
        this.all = all;
    }

    /** Returns the page. */
    public static String html(Reproduced all) {
        return new IndexPage(all).page();
    }

    private String page() {
        String parts = all.parts().stream().map(this::part).collect(Collectors.joining());
        return new Page(
                        "The paper, reproduced",
                        PageResources.text("index.css"),
                        header() + "<main id=\"main\">" + toCome() + claims() + parts + signatures() + "</main>"
                                + footer(),
                        Map.of("charts", charts()),
                        List.of("charts", "lines", "index"))
                .single();
    }

    private String toCome() {
        if (all.toCome().isEmpty()) {
            return "";
        }
        String names = all.toCome().stream()
                .map(experiment ->
                        "<li><code>" + escape(experiment.name()) + "</code> " + escape(experiment.title()) + "</li>\n")
                .collect(Collectors.joining());
        return "<section class=\"verdict open\"><strong>Not finished: "
                + Numbers.count(all.toCome().size(), "experiment")
                + " still to come</strong><p>This page is written anew after each. Stopped, the same command goes on where it was.</p><ul>"
                + names + "</ul></section>\n";
    }

    private String header() {
        return String.format(
                Locale.ROOT,
                """
                <header>
                <p class="eyebrow">Skybourse · the paper in one command</p>
                <h1>What holds of the paper, and what does not</h1>
                <p class="lede">Zhong et al., “Hybrid Stackelberg Game and Diffusion-based Auction for Two-tier Agentic AI Task Offloading in Internet of Agents”, arXiv 2511.22076, run again with every claim judged by numbers.</p>
                <p class="soft">The paper’s equations, tables and settings could not be read. A verdict is about this project’s model and settings. Intervals are 95 %%, Student’s t over %d seeds; “significantly” means that the 95 %% interval of a difference lies on one side of zero; “robust” and “sensitive” judge checks for which the paper gives no number.%s</p>
                <dl class="figures">%s</dl>
                %s</header>
                """,
                all.seeds(),
                all.full() ? "" : " This is the quick run: each part says what it leaves out.",
                counts(),
                PageFrame.contents(contents()));
    }

    private Map<String, String> contents() {
        Map<String, String> contents = new LinkedHashMap<>();
        contents.put("claims", "Every claim");
        all.parts()
                .forEach(part ->
                        contents.put(part.experiment().name(), part.experiment().title()));
        contents.put("signatures", "Failure signatures");
        return contents;
    }

    private String counts() {
        return ReproducedText.counted(all).entrySet().stream()
                .map(entry -> String.format(
                        Locale.ROOT,
                        "<div><dt>%s</dt><dd>%d</dd></div>",
                        escape(entry.getKey().words()),
                        entry.getValue()))
                .collect(Collectors.joining());
    }

    private String claims() {
        String rows = all.findings().stream().map(this::row).collect(Collectors.joining());
        String head = Stream.of("claim", "about", "the paper says", "here", "verdict")
                .map(name -> "<th scope=\"col\">" + name + "</th>")
                .collect(Collectors.joining());
        return "<h2 id=\"claims\">Every claim</h2>\n"
                + PageFrame.table(
                        "Claims of the paper",
                        "What the paper says and what was found; the links lead to the numbers and reasons.",
                        "claims",
                        head,
                        rows);
    }

    private String row(Finding finding) {
        return String.format(
                Locale.ROOT,
                "<tr><td>%s</td><td>%s</td><td>%s</td><td>%s</td><td>%s</td></tr>\n",
                escape(finding.claim().number()),
                subject(finding),
                escape(finding.claim().paper()),
                escape(FindingText.measured(finding.measured())),
                badge(finding.verdict()));
    }

    /** Links to where the claim is judged. */
    private String subject(Finding finding) {
        String text = escape(finding.claim().subject());
        boolean judged =
                all.parts().stream().anyMatch(part -> part.outcome().findings().contains(finding));
        return judged ? String.format(Locale.ROOT, "<a href=\"#%s\">%s</a>", anchor(finding), text) : text;
    }

    private static String anchor(Finding finding) {
        return escape(ReproducedText.anchor(finding.claim().heading()));
    }

    private static String badge(Verdict verdict) {
        return String.format(
                Locale.ROOT, "<span class=\"badge %s\">%s</span>", Wire.name(verdict), escape(verdict.words()));
    }

    private String part(Reproduced.Part part) {
        String name = part.experiment().name();
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "<h2 id=\"%s\">%s <span class=\"soft\">%s</span></h2>\n",
                escape(name),
                escape(part.experiment().title()),
                escape(name)));
        part.outcome().findings().forEach(finding -> text.append(judged(finding)));
        List<String> figures = part.outcome().charts().stream()
                .map(chart -> PageFrame.chart(chart.title(), chart.note(), key(part, chart), "", ""))
                .toList();
        text.append(PageFrame.pair(figures));
        return text.append(made(part)).toString();
    }

    private static String judged(Finding finding) {
        return String.format(
                Locale.ROOT,
                """
                <section id="%s" class="verdict %s">
                <strong>%s, %s: %s</strong>
                <dl><dt>Paper</dt><dd>%s</dd><dt>Here</dt><dd>%s</dd><dt>Why</dt><dd>%s</dd></dl>
                </section>
                %s""",
                anchor(finding),
                isGood(finding.verdict()) ? "" : "open",
                escape(finding.claim().number()),
                escape(finding.claim().subject()),
                escape(finding.verdict().words()),
                escape(finding.claim().paper()),
                escape(FindingText.measured(finding.measured())),
                escape(finding.because()),
                FindingText.html(finding.claim(), finding.table()));
    }

    private static boolean isGood(Verdict verdict) {
        return verdict == Verdict.REPRODUCED || verdict == Verdict.ROBUST;
    }

    private String made(Reproduced.Part part) {
        String name = part.experiment().folder();
        String tables = part.sweeps().stream()
                .map(spec -> String.format(
                        Locale.ROOT,
                        "<a href=\"%1$s/%2$s/means.csv\">%2$s</a> (%3$d cells, <a href=\"%1$s/%2$s/rows.csv\">rows</a>)",
                        escape(name),
                        escape(spec.name()),
                        spec.cells()))
                .collect(Collectors.joining(", "));
        String failed = part.failedCells() == 0
                ? ""
                : String.format(Locale.ROOT, " %d cells failed; see failures.csv.", part.failedCells());
        String left = all.full()
                ? ""
                : " Left out of the quick run: " + escape(part.experiment().leftOut()) + ".";
        return String.format(
                Locale.ROOT,
                "<p class=\"soft made\"><code>%s</code><br>Tables: %s. %s%s%s</p>\n",
                escape(part.command(all)),
                tables,
                escape(part.taken()),
                left,
                failed);
    }

    private String signatures() {
        StringBuilder text = new StringBuilder(
                "<h2 id=\"signatures\">Failure signatures</h2><p class=\"soft\">What the paper says failure would look like, looked for in every table.</p>");
        all.signatures().forEach((signature, signs) -> addSignature(text, signature, signs));
        return text.toString();
    }

    private static void addSignature(StringBuilder text, FailureSignature signature, Reproduced.Signs signs) {
        List<Reproduced.Seen> places = signs.places();
        text.append(String.format(
                Locale.ROOT,
                "<details%s><summary><strong>%s</strong>: %s%s</summary><ul>",
                places.isEmpty() ? "" : " open",
                escape(signature.words()),
                signs.inWords(),
                places.isEmpty() ? "" : ", the most frequent:"));
        ReproducedText.mostFrequent(places)
                .forEach(place ->
                        text.append("<li>").append(escape(place.inWords())).append("</li>"));
        text.append("</ul></details>\n");
    }

    private String footer() {
        return PageFrame.footer(
                "Made by",
                PageFrame.code(all.command()),
                "Version, seeds",
                "Skybourse " + escape(all.version()) + ", seeds 1 to " + all.seeds(),
                "Check",
                PageFrame.code("./skybourse verify DIR") + " runs this folder’s sweeps again and compares every file");
    }

    private static String key(Reproduced.Part part, Chart chart) {
        return part.experiment().folder() + "/" + chart.id();
    }

    private Map<String, Object> charts() {
        Map<String, Object> charts = new LinkedHashMap<>();
        for (Reproduced.Part part : all.parts()) {
            part.outcome().charts().forEach(chart -> charts.put(key(part, chart), tree(chart)));
        }
        return charts;
    }

    /** Returns a chart as the page's script reads it. */
    static Map<String, Object> tree(Chart chart) {
        Map<String, Object> levels = new LinkedHashMap<>();
        chart.levels().forEach((name, level) -> {
            if (Double.isFinite(level)) {
                levels.put(name, level);
            }
        });
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("xName", chart.xName());
        tree.put("yName", chart.yName());
        tree.put("places", chart.places());
        tree.put("series", chart.series().stream().map(IndexPage::tree).toList());
        tree.put("levels", levels);
        return tree;
    }

    private static Map<String, Object> tree(Chart.Series line) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("name", line.name());
        tree.put("x", JsonText.numbers(line.x()));
        tree.put("y", JsonText.numbers(line.y()));
        tree.put("low", JsonText.numbers(line.low()));
        tree.put("high", JsonText.numbers(line.high()));
        tree.put("runs", line.runs().stream().map(JsonText::numbers).toList());
        return tree;
    }
}
