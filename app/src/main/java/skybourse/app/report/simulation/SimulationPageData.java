package skybourse.app.report.simulation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import skybourse.app.report.NumberText;
import skybourse.base.agent.Agent;
import skybourse.base.agent.Leader;
import skybourse.base.scenario.Scenario;
import skybourse.files.log.TableLineSource;
import skybourse.files.text.TableRowReader;
import skybourse.round.dynamics.AerialMode;
import skybourse.round.dynamics.Metric;

/** Data of the page of a simulation, read once from its tables. Long simulations are binned, and large markets are sampled. */
final class SimulationPageData {

    /** Columns of {@link SlotCsvTables#PLACES} that are read, in this order. */
    static final List<String> PLACES = List.of("slot", "id", "x", "y", "ended", "inTime");

    /** Columns of {@link SlotCsvTables#LINKS} that are read, in this order. */
    static final List<String> LINKS = List.of("slot", "from", "to", "share");

    private static final int MOST_WIRELESS = 400;
    private static final int MOST_LEADERS = 150;
    private static final int MOST_AERIAL = 150;
    private static final int MOST_LINES = 400;
    private static final int MOST_PARTS = 3;
    private static final double DECIMETRES = 10;

    /** Names of the modes of aerial agents in the table. */
    private static final List<String> MODES =
            Arrays.stream(AerialMode.values()).map(AerialMode::toString).toList();

    private final SlotBins stretches;
    private final SimulationSummary summary;
    private final Map<Metric, TimeSeries> metrics;
    private final DeadlinesByPlace deadlines = new DeadlinesByPlace();
    private final List<ShownAgent> agents;
    private final List<ShownAgent> leaders;
    private final List<ShownAgent> aerial;
    private final Map<String, ShownAgent> byId = new HashMap<>();
    private final MarketSeries market;
    private final int parts;
    private final int resold;
    private Optional<WirelessBatteryTable> batteries = Optional.empty();
    private double highestPaid;

    /** Agent that is drawn, with its data over time. */
    static final class ShownAgent {

        private final Agent agent;
        private final Map<String, TimeSeries> series = new LinkedHashMap<>();
        private final double @Nullable [][] places;
        private final boolean[] isPlaced;
        private final @Nullable Integer[] modes;
        private final int index;
        private final ServerShares parts;
        private long serving;

        private ShownAgent(
                Agent agent, int index, SlotBins stretches, List<String> columns, boolean hasPlaces, int mostParts) {
            this.agent = agent;
            this.index = index;
            parts = new ServerShares(stretches.count(), mostParts);
            columns.forEach(column -> series.put(column, new TimeSeries(stretches)));
            places = hasPlaces ? new double[2][stretches.count()] : null;
            isPlaced = new boolean[hasPlaces ? stretches.count() : 0];
            modes = new Integer[hasPlaces ? 0 : stretches.count()];
        }

        Agent agent() {
            return agent;
        }

        TimeSeries series(String column) {
            return Objects.requireNonNull(series.get(column), column);
        }

        /** Returns the number of slots at the end of which the aerial agent was at its station. */
        long serving() {
            return serving;
        }

        private void place(int stretch, double east, double north) {
            if (places != null && !isPlaced[stretch]) {
                parts.begin(stretch);
                places[0][stretch] = east;
                places[1][stretch] = north;
                isPlaced[stretch] = true;
            }
        }

        /**
         * Returns one coordinate of the agent by bin, m. A bin without a recorded position has the value of the previous bin. The value is null while
         * the agent is absent. If all values are equal, returns only the first.
         */
        private List<@Nullable Double> places(int axis) {
            List<@Nullable Double> shown = new ArrayList<>();
            double value = Double.NaN;
            for (int i = 0; i < isPlaced.length; i++) {
                value = isPlaced[i] && places != null ? places[axis][i] : value;
                shown.add(Double.isNaN(value) ? null : Math.rint(value * DECIMETRES) / DECIMETRES);
            }
            return shown.stream().distinct().count() == 1 ? shown.subList(0, 1) : shown;
        }

        private WirelessLines wireless() {
            return new WirelessLines(agent.id(), places(0), places(1), parts.points());
        }

        private LeaderLines leader() {
            return new LeaderLines(
                    agent.id(),
                    places(0),
                    places(1),
                    parts.points(),
                    series("price").points(),
                    series("load").points(),
                    series("backlog").points(),
                    agent instanceof Leader seller && !seller.moves());
        }

        private AerialLines aerial() {
            return new AerialLines(
                    agent.id(),
                    agent.position().xMetres(),
                    agent.position().yMetres(),
                    Arrays.asList(modes),
                    series("charge").points(),
                    series("lots").points());
        }
    }

    /** Wireless agent with its coordinates by bin, m, and the parts that it sends by bin, in the form of {@link ServerShares#points}. */
    record WirelessLines(String id, List<@Nullable Double> x, List<@Nullable Double> y, List<List<Long>> parts) {}

    /**
     * Leader with its data by bin: price in money per Mbit, load and backlog as shares of its capacity, and the shares of its sold work that it
     * resells.
     */
    record LeaderLines(
            String id,
            List<@Nullable Double> x,
            List<@Nullable Double> y,
            List<List<Long>> parts,
            List<@Nullable Double> price,
            List<@Nullable Double> load,
            List<@Nullable Double> backlog,
            boolean fixed) {}

    /** Aerial agent with its data by bin. Its station is at {@code x}, {@code y}, m. A mode is an index into {@link #MODES}. */
    record AerialLines(
            String id,
            double x,
            double y,
            List<@Nullable Integer> mode,
            List<@Nullable Double> charge,
            List<@Nullable Double> lots) {}

    /**
     * Data of the page's script.
     *
     * @param slots number of slots
     * @param each number of slots in a bin
     * @param seconds length of a slot, s
     * @param paid highest price that was paid, money per Mbit
     * @param base position of the aerial agents' base, m to the east and to the north; null without a base
     * @param busiest first and last of the busiest slots
     */
    record ScriptData(
            long slots,
            long each,
            double seconds,
            double paid,
            List<String> modes,
            List<WirelessLines> agents,
            List<LeaderLines> leaders,
            List<AerialLines> aerial,
            @Nullable List<Double> base,
            DeadlinesByPlace.Squares deadlines,
            List<TimeChart.Lines> charts,
            List<Long> busiest,
            MarketSeries.Overview overview) {}

    private SimulationPageData(SimulationPage.PageInputs made) {
        Scenario scenario = made.market().scenario();
        summary = new SimulationSummary(scenario);
        List<? extends Agent> wireless = sampled(scenario.wirelessAgents(), MOST_WIRELESS);
        List<? extends Agent> sellers = sampled(scenario.leaders(), MOST_LEADERS);
        List<? extends Agent> above = sampled(scenario.aerialAgents(), MOST_AERIAL);
        parts = Math.clamp(MOST_LINES / wireless.size(), 1, Math.min(MOST_PARTS, sellers.size()));
        resold = Math.clamp(above.size(), 1, MOST_PARTS);
        int numbers = Metric.values().length
                + (2 + parts) * wireless.size()
                + (5 + resold) * sellers.size()
                + 3 * above.size();
        stretches = SlotBins.of(made.slots(), numbers);
        metrics = MetricSeries.none(stretches);
        market = new MarketSeries(stretches, metrics, scenario);
        agents = shown(wireless, List.of(), true, parts);
        leaders = shown(sellers, List.of("price", "load", "backlog"), true, resold);
        aerial = shown(above, List.of("charge", "lots"), false, 1);
    }

    private List<ShownAgent> shown(
            List<? extends Agent> agents, List<String> columns, boolean hasPlaces, int mostParts) {
        List<ShownAgent> shown = new ArrayList<>();
        for (Agent agent : agents) {
            shown.add(new ShownAgent(agent, shown.size(), stretches, columns, hasPlaces, mostParts));
            byId.put(agent.id(), shown.getLast());
        }
        return shown;
    }

    private static <T> List<T> sampled(List<T> all, int most) {
        int step = (all.size() + most - 1) / most;
        return IntStream.range(0, all.size())
                .filter(i -> i % Math.max(1, step) == 0)
                .mapToObj(all::get)
                .toList();
    }

    /**
     * Reads the tables.
     *
     * @param made inputs of the page
     * @param tables tables of the simulation, by the names in {@link SlotCsvTables}
     */
    static SimulationPageData read(SimulationPage.PageInputs made, TableLineSource tables) {
        var data = new SimulationPageData(made);
        tables.read(SlotCsvTables.SLOTS, lines -> MetricSeries.each(SlotCsvTables.SLOTS, lines, data::measured));
        data.rows(SlotCsvTables.LEADERS, tables, MarketSeries.LEADERS, data.market::addLeader, data::leader);
        data.rows(SlotCsvTables.AERIAL, tables, MarketSeries.AERIAL, data.market::addAerial, data::aerial);
        List<String> columns = PLACES;
        tables.read(
                SlotCsvTables.PLACES, lines -> TableRowReader.each(SlotCsvTables.PLACES, lines, columns, data::place));
        List<String> link = LINKS;
        data.rows(SlotCsvTables.LINKS, tables, link, _ -> {}, data.link(made.placesEvery()));
        data.batteries = WirelessBatteryTable.read(made.market().scenario(), tables);
        return data;
    }

    private void measured(double[] values, long slot) {
        summary.add(values, slot);
        market.add(values, slot);
    }

    private interface Taking {
        void take(ShownAgent agent, long slot, TableRowReader row);
    }

    private void rows(
            String table, TableLineSource tables, List<String> columns, Consumer<TableRowReader> any, Taking taking) {
        tables.read(
                table,
                lines -> TableRowReader.each(table, lines, columns, row -> {
                    any.accept(row);
                    ShownAgent agent = byId.get(row.text(1));
                    if (agent != null) {
                        taking.take(agent, row.whole(0), row);
                    }
                }));
    }

    private void leader(ShownAgent leader, long slot, TableRowReader row) {
        boolean isClosed = row.text(2).equals("closed");
        if (!isClosed && row.number(3) > 0) {
            highestPaid = Math.max(highestPaid, row.number(2) * NumberText.BITS_PER_MEGABIT);
        }
        leader.series("price").add(slot, isClosed ? Double.NaN : row.number(2) * NumberText.BITS_PER_MEGABIT);
        leader.series("load").add(slot, row.number(3) / row.number(4));
        leader.series("backlog").add(slot, row.number(5) / row.number(4));
    }

    private void aerial(ShownAgent agent, long slot, TableRowReader row) {
        int mode = MODES.indexOf(row.text(2));
        agent.serving += row.text(2).equals(AerialMode.SERVING.toString()) ? 1 : 0;
        if (agent.modes[stretches.of(slot)] == null) {
            agent.modes[stretches.of(slot)] = mode;
        }
        agent.series("charge").add(slot, row.number(3));
        agent.series("lots").add(slot, row.number(4));
    }

    private void place(TableRowReader row) {
        ShownAgent agent = byId.get(row.text(1));
        int stretch = stretches.of(row.whole(0));
        if (agent != null) {
            agent.place(stretch, row.number(2), row.number(3));
        }
        if (!row.text(4).isEmpty()) {
            deadlines.add(row.text(1), row.number(2), row.number(3), row.whole(4), row.whole(5));
        }
    }

    /** Returns whether a task ended at a known position. */
    boolean hasDeadlines() {
        return !deadlines.isEmpty();
    }

    /**
     * Returns a reader of the table of links. Of each bin it uses only the first slot for which links are written. {@code every} is the interval of
     * these slots.
     */
    private Taking link(long every) {
        return (sender, slot, row) -> {
            ShownAgent server = byId.get(row.text(2));
            boolean isFirst = slot < every || stretches.of(slot - every) != stretches.of(slot);
            if (server != null && isFirst) {
                sender.parts.add(stretches.of(slot), server.index, row.number(3));
            }
        };
    }

    /** Returns the largest number of parts of a task that are shown. */
    int parts() {
        return parts;
    }

    /** Returns the largest number of aerial agents that are shown for the resold work of a fixed agent. */
    int resold() {
        return resold;
    }

    SlotBins stretches() {
        return stretches;
    }

    SimulationSummary summary() {
        return summary;
    }

    /** Returns the batteries of wireless agents; empty if none has a battery. */
    Optional<WirelessBatteryTable> batteries() {
        return batteries;
    }

    MarketSeries market() {
        return market;
    }

    TimeSeries metric(Metric metric) {
        return Objects.requireNonNull(metrics.get(metric));
    }

    List<ShownAgent> agents() {
        return agents;
    }

    List<ShownAgent> leaders() {
        return leaders;
    }

    List<ShownAgent> aerial() {
        return aerial;
    }

    /** Returns the data of the page's script. {@code charts} are the charts of metrics. */
    ScriptData script(SimulationPage.PageInputs made, List<TimeChart> charts) {
        return new ScriptData(
                stretches.slots(),
                stretches.each(),
                made.market().scenario().rules().roundSeconds(),
                TimeSeries.shown(highestPaid),
                MODES,
                agents.stream().map(ShownAgent::wireless).toList(),
                leaders.stream().map(ShownAgent::leader).toList(),
                aerial.stream().map(ShownAgent::aerial).toList(),
                made.market()
                        .dynamics()
                        .aerialEnergy()
                        .map(energy -> List.of(energy.baseEastMetres(), energy.baseNorthMetres()))
                        .orElse(null),
                deadlines.shown(),
                charts.stream().map(chart -> chart.lines(this::metric)).toList(),
                Arrays.stream(market.busiest()).boxed().toList(),
                market.overview());
    }
}
