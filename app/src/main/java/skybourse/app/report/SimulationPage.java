package skybourse.app.report;

import static skybourse.app.report.Numbers.count;
import static skybourse.app.report.Numbers.percent;
import static skybourse.app.report.Numbers.plain;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import skybourse.base.numeric.Wire;
import skybourse.base.scenario.Leader;
import skybourse.base.scenario.Scenario;
import skybourse.files.codec.MarketOverTime;
import skybourse.files.codec.RunManifest;
import skybourse.files.log.TableLines;
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
        Body first = new Body();
        Body rest = new Body();
        if (!data.aerial().isEmpty() && made.market().dynamics().aerialEnergy().isPresent()) {
            chart(rest, "Charge of aerial agents", "Share of the battery.", "charges");
        }
        if (!data.leaders().isEmpty()) {
            chart(rest, "Load against capacity", "Above 100 % a leader sold more than it can do.", "loads");
        }
        for (int i = 0; i < charts.size(); i++) {
            TimeChart chart = charts.get(i);
            (chart.isFirst() ? first : rest).chart(chart.title(), chart.note(), "time", "time", i, 0);
            if (chart.isFirst() && first.blocks().size() == 1) {
                prices(first);
            }
        }
        if (first.blocks().isEmpty()) {
            prices(first);
        }
        Body main = new Body().own("player");
        series(main, first);
        map(main);
        main.folded(count(rest.blocks().size(), "more chart"), new Body().box("pair", rest));
        tables(main);
        main.section("files", "Files", "").files(made.files());
        List<String> foot = RunPage.foot(made.manifest().origin(), ", in this folder", made.seed());
        return new Page(
                scenario.name() + " over time",
                "simulation.css",
                head(),
                main,
                foot,
                data.tree(made, charts),
                List.of("simulation"));
    }

    private void prices(Body charts) {
        if (!data.leaders().isEmpty()) {
            chart(
                    charts,
                    "Prices",
                    "What each leader asks, in money per Mbit; the scale ends at the highest price paid.",
                    "prices");
        }
    }

    private Body head() {
        String still = data.summary().standstill();
        return new Body()
                .title(
                        "Skybourse · a market over " + Numbers.whole(made.slots()) + " slots",
                        scenario.name(),
                        Words.capital(OverTimeWords.contents(
                                        scenario, made.market().dynamics())) + ".",
                        scenario.description().lines().findFirst().orElse(""))
                .verdict(
                        true,
                        verdict(),
                        Words.capital(data.summary().equilibrium()) + "."
                                + (still.isEmpty() ? "" : " " + Words.capital(still) + "."))
                .figures(figures())
                .folded("What is recorded, looped, shifted and generated", true, new Body().findings(origins()))
                .folded("Words on this page", new Body().findings(WORDS))
                .origins(scenario.description());
    }

    /** What the scenario says of how its time was made, as imports write it. */
    private List<String> origins() {
        return scenario.description()
                .lines()
                .filter(line -> line.matches("(Recorded|Looped|Generated)\\b.*"))
                .toList();
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
                : percent(total(Metric.MET) / (double) came, 3) + " of " + Numbers.whole(came)
                        + " tasks that came were in time.";
    }

    private List<Body.Figure> figures() {
        SimulationSummary summary = data.summary();
        String[] overload = summary.overload().split("(?<=%)|: ", 2);
        return List.of(
                figure(
                        "Tasks",
                        Numbers.whole(total(Metric.ARRIVED)),
                        Numbers.whole(total(Metric.LATE)) + " late, " + Numbers.whole(total(Metric.EXPIRED))
                                + " expired unsent, " + Numbers.whole(total(Metric.DROPPED)) + " lost a part, "
                                + Numbers.whole(open()) + " open at the end"),
                figure("Welfare", summary.welfareOfASlot(), "money a slot"),
                figure(
                        "Backlog",
                        plain(data.metric(Metric.BACKLOG).last(), 3),
                        "slots of work that leaders end with; "
                                + plain(data.metric(Metric.BACKLOG).most(), 3) + " at most"),
                figure("Overload", overload[0], overload[1].strip()),
                figure(
                        "Rounds to rest",
                        plain(data.metric(Metric.ROUNDS).mean(), 3),
                        "a slot, from the last prices; "
                                + plain(data.metric(Metric.ROUNDS_COLD).mean(), 3) + " from the start"));
    }

    private static Body.Figure figure(String name, String value, String note) {
        return new Body.Figure(name, value, note.replace("–", "not measured"));
    }

    private void map(Body main) {
        Body own = new Body().own("who");
        for (int i = 0; i < 3; i++) {
            own.chart("Its own series " + (i + 1), "", "own", "own", i, 0);
        }
        main.section(
                        "map",
                        "The map",
                        "Lines lead to the leaders to which parts of tasks were sold in the slot, thicker for a larger part of a"
                                + " task, and dashed from fixed agents to the aerial agents that took over some of their work."
                                + " Leaders are filled by load, orange beyond what they can do; the bar beside one is its backlog."
                                + " An aerial agent is filled by its charge. " + sampledPlaces())
                .box(
                        "wide-pair",
                        new Body()
                                .chart(
                                        "Where everybody is",
                                        "Press an agent, or choose it in the list, for its own series.",
                                        "map")
                                .box("beside", own));
        if (data.hasDeadlines()) {
            main.chart(
                    "Deadlines by place",
                    "Percent of tasks in time, by where their agent was when they ended"
                            + (made.placesEvery() > 1 ? ", or in the next slot of which places are known" : "")
                            + ": darker where more were not, without a number where squares are small.",
                    "deadlines");
        }
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
            parts.add(shown + " of " + all + " " + name);
        }
    }

    private void series(Body main, Body charts) {
        long each = data.stretches().each();
        String sampled = each == 1
                ? "Each point is a slot."
                : "Each point is the mean of " + Numbers.whole(each) + " slots; the map shows the first of them.";
        main.section(
                        "series",
                        "Deadlines, prices, money, proof",
                        sampled
                                + " The line through all charts is the slot shown on the map; press a chart to move it."
                                + " What never changed is only in the table.")
                .box("pair", charts);
    }

    private static void chart(Body to, String title, String note, String name) {
        to.chart(title, note, name, "time", -1, 0);
    }

    private void tables(Body main) {
        main.section("tables", "Tables", "The same without charts, over all slots.")
                .folded("Everything measured, with units", metrics())
                .folded(count(data.leaders().size(), "leader"), leaders());
        if (!data.aerial().isEmpty()) {
            main.folded(count(data.aerial().size(), "aerial agent"), aerialAgents());
        }
    }

    private Body metrics() {
        return new Body()
                .table(
                        "Over all slots",
                        "A dash: not measured.",
                        "measured",
                        new Columns<Metric>()
                                .with("name", MetricSeries::name)
                                .with("unit", Metric::unit)
                                .with(
                                        "mean",
                                        metric -> plain(data.metric(metric).mean(), 4))
                                .with(
                                        "least",
                                        metric -> plain(data.metric(metric).least(), 4))
                                .with(
                                        "most",
                                        metric -> plain(data.metric(metric).most(), 4))
                                .with(
                                        "last",
                                        metric -> plain(data.metric(metric).last(), 4))
                                .with("what", Metric::meaning),
                        List.of(Metric.values()));
    }

    private Body leaders() {
        return new Body()
                .table(
                        "Leaders",
                        "Prices in money per Mbit, backlog in slots.",
                        new Columns<SimulationData.Shown>()
                                .with("leader", one -> one.agent().id())
                                .with("kind", one -> one.agent() instanceof Leader s ? Wire.name(s.kind()) : "")
                                .with(
                                        "mean price",
                                        one -> plain(one.series("price").mean(), 4))
                                .with(
                                        "mean load",
                                        one -> percent(one.series("load").mean(), 3))
                                .with(
                                        "largest load",
                                        one -> percent(one.series("load").most(), 3))
                                .with(
                                        "mean backlog",
                                        one -> plain(one.series("backlog").mean(), 3))
                                .with(
                                        "largest backlog",
                                        one -> plain(one.series("backlog").most(), 3)),
                        data.leaders());
    }

    private Body aerialAgents() {
        return new Body()
                .table(
                        "Aerial agents",
                        "",
                        new Columns<SimulationData.Shown>()
                                .with("aerial agent", one -> one.agent().id())
                                .with("at its station", one -> percent(one.serving() / (double) made.slots(), 3))
                                .with(
                                        "mean charge",
                                        one -> percent(one.series("charge").mean(), 3))
                                .with(
                                        "least charge",
                                        one -> percent(one.series("charge").least(), 3))
                                .with(
                                        "lots",
                                        one -> Numbers.whole(
                                                Math.round(one.series("lots").sum()))),
                        data.aerial());
    }
}
