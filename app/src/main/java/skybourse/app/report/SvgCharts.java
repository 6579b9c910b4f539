package skybourse.app.report;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import skybourse.base.numeric.Label;
import skybourse.base.scenario.AerialAgent;
import skybourse.base.scenario.Agent;
import skybourse.base.scenario.Position;
import skybourse.evidence.experiment.Chart;
import skybourse.evidence.experiment.Chart.Series;
import skybourse.round.market.AgentOutcome;
import skybourse.round.market.LeaderOutcome;
import skybourse.round.market.ProfitCurve;
import skybourse.round.market.ResaleStudy;
import skybourse.round.market.Round;
import skybourse.round.market.RoundStudy;
import skybourse.tier1.certificate.EquilibriumCertificate.LeaderGap;
import skybourse.tier1.equilibrium.SolverState;

/** A run's charts as SVG files, for papers and slides: the map, and all others as those of experiments are drawn. */
public final class SvgCharts {

    private static final int MAP_HEIGHT = 654;
    private static final int NAMED = 9;
    private static final double NOTHING = 1e-6; // of the most that is spent
    private static final String AERIAL = SvgPlot.COLOURS.get(3);
    private static final double[] SQUARE = {-7, -7, 7, -7, 7, 7, -7, 7};
    private static final double[] TRIANGLE = {0, -9, 9, 7, -9, 7};
    private static final double[] DIAMOND = {0, -8, 8, 0, 0, 8, -8, 0};

    private final RoundStudy study;
    private final Round round;

    private SvgCharts(RoundStudy study) {
        this.study = study;
        this.round = study.after();
    }

    /** Returns the content of each file by its name. */
    public static Map<String, String> files(RoundStudy study) {
        var charts = new SvgCharts(study);
        Map<String, String> files = new LinkedHashMap<>();
        files.put("map.svg", charts.map());
        charts.all().forEach(chart -> files.put(chart.id() + ".svg", ChartSvg.svg(chart)));
        return files;
    }

    private List<Chart> all() {
        List<Chart> all = new ArrayList<>();
        if (!study.iterates().isEmpty()) {
            double work = round.agents().stream()
                    .mapToDouble(o -> o.agent().task().work())
                    .sum();
            all.add(iterations("prices", "Prices", "money per Mbit", SolverState::prices, Numbers.BITS_PER_MEGABIT));
            all.add(iterations("ratios", "Work sent to each leader", "% of all work", SolverState::loads, 100 / work));
        }
        all.add(loads());
        if (PageData.oneByOne(round)) {
            all.add(delays());
            all.add(energy());
        } else {
            all.add(histogram(
                    "delays",
                    "Delay",
                    GatheredAgents.slack(round),
                    100,
                    "delay (% of the deadline); the last bin includes all larger values"));
            all.add(histogram(
                    "energy",
                    "Energy",
                    GatheredAgents.joules(round),
                    1,
                    "energy (J); the last bin includes all larger values"));
        }
        study.curves().forEach(curve -> all.add(profit(curve)));
        return all;
    }

    private String id(int leader) {
        return round.leaders().get(leader).leader().id();
    }

    /** Many leaders have one colour and one name together. */
    private Chart iterations(
            String id, String title, String unit, Function<SolverState, double[]> values, double scale) {
        List<double[]> rows = study.iterates().stream().map(values).toList();
        double[] at = IntStream.range(0, rows.size()).asDoubleStream().toArray();
        List<Series> lines = IntStream.range(0, round.leaders().size())
                .mapToObj(s -> Series.plain(
                        round.leaders().size() > NAMED ? "leaders, " + id(s) : id(s),
                        at,
                        rows.stream().mapToDouble(row -> row[s] * scale).toArray()))
                .toList();
        return new Chart(id, title + " by iteration", "", "iteration", unit, lines);
    }

    private Chart profit(ProfitCurve curve) {
        LeaderGap gap = study.result().certificate().leaders().get(curve.leader());
        double[] prices = Arrays.stream(curve.prices())
                .map(price -> price * Numbers.BITS_PER_MEGABIT)
                .toArray();
        SequencedMap<String, Double> bound = new LinkedHashMap<>();
        bound.put("upper bound", gap.upperBound());
        return new Chart(
                        "decision-profit-" + Label.fileName(id(curve.leader())),
                        "Decision profit of " + id(curve.leader()) + " as a function of its price",
                        "",
                        "price (money per Mbit)",
                        "decision profit (money)",
                        List.of(
                                Series.plain("at every price", prices, curve.profits()),
                                point("best price seen", gap.bestPrice(), gap.bestProfit()),
                                point("price chosen", gap.price(), gap.profit())))
                .against(bound);
    }

    private static Series point(String name, double price, double profit) {
        return Series.plain(name, new double[] {price * Numbers.BITS_PER_MEGABIT}, new double[] {profit});
    }

    private Chart loads() {
        List<LeaderOutcome> order = round.leaders().stream()
                .sorted(Comparator.comparingDouble(SvgCharts::percent))
                .toList();
        SequencedMap<String, Double> capacity = new LinkedHashMap<>();
        capacity.put("capacity", 100.0);
        Columns<LeaderOutcome> values = new Columns<LeaderOutcome>()
                .with("within capacity", o -> o.load().overload() > 0 ? Double.NaN : percent(o))
                .with("load above capacity", o -> o.load().overload() > 0 ? percent(o) : Double.NaN);
        List<String> ids = order.stream().map(o -> o.leader().id()).toList();
        return points("loads", "Load against capacity", "load (% of capacity)", ids, order, values)
                .against(capacity);
    }

    private static double percent(LeaderOutcome outcome) {
        return 100 * outcome.load().work() / outcome.load().capacity();
    }

    private Chart delays() {
        List<AgentOutcome> order =
                sorted(o -> o.delaySeconds() / o.agent().task().deadlineSeconds());
        Columns<AgentOutcome> values = new Columns<AgentOutcome>()
                .with("result returned by the deadline", o -> o.deadlineMet() ? o.delaySeconds() : Double.NaN)
                .with("late", o -> o.deadlineMet() ? Double.NaN : o.delaySeconds())
                .with("deadline", o -> o.agent().task().deadlineSeconds());
        return points("delays", "Delays and deadlines", "seconds since the start", ids(order), order, values);
    }

    /** Computing may cost a thousand times what sending does: powers of ten show both. */
    private Chart energy() {
        List<AgentOutcome> order = sorted(AgentOutcome::joules);
        double least = NOTHING
                * order.stream()
                        .mapToDouble(o -> Math.max(o.homeJoules(), o.sendingJoules()))
                        .max()
                        .orElse(0);
        Columns<AgentOutcome> values = new Columns<AgentOutcome>()
                .with("local computing", o -> power(o.homeJoules(), least))
                .with("sending", o -> power(o.sendingJoules(), least));
        String name = "log10 of the energy (J)";
        return points("energy", "Energy of the wireless agents", name, ids(order), order, values);
    }

    private static double power(double joules, double least) {
        return joules > least ? Math.log10(joules) : Double.NaN;
    }

    private List<AgentOutcome> sorted(Function<AgentOutcome, Double> key) {
        return round.agents().stream().sorted(Comparator.comparing(key)).toList();
    }

    private static Chart histogram(String id, String title, Histogram cells, double scale, String xName) {
        double[] x = IntStream.range(0, cells.counts().length)
                .mapToDouble(i -> scale * (cells.from(i) + cells.width() / 2))
                .toArray();
        double[] counts = Arrays.stream(cells.counts()).asDoubleStream().toArray();
        List<Series> line = List.of(Series.plain("wireless agents", x, counts));
        return new Chart(id, title + " of the wireless agents", "", xName, "wireless agents", line);
    }

    private static List<String> ids(List<AgentOutcome> outcomes) {
        return outcomes.stream().map(outcome -> outcome.agent().id()).toList();
    }

    /** Points over things that are apart, a colour for each column of numbers. */
    private static <T> Chart points(
            String id, String title, String yName, List<String> places, List<T> things, Columns<T> values) {
        double[] x = IntStream.range(0, things.size()).asDoubleStream().toArray();
        List<Series> series = new ArrayList<>();
        for (int column = 0; column < values.names().size(); column++) {
            int at = column;
            double[] y = things.stream()
                    .mapToDouble(
                            thing -> (double) requireNonNull(values.cells(thing).get(at)))
                    .toArray();
            series.add(Series.plain(values.names().get(column), x, y));
        }
        return new Chart(id, title, "", "", yName, places, series, new LinkedHashMap<>());
    }

    private String map() {
        List<AerialAgent> aerial = round.scenario().aerialAgents();
        List<Position> places = Stream.of(
                        round.scenario().wirelessAgents(), round.scenario().leaders(), aerial)
                .flatMap(List::stream)
                .map(Agent::position)
                .toList();
        double[] x = places.stream().mapToDouble(Position::xMetres).toArray();
        double[] y = places.stream().mapToDouble(Position::yMetres).toArray();
        double half = 0.55 * Math.max(extent(x), extent(y));
        List<String> ids = Stream.concat(round.scenario().leaders().stream(), aerial.stream())
                .map(Agent::id)
                .toList();
        var plot = new SvgPlot(
                        "Offloaded work: wireless agents and leaders", MAP_HEIGHT, 60, around(x, half), around(y, half))
                .endingWith(ids)
                .yAxis("metres north", 1)
                .xAxis("metres east", 1);
        if (PageData.oneByOne(round)) {
            round.agents().forEach(outcome -> sent(plot, outcome));
        }
        mark(plot, aerial);
        return plot.legend(
                        List.of(SvgPlot.GOOD, SvgPlot.BAD, AERIAL),
                        List.of(
                                "square: fixed agent, triangle: mobile agent; line width: work sent",
                                "leader: load above capacity; wireless agent: late",
                                "diamond: aerial agent; dashed line: resold lots"))
                .svg();
    }

    /** Draws who is where, and what is flown out. */
    private void mark(SvgPlot plot, List<AerialAgent> aerial) {
        double radius = PageData.oneByOne(round) ? 4 : 1;
        for (AgentOutcome outcome : round.agents()) {
            plot.dot(at(outcome.agent()), radius, "#fff", outcome.deadlineMet() ? SvgPlot.INK : SvgPlot.BAD);
        }
        if (study.resale() instanceof ResaleStudy.Held held) {
            ResaleData.flights(held)
                    .forEach(flight -> plot.dashes(
                            at(flight.from()), at(flight.to()), AERIAL, Math.min(6, 1.5 + 0.5 * flight.lots())));
        }
        round.leaders().forEach(outcome -> mark(plot, outcome));
        aerial.forEach(agent -> plot.polygon(at(agent), DIAMOND, "#fff", AERIAL).label(at(agent), AERIAL, agent.id()));
    }

    private void mark(SvgPlot plot, LeaderOutcome outcome) {
        double[] at = at(outcome.leader());
        double[] corners = outcome.leader().moves() ? TRIANGLE : SQUARE;
        plot.polygon(at, corners, colour(outcome), "#fff")
                .label(at, SvgPlot.INK, outcome.leader().id());
    }

    private void sent(SvgPlot plot, AgentOutcome outcome) {
        for (AgentOutcome.Link link : outcome.links()) {
            LeaderOutcome leader = round.leaders().get(link.leader());
            plot.segment(at(outcome.agent()), at(leader.leader()), colour(leader), 0.5 + 5 * link.ratio(), 0.5);
        }
    }

    private static String colour(LeaderOutcome outcome) {
        return outcome.load().overload() > 0 ? SvgPlot.BAD : SvgPlot.GOOD;
    }

    private static double[] at(Agent agent) {
        return new double[] {agent.position().xMetres(), agent.position().yMetres()};
    }

    private static double extent(double[] values) {
        return Arrays.stream(values).max().orElse(0)
                - Arrays.stream(values).min().orElse(0);
    }

    private static double[] around(double[] values, double half) {
        double middle = Arrays.stream(values).min().orElse(0) + extent(values) / 2;
        return new double[] {middle - half, middle + half};
    }
}
