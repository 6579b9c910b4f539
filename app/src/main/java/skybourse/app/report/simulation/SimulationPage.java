package skybourse.app.report.simulation;

import static skybourse.app.report.NumberText.count;
import static skybourse.app.report.NumberText.percent;
import static skybourse.app.report.NumberText.plain;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import skybourse.app.report.Columns;
import skybourse.app.report.NumberText;
import skybourse.app.report.PageBuilder;
import skybourse.app.report.ReportPage;
import skybourse.app.report.round.RoundSentences;
import skybourse.app.report.round.RunPage;
import skybourse.base.agent.Leader;
import skybourse.base.numeric.EnumNames;
import skybourse.base.scenario.Scenario;
import skybourse.files.codec.RunManifest;
import skybourse.files.log.TableLineSource;
import skybourse.files.scenario.DynamicScenario;
import skybourse.round.dynamics.Metric;
import skybourse.tier2.catalogue.AuctionCatalogue;

/**
 * {@code report.html} of a simulation: time series, an animated map, and tables of agents. The page loads nothing from the network and has at most 8
 * MB. For long simulations and large markets it shows only some slots or agents, and states which. Equal tables give equal bytes.
 */
public final class SimulationPage {

    /** File with the page, in the folder of the tables. */
    public static final String FILE = "report.html";

    private static final List<String> WORDS = List.of(
            "WA, MA, FA, AA: wireless, mobile, fixed and aerial agents. Mobile and fixed agents are the leaders: they set prices.",
            "Slot: one round of the simulation. Unfinished work is carried over to the next slot.",
            "Load: work sold in the slot as a share of the leader’s capacity.",
            "Backlog: waiting work, measured in slots that the leader needs for it.",
            "Quote: the price that a leader announced. Wireless agents respond to the quotes that have reached them, which may be stale.",
            "Deviation gap at the quotes (eps prices): certified bound on the largest relative deviation gap. Its part in money (eps prices real) excludes the expected cost of overload.",
            "Regret: the loss of a wireless agent because it acted on stale information.",
            "Lot: the amount of work that tier 2 trades as one item, when an overloaded fixed agent buys capacity from aerial agents.",
            "Welfare: the sum of all agents’ gains. Payments cancel; missed deadlines are not penalized.");

    /**
     * Inputs of the page.
     *
     * @param market the scenario with its changes over time
     * @param manifest options and version
     * @param seed seed of all random choices
     * @param slots number of simulated slots
     * @param placesEvery interval at which positions are written, slots
     * @param files names of the files in the folder of the page, to which it links
     */
    public record PageInputs(
            DynamicScenario market, RunManifest manifest, long seed, long slots, long placesEvery, Set<String> files) {

        public PageInputs {
            files = new TreeSet<>(files);
        }
    }

    private static final String RULE = "--rule=";

    private final PageInputs made;
    private final Scenario scenario;
    private final SimulationPageData data;
    private final List<TimeChart> charts;

    private SimulationPage(PageInputs made, SimulationPageData data) {
        this.made = made;
        this.data = data;
        scenario = made.market().scenario();
        // The charge is left out here, because a chart with a line for each aerial agent follows.
        charts = TimeChart.changing(data::metric).stream()
                .filter(chart -> !chart.metrics().contains(Metric.AERIAL_CHARGE))
                .toList();
    }

    /**
     * Returns the page. The tables are read once, line by line.
     *
     * @param made inputs of the page
     * @param tables tables of the simulation, by the names in {@link SlotCsvTables}
     */
    public static ReportPage of(PageInputs made, TableLineSource tables) {
        return new SimulationPage(made, SimulationPageData.read(made, tables)).page();
    }

    private ReportPage page() {
        PageBuilder first = new PageBuilder();
        PageBuilder rest = new PageBuilder();
        if (!data.aerial().isEmpty() && made.market().dynamics().aerialEnergy().isPresent()) {
            chart(rest, "Charge of aerial agents", "Share of the battery.", "charges");
        }
        if (!data.leaders().isEmpty()) {
            chart(rest, "Load against capacity", "Above 100 % a leader is overloaded.", "loads");
        }
        for (int i = 0; i < charts.size(); i++) {
            TimeChart chart = charts.get(i);
            (chart.isFirst() ? first : rest).chart(title(chart), chart.note(), "time", "time", i, 0);
            if (chart.isFirst() && first.size() == 1) {
                prices(first);
            }
        }
        if (first.size() == 0) {
            prices(first);
        }
        PageBuilder main = new PageBuilder().widget("player");
        series(main, first);
        map(main);
        main.folded(count(rest.size(), "more chart"), new PageBuilder().box("pair", rest));
        tables(main);
        main.section("files", "Files", "").files(made.files());
        List<String> foot = RunPage.foot(made.manifest().origin(), ", in this folder", made.seed());
        return new ReportPage(
                scenario.name() + " over time",
                "simulation.css",
                head(),
                main,
                foot,
                data.script(made, charts),
                List.of("simulation"));
    }

    private String title(TimeChart chart) {
        return chart.metrics().contains(Metric.SOLD_SHARE) && SimulationSummary.resellsWithinCapacity(scenario)
                ? "Resold share of the work to be resold"
                : chart.title();
    }

    private void prices(PageBuilder charts) {
        if (!data.leaders().isEmpty()) {
            chart(
                    charts,
                    "Prices",
                    "Price of each leader in money per Mbit. The scale ends at the highest price paid.",
                    "prices");
        }
    }

    /**
     * Returns the name of the auction rule, which is read from the options in the manifest; {@link AuctionCatalogue#MIDPOINT} if they do not state
     * it.
     */
    public static String rule(RunManifest manifest) {
        return manifest.options().stream()
                .filter(option -> option.startsWith(RULE))
                .map(option -> option.substring(RULE.length()))
                .findFirst()
                .orElse(AuctionCatalogue.MIDPOINT);
    }

    private PageBuilder head() {
        String still = data.summary().standstill();
        return new PageBuilder()
                .title(
                        "Skybourse · simulation of " + NumberText.whole(made.slots()) + " slots",
                        scenario.name(),
                        RoundSentences.capital(OverTimeSentences.contents(
                                        scenario, made.market().dynamics())) + "; auction rule "
                                + rule(made.manifest()) + ".",
                        scenario.description().lines().findFirst().orElse(""))
                .verdict(true, verdict(), data.market().explanation())
                .chart(
                        "Deadlines, load and money",
                        "Tasks by slot of arrival; work as a share of the leaders’ capacity; money per slot. Drag the bar at the bottom to zoom all charts.",
                        "overview",
                        "time overview",
                        -1,
                        0)
                .figures(figures())
                .text(
                        "",
                        RoundSentences.capital(data.summary().equilibrium()) + "."
                                + (still.isEmpty() ? "" : " " + RoundSentences.capital(still) + ".")
                                + OverTimeSentences.pricedMarket(scenario)
                                        .map(text -> " " + text)
                                        .orElse(""))
                .folded("Recorded and generated inputs", true, new PageBuilder().findings(origins()))
                .folded("Terms on this page", new PageBuilder().findings(WORDS))
                .origins(scenario.description());
    }

    /** Returns the lines in the scenario's description that imports write about the sources of the changes over time. */
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
                ? "No task arrived."
                : "Deadlines met: " + percent(total(Metric.MET) / (double) came, 3) + " of " + NumberText.whole(came)
                        + " tasks" + data.market().deadlines() + ".";
    }

    private List<PageBuilder.Figure> figures() {
        SimulationSummary summary = data.summary();
        String[] overload = summary.overload().split("(?<=%)|: ", 2);
        return List.of(
                figure(
                        "Tasks",
                        NumberText.whole(total(Metric.ARRIVED)),
                        NumberText.whole(total(Metric.LATE)) + " late, " + NumberText.whole(total(Metric.EXPIRED))
                                + " expired before they were sent, " + NumberText.whole(total(Metric.DROPPED))
                                + " lost a part, "
                                + NumberText.whole(open()) + " not finished at the end"
                                + OverTimeSentences.bound(
                                                scenario, made.market().dynamics(), made.slots())
                                        .map(bound -> "; " + bound)
                                        .orElse("")),
                figure("Welfare", summary.welfareOfASlot(), "money per slot"),
                figure(
                        "Backlog",
                        plain(data.metric(Metric.BACKLOG).last(), 3),
                        "slots of work at the end; "
                                + plain(data.metric(Metric.BACKLOG).most(), 3) + " at most"),
                figure(summary.resaleName(), overload[0], overload[1].strip()),
                figure(
                        "Iterations to converge",
                        plain(data.metric(Metric.ROUNDS).mean(), 3),
                        "per slot, from the previous prices; "
                                + plain(data.metric(Metric.ROUNDS_COLD).mean(), 3) + " from a cold start"));
    }

    private static PageBuilder.Figure figure(String name, String value, String note) {
        return new PageBuilder.Figure(name, value, note.replace("–", "not measured"));
    }

    private void map(PageBuilder main) {
        PageBuilder own = new PageBuilder().widget("who");
        for (int i = 0; i < 3; i++) {
            own.chart("Its own series " + (i + 1), "", "own", "own", i, 0);
        }
        main.section(
                        "map",
                        "Map",
                        "Solid lines: parts of tasks sold in the slot, thicker for a larger share of a task. Dashed lines: from fixed"
                                + " agents to the aerial agents that took over some of their work. Fill of a leader: its load, orange if"
                                + " overloaded; the bar next to it is its backlog. Fill of an aerial agent: its charge. "
                                + sampledPlaces())
                .box(
                        "wide-pair",
                        new PageBuilder()
                                .chart(
                                        "Positions",
                                        "Click an agent, or choose it in the list, to show its series.",
                                        "map")
                                .box("beside", own));
        if (data.hasDeadlines()) {
            main.chart(
                    "Deadlines by location",
                    "Percentage of tasks that met their deadline, by the agent’s position at the end of the task"
                            + (made.placesEvery() > 1 ? " (or in the next slot whose positions are recorded)" : "")
                            + ". Darker: more missed deadlines. Small squares have no number.",
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
        String every = made.placesEvery() > 1
                ? "Positions and lines are updated every " + NumberText.whole(made.placesEvery()) + " slots. "
                : "";
        return every + (parts.isEmpty() ? "" : "Shown: " + String.join(", ", parts) + ".");
    }

    private static void drawn(List<String> parts, int shown, int all, String name) {
        if (shown < all) {
            parts.add(NumberText.whole(shown) + " of " + NumberText.whole(all) + " " + name);
        }
    }

    private void series(PageBuilder main, PageBuilder charts) {
        long each = data.stretches().each();
        String sampled = each == 1
                ? "Each point is one slot."
                : "Each point is the mean of " + NumberText.whole(each)
                        + " slots; the map shows the first of these slots.";
        main.section(
                        "series",
                        "Deadlines, prices, welfare, certificates",
                        sampled
                                + " The vertical line marks the slot shown on the map; click a chart to move it."
                                + " Constant quantities are only in the tables.")
                .box("pair", charts);
    }

    private static void chart(PageBuilder to, String title, String note, String name) {
        to.chart(title, note, name, "time", -1, 0);
    }

    private void tables(PageBuilder main) {
        main.section("tables", "Tables", "The same data as tables, over all slots.")
                .folded("All metrics, with units", metrics())
                .folded(count(data.leaders().size(), "leader"), leaders());
        if (!data.aerial().isEmpty()) {
            main.folded(count(data.aerial().size(), "aerial agent"), aerialAgents());
        }
        data.batteries().ifPresent(batteries -> batteries.addTo(main));
    }

    private PageBuilder metrics() {
        return new PageBuilder()
                .table(
                        "Over all slots",
                        "A dash means not measured.",
                        "measured",
                        new Columns<Metric>()
                                .with("name", MetricSeries::name)
                                .with("unit", Metric::unit)
                                .with(
                                        "mean",
                                        metric -> plain(data.metric(metric).mean(), 4))
                                .with(
                                        "minimum",
                                        metric -> plain(data.metric(metric).least(), 4))
                                .with(
                                        "maximum",
                                        metric -> plain(data.metric(metric).most(), 4))
                                .with(
                                        "last",
                                        metric -> plain(data.metric(metric).last(), 4))
                                .with("meaning", Metric::meaning),
                        List.of(Metric.values()));
    }

    private PageBuilder leaders() {
        return new PageBuilder()
                .table(
                        "Leaders",
                        "Prices in money per Mbit, backlogs in slots.",
                        new Columns<SimulationPageData.ShownAgent>()
                                .with("leader", one -> one.agent().id())
                                .with("kind", one -> one.agent() instanceof Leader s ? EnumNames.name(s.kind()) : "")
                                .with(
                                        "mean price",
                                        one -> plain(one.series("price").mean(), 4))
                                .with(
                                        "mean load",
                                        one -> percent(one.series("load").mean(), 3))
                                .with(
                                        "maximum load",
                                        one -> percent(one.series("load").most(), 3))
                                .with(
                                        "mean backlog",
                                        one -> plain(one.series("backlog").mean(), 3))
                                .with(
                                        "maximum backlog",
                                        one -> plain(one.series("backlog").most(), 3)),
                        data.leaders());
    }

    private PageBuilder aerialAgents() {
        return new PageBuilder()
                .table(
                        "Aerial agents",
                        "",
                        new Columns<SimulationPageData.ShownAgent>()
                                .with("aerial agent", one -> one.agent().id())
                                .with("at its station", one -> percent(one.serving() / (double) made.slots(), 3))
                                .with(
                                        "mean charge",
                                        one -> percent(one.series("charge").mean(), 3))
                                .with(
                                        "minimum charge",
                                        one -> percent(one.series("charge").least(), 3))
                                .with(
                                        "lots",
                                        one -> NumberText.whole(
                                                Math.round(one.series("lots").sum()))),
                        data.aerial());
    }
}
