package skybourse.app.report;

import static skybourse.app.report.Html.escape;
import static skybourse.app.report.Numbers.count;
import static skybourse.app.report.Numbers.percent;
import static skybourse.app.report.Numbers.plain;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import skybourse.base.numeric.Wire;
import skybourse.base.scenario.Leader;
import skybourse.base.scenario.Scenario;
import skybourse.files.codec.MarketOverTime;
import skybourse.files.codec.RunManifest;
import skybourse.files.log.TableLines;
import skybourse.round.market.Origin;
import skybourse.round.simulation.Metric;

/**
 * {@code report.html} of a simulation: series over the slots, a map that plays, and what each agent did. It loads nothing from
 * anywhere and has at most 8 MB: of long simulations and large markets it shows a part, and says which. Equal tables give equal bytes.
 */
public final class SimulationPage {

    /** The page's file beside the tables. */
    public static final String FILE = "report.html";

    private static final List<String> WORDS = List.of(
            "WA, MA, FA, AA: wireless, mobile, fixed and aerial agents. Mobile and fixed agents are the leaders: they set prices.",
            "Slot: one round of the market. What is not done in it is carried into the next.",
            "Load: work sold in the slot as a share of what the leader can do in it.",
            "Backlog: work that waits, counted in slots that it takes to do.",
            "Quote: the price that a leader announced. Wireless agents answer the quotes that they have heard of, which may be old.",
            "What could still be gained (eps prices): the largest gain that anyone has by another choice at the quotes, proved. In money (real), what overload is expected to cost does not count as a gain.",
            "Regret: what a wireless agent lost because the news it acted on was old.",
            "Lot: the piece of work that is auctioned to aerial agents when a fixed agent sold more than it can do.",
            "Welfare: what all gain together; payments cancel, and being late costs nothing in it.");

    /**
     * What a simulation was made from.
     *
     * @param market the market and what of it changes
     * @param manifest options and version
     * @param seed of everything random
     * @param slots how many were played
     * @param placesEvery every how many slots places are known
     * @param files names of the files beside the page, to which it links
     */
    public record Made(
            MarketOverTime market, RunManifest manifest, long seed, long slots, long placesEvery, Set<String> files) {

        public Made {
            files = new TreeSet<>(files);
        }
    }

    private final Made made;
    private final Scenario scenario;
    private final SimulationData data;
    private final List<TimeChart> charts;

    private SimulationPage(Made made, SimulationData data) {
        this.made = made;
        this.data = data;
        scenario = made.market().scenario();
        // the charge of each aerial agent is drawn beside what was measured
        charts = TimeChart.changing(data::metric).stream()
                .filter(chart -> !chart.metrics().contains(Metric.AERIAL_CHARGE))
                .toList();
    }

    /**
     * Returns the page. The tables are read once, a line at a time.
     *
     * @param tables of the simulation, by the names in {@link SlotTables}
     */
    public static Page of(Made made, TableLines tables) {
        return new SimulationPage(made, SimulationData.read(made, tables)).page();
    }

    private Page page() {
        List<String> first = new ArrayList<>();
        List<String> rest = new ArrayList<>();
        for (int i = 0; i < charts.size(); i++) {
            TimeChart chart = charts.get(i);
            (chart.isFirst() ? first : rest)
                    .add(PageFrame.chart(chart.title(), chart.note(), "time", "time", " data-index=\"" + i + "\""));
        }
        if (!data.leaders().isEmpty()) {
            first.add(
                    Math.min(1, first.size()),
                    chart(
                            "Prices",
                            "What each leader asks, in money per Mbit; the scale ends at the highest price paid.",
                            "prices"));
            rest.addFirst(chart("Load against capacity", "Above 100 % a leader sold more than it can do.", "loads"));
        }
        if (!data.aerial().isEmpty() && made.market().dynamics().aerialEnergy().isPresent()) {
            rest.addFirst(chart("Charge of aerial agents", "Share of the battery.", "charges"));
        }
        String body = header() + "<main id=\"main\">" + TimePlayer.html(data.stretches()) + series(first) + map()
                + (rest.isEmpty() ? "" : PageFrame.folded(count(rest.size(), "more chart"), PageFrame.pair(rest)))
                + tables()
                + "<section id=\"files\" aria-label=\"Files\">" + PageFrame.files(List.copyOf(made.files()))
                + "</section></main>"
                + footer();
        return new Page(
                scenario.name() + " over time",
                PageResources.text("simulation.css"),
                body,
                data.tree(made, charts),
                List.of("charts", "simulation"));
    }

    private String header() {
        return String.format(
                Locale.ROOT,
                """
                <header>
                <p class="eyebrow">Skybourse · a market over %s slots</p>
                <h1>%s</h1>
                <p class="lede">%s.</p>
                <p class="soft">%s</p>
                <section class="verdict"><strong>%s</strong><p>%s</p></section>
                <dl class="figures">%s</dl>
                <details><summary>Words on this page</summary><ul class="findings">%s</ul></details>
                %s%s</header>
                """,
                Numbers.whole(made.slots()),
                escape(scenario.name()),
                escape(capital(OverTimeWords.contents(scenario, made.market().dynamics()))),
                PageFrame.about(scenario.description()),
                escape(verdict()),
                escape(capital(data.summary().equilibrium()) + "." + standstill()),
                keyFigures(),
                WORDS.stream().map(ResalePage::finding).collect(Collectors.joining()),
                PageFrame.origins(scenario.description()),
                PageFrame.contents(contents()));
    }

    private String standstill() {
        String slots = data.summary().standstill();
        return slots.isEmpty() ? "" : " " + capital(slots) + ".";
    }

    private static Map<String, String> contents() {
        Map<String, String> contents = new LinkedHashMap<>();
        contents.put("series", "Deadlines, prices, money, proof");
        contents.put("map", "The map");
        contents.put("tables", "Tables");
        contents.put("files", "Files");
        return contents;
    }

    private static String capital(String text) {
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }

    private long total(Metric metric) {
        return Math.round(data.metric(metric).sum());
    }

    private long open() {
        return Math.round(data.metric(Metric.WAITING).last()
                + data.metric(Metric.IN_FLIGHT).last());
    }

    private String verdict() {
        long came = total(Metric.ARRIVED);
        return came == 0
                ? "No task came."
                : String.format(
                        Locale.ROOT,
                        "%s of %s tasks that came were in time.",
                        percent(total(Metric.MET) / (double) came, 3),
                        Numbers.whole(came));
    }

    private String keyFigures() {
        SimulationSummary summary = data.summary();
        return keyFigure(
                        "Tasks",
                        Numbers.whole(total(Metric.ARRIVED)),
                        String.format(
                                Locale.ROOT,
                                "%s late, %s expired unsent, %s lost a part, %s open at the end",
                                Numbers.whole(total(Metric.LATE)),
                                Numbers.whole(total(Metric.EXPIRED)),
                                Numbers.whole(total(Metric.DROPPED)),
                                Numbers.whole(open())))
                + keyFigure("Welfare", summary.welfareOfASlot(), "money a slot")
                + keyFigure(
                        "Backlog",
                        plain(data.metric(Metric.BACKLOG).last(), 3),
                        "slots of work that leaders end with; "
                                + plain(data.metric(Metric.BACKLOG).most(), 3) + " at most")
                + overload()
                + keyFigure(
                        "Rounds to rest",
                        plain(data.metric(Metric.ROUNDS).mean(), 3),
                        "a slot, from the last prices; "
                                + plain(data.metric(Metric.ROUNDS_COLD).mean(), 3) + " from the start");
    }

    private String overload() {
        String[] parts = data.summary().overload().split("(?<=%)|: ", 2);
        return keyFigure("Overload", parts[0], parts[1].strip());
    }

    private static String keyFigure(String name, String value, String note) {
        return String.format(
                Locale.ROOT,
                "<div><dt>%s</dt><dd>%s<small>%s</small></dd></div>",
                name,
                escape(value),
                escape(note.replace("–", "not measured")));
    }

    private String map() {
        String text =
                "Lines lead to the leaders to which parts of tasks were sold in the slot, thicker for a larger part of a"
                        + " task, and dashed from fixed agents to the aerial agents that took over some of their work."
                        + " Leaders are filled by load, orange beyond what they can do; the bar beside one is its backlog."
                        + " An aerial agent is filled by its charge. " + sampledPlaces();
        return section("map", "The map", text)
                + "<div class=\"wide-pair\">"
                + PageFrame.chart(
                        "Where everybody is",
                        "Press an agent, or choose it in the list, for its own series.",
                        "map",
                        "map",
                        "")
                + "<div class=\"beside\"><p><label>Agent <select id=\"who\"></select></label></p>"
                + own(0) + own(1) + own(2) + "</div></div>" + deadlines();
    }

    private String deadlines() {
        return data.hasDeadlines()
                ? PageFrame.chart(
                        "Deadlines by place",
                        "Percent of tasks in time, by where their agent was when they ended"
                                + (made.placesEvery() > 1 ? ", or in the next slot of which places are known" : "")
                                + ": darker where more were not, without a number where squares are small.",
                        "deadlines",
                        "deadlines",
                        "")
                : "";
    }

    private static String own(int index) {
        return PageFrame.chart("Its own series " + (index + 1), "", "own", "own", " data-index=\"" + index + "\"");
    }

    private String sampledPlaces() {
        List<String> parts = new ArrayList<>();
        drawn(parts, data.agents().size(), scenario.wirelessAgents().size(), "wireless agents");
        drawn(parts, data.leaders().size(), scenario.leaders().size(), "leaders");
        drawn(parts, data.aerial().size(), scenario.aerialAgents().size(), "aerial agents");
        if (data.parts() < scenario.leaders().size()) {
            parts.add(
                    data.parts() == 1
                            ? "the largest part of a task"
                            : "the " + data.parts() + " largest parts of a task");
        }
        if (data.resold() < scenario.aerialAgents().size()) {
            parts.add("the " + data.resold() + " aerial agents that took over most of a fixed agent's work");
        }
        String every =
                made.placesEvery() > 1 ? "Places and lines are those of every " + made.placesEvery() + ". slot. " : "";
        return every + (parts.isEmpty() ? "" : "Drawn are " + String.join(", ", parts) + ".");
    }

    private static void drawn(List<String> parts, int shown, int all, String name) {
        if (shown < all) {
            parts.add(String.format(Locale.ROOT, "%d of %d %s", shown, all, name));
        }
    }

    private String series(List<String> figures) {
        long each = data.stretches().each();
        String sampled = each == 1
                ? "Each point is a slot. "
                : String.format(
                        Locale.ROOT,
                        "Each point is the mean of %s slots; the map shows the first of them. ",
                        Numbers.whole(each));
        return section(
                        "series",
                        "Deadlines, prices, money, proof",
                        sampled + "The line through all charts is the slot shown on the map; press a chart to move it."
                                + " What never changed is only in the table.")
                + PageFrame.pair(figures);
    }

    private static String chart(String title, String note, String name) {
        return PageFrame.chart(title, note, name, "time", "");
    }

    private String tables() {
        return section("tables", "Tables", "The same without charts, over all slots.")
                + PageFrame.folded("Everything measured, with units", metricTable())
                + PageFrame.folded(count(data.leaders().size(), "leader"), leaderTable())
                + (data.aerial().isEmpty()
                        ? ""
                        : PageFrame.folded(count(data.aerial().size(), "aerial agent"), aerialTable()));
    }

    private String metricTable() {
        List<List<String>> rows = Stream.of(Metric.values())
                .map(metric -> List.of(
                        MetricSeries.name(metric),
                        metric.unit(),
                        plain(data.metric(metric).mean(), 4),
                        plain(data.metric(metric).least(), 4),
                        plain(data.metric(metric).most(), 4),
                        plain(data.metric(metric).last(), 4),
                        metric.meaning()))
                .toList();
        return Tables.texts(
                "Over all slots",
                "A dash: not measured.",
                "measured",
                List.of("name", "unit", "mean", "least", "most", "last", "what"),
                rows);
    }

    private String leaderTable() {
        List<List<String>> rows = data.leaders().stream()
                .map(leader -> List.of(
                        leader.agent().id(),
                        leader.agent() instanceof Leader seller ? Wire.name(seller.kind()) : "",
                        plain(leader.series("price").mean(), 4),
                        percent(leader.series("load").mean(), 3),
                        percent(leader.series("load").most(), 3),
                        plain(leader.series("backlog").mean(), 3),
                        plain(leader.series("backlog").most(), 3)))
                .toList();
        return Tables.texts(
                "Leaders",
                "Prices in money per Mbit, backlog in slots.",
                "",
                List.of("leader", "kind", "mean price", "mean load", "largest load", "mean backlog", "largest backlog"),
                rows);
    }

    private String aerialTable() {
        List<List<String>> rows = data.aerial().stream()
                .map(agent -> List.of(
                        agent.agent().id(),
                        percent(agent.serving() / (double) made.slots(), 3),
                        percent(agent.series("charge").mean(), 3),
                        percent(agent.series("charge").least(), 3),
                        Numbers.whole(Math.round(agent.series("lots").sum()))))
                .toList();
        return Tables.texts(
                "Aerial agents",
                "",
                "",
                List.of("aerial agent", "at its station", "mean charge", "least charge", "lots"),
                rows);
    }

    private String footer() {
        Origin origin = made.manifest().origin();
        return PageFrame.footer(
                "Made by",
                PageFrame.code(origin.command()) + ", in this folder",
                "Version, seed",
                "Skybourse " + escape(origin.version()) + ", seed " + made.seed(),
                "Scenario",
                "SHA-256 " + PageFrame.code(origin.scenarioHash()));
    }

    private static String section(String id, String title, String text) {
        return String.format(
                Locale.ROOT, "<h2 id=\"%s\">%s</h2><p class=\"soft\">%s</p>\n", id, escape(title), escape(text));
    }
}
