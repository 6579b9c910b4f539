package skybourse.app.report;

import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import skybourse.base.numeric.Label;
import skybourse.base.scenario.AerialAgent;
import skybourse.base.scenario.Agent;
import skybourse.base.scenario.Position;
import skybourse.round.market.AgentOutcome;
import skybourse.round.market.LeaderOutcome;
import skybourse.round.market.ProfitCurve;
import skybourse.round.market.ResaleStudy;
import skybourse.round.market.Round;
import skybourse.round.market.RoundStudy;
import skybourse.tier1.equilibrium.SolverState;

/** The charts of the page as SVG files, for papers and slides. */
public final class SvgCharts {

    private static final double BITS_PER_MEGABIT = 1e6;
    private static final int ROW_PIXELS = 22;
    private static final int MARGINS = 104;
    private static final int HEIGHT = 400;
    private static final int MAP_HEIGHT = 654;
    private static final int LABELLED = 12;
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
        return new SvgCharts(study).all();
    }

    private Map<String, String> all() {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("map.svg", map());
        if (!study.iterates().isEmpty()) {
            files.put("prices.svg", iterations("Prices", "money per Mbit", SolverState::prices, BITS_PER_MEGABIT));
            files.put("ratios.svg", ratios());
        }
        files.put("loads.svg", loads());
        files.put("delays.svg", PageData.oneByOne(round) ? delays() : delayShares());
        files.put("energy.svg", PageData.oneByOne(round) ? energy() : energyShares());
        for (ProfitCurve curve : study.curves()) {
            files.put("decision-profit-" + Label.fileName(id(curve.leader())) + ".svg", profit(curve));
        }
        return files;
    }

    private String ratios() {
        double work = round.agents().stream()
                .mapToDouble(o -> o.agent().task().work())
                .sum();
        return iterations("Work sent to each leader", "% of all work", SolverState::loads, 100 / work);
    }

    private String id(int leader) {
        return round.leaders().get(leader).leader().id();
    }

    private String iterations(String title, String unit, Function<SolverState, double[]> values, double scale) {
        List<double[]> rows = study.iterates().stream().map(values).toList();
        double top = rows.stream()
                .flatMapToDouble(Arrays::stream)
                .filter(Double::isFinite)
                .max()
                .orElse(1);
        double[] iterations = IntStream.range(0, rows.size()).asDoubleStream().toArray();
        var plot = new SvgPlot(
                        title + " by iteration", HEIGHT, 60, new double[] {0, rows.size() - 1}, new double[] {0, top})
                .yAxis(unit, scale)
                .xAxis("iteration", 1);
        int leaders = round.leaders().size();
        List<String> colours = IntStream.range(0, leaders)
                .mapToObj(s -> leaders > LABELLED ? SvgPlot.GOOD : SvgPlot.COLOURS.get(s % SvgPlot.COLOURS.size()))
                .toList();
        for (int s = 0; s < leaders; s++) {
            int leader = s;
            double[] series = rows.stream().mapToDouble(row -> row[leader]).toArray();
            plot.curve(iterations, series, colours.get(s), leaders > LABELLED ? 0.7 : 2);
        }
        if (leaders <= LABELLED) {
            List<String> names = IntStream.range(0, leaders).mapToObj(this::id).toList();
            plot.endLabels(rows.getLast(), colours, names);
        }
        return plot.svg();
    }

    private String profit(ProfitCurve curve) {
        var gap = study.result().certificate().leaders().get(curve.leader());
        double top = DoubleStream.concat(Arrays.stream(curve.profits()), DoubleStream.of(gap.upperBound()))
                .max()
                .orElse(1);
        double end = curve.prices()[curve.prices().length - 1];
        var plot = new SvgPlot(
                        "Decision profit of " + id(curve.leader()) + " by its price",
                        HEIGHT,
                        60,
                        new double[] {0, end},
                        new double[] {-0.25 * top, 1.1 * top})
                .yAxis("decision profit (money)", 1)
                .xAxis("price (money per Mbit)", BITS_PER_MEGABIT);
        double[] bound = {end, gap.upperBound()};
        return plot.segment(new double[] {0, gap.upperBound()}, bound, SvgPlot.INK, 1, 0.6)
                .label(bound, SvgPlot.INK, "upper bound")
                .curve(curve.prices(), curve.profits(), SvgPlot.GOOD, 2)
                .dot(new double[] {gap.bestPrice(), gap.bestProfit()}, 7, "none", SvgPlot.COLOURS.get(1))
                .dot(new double[] {gap.price(), gap.profit()}, 4, SvgPlot.INK, SvgPlot.INK)
                .svg();
    }

    private String loads() {
        List<LeaderOutcome> order = round.leaders().stream()
                .sorted(Comparator.comparingDouble(SvgCharts::share))
                .toList();
        double end = Math.max(1.1, share(order.getLast()));
        var plot = rows(
                        "Load against capacity",
                        order.stream().map(o -> o.leader().id()).toList(),
                        0,
                        end)
                .xAxis("load (% of capacity)", 100);
        IntStream.range(0, order.size()).forEach(i -> plot.bar(i, 0, share(order.get(i)), colour(order.get(i))));
        return plot.segment(new double[] {1, -0.6}, new double[] {1, order.size() - 0.4}, SvgPlot.INK, 1, 1)
                .svg();
    }

    private static double share(LeaderOutcome outcome) {
        return outcome.load().work() / outcome.load().capacity();
    }

    private static SvgPlot rows(String title, List<String> names, double from, double to) {
        return new SvgPlot(title, MARGINS + ROW_PIXELS * names.size(), 110, new double[] {from, to}, new double[] {
                    -0.6, names.size() - 0.4
                })
                .rows(names);
    }

    private String delays() {
        List<AgentOutcome> order =
                sorted(o -> o.delaySeconds() / o.agent().task().deadlineSeconds());
        double end = order.stream()
                .mapToDouble(o -> Math.max(o.delaySeconds(), o.agent().task().deadlineSeconds()))
                .max()
                .orElse(1);
        var plot =
                rows("Delay beside the deadline", ids(order), 0, end).xAxis("seconds since the start of the round", 1);
        IntStream.range(0, order.size()).forEach(i -> delay(plot, i, order.get(i)));
        return plot.legend(
                        List.of(SvgPlot.GOOD, SvgPlot.BAD, SvgPlot.INK),
                        List.of("back by the deadline", "late", "deadline"))
                .svg();
    }

    private static void delay(SvgPlot plot, int row, AgentOutcome outcome) {
        double deadline = outcome.agent().task().deadlineSeconds();
        plot.bar(row, 0, outcome.delaySeconds(), outcome.deadlineMet() ? SvgPlot.GOOD : SvgPlot.BAD)
                .segment(new double[] {deadline, row - 0.4}, new double[] {deadline, row + 0.4}, SvgPlot.INK, 3, 1);
    }

    /** Computing may cost a thousand times what sending does: dots on a scale of powers of ten show both. */
    private String energy() {
        List<AgentOutcome> order = sorted(AgentOutcome::joules);
        double[] spent = order.stream()
                .flatMapToDouble(o -> DoubleStream.of(o.homeJoules(), o.sendingJoules()))
                .toArray();
        double least = Arrays.stream(spent).max().orElse(0) * NOTHING;
        double[] powers = Arrays.stream(spent)
                .filter(joules -> joules > least)
                .map(Math::log10)
                .toArray();
        double low = Math.floor(Arrays.stream(powers).min().orElse(-1));
        double high = Math.ceil(Arrays.stream(powers).max().orElse(0));
        var plot = rows("Energy of the wireless agents", ids(order), low, Math.max(high, low + 1))
                .powers("energy (J), each line ten times the one before");
        for (int i = 0; i < order.size(); i++) {
            spent(plot, i, order.get(i).homeJoules(), least, SvgPlot.COLOURS.get(0));
            spent(plot, i, order.get(i).sendingJoules(), least, SvgPlot.COLOURS.get(1));
        }
        return plot.legend(SvgPlot.COLOURS.subList(0, 2), List.of("computing at home", "sending"))
                .svg();
    }

    private static void spent(SvgPlot plot, int row, double joules, double least, String colour) {
        if (joules > least) {
            plot.dot(new double[] {Math.log10(joules), row}, 4, colour, colour);
        }
    }

    private List<AgentOutcome> sorted(Function<AgentOutcome, Double> key) {
        return round.agents().stream().sorted(Comparator.comparing(key)).toList();
    }

    private static List<String> ids(List<AgentOutcome> outcomes) {
        return outcomes.stream().map(o -> o.agent().id()).toList();
    }

    private String delayShares() {
        return histogram(
                "Delay as a share of the deadline",
                Crowd.slack(round),
                "% of the deadline; the last bar holds all beyond",
                100,
                1);
    }

    private String energyShares() {
        return histogram(
                "Energy of the wireless agents",
                Crowd.joules(round),
                "energy (J); the last bar holds all beyond",
                1,
                Double.POSITIVE_INFINITY);
    }

    private static String histogram(String title, Histogram cells, String name, double scale, double badFrom) {
        int[] counts = cells.counts();
        var plot = new SvgPlot(title, HEIGHT, 60, new double[] {0, counts.length * cells.width()}, new double[] {
                    0, Arrays.stream(counts).max().orElse(1)
                })
                .yAxis("wireless agents", 1)
                .xAxis(name, scale);
        for (int i = 0; i < counts.length; i++) {
            String colour = cells.from(i) >= badFrom * (1 - 1e-9) ? SvgPlot.BAD : SvgPlot.GOOD;
            plot.column(cells.from(i), cells.from(i + 1), counts[i], colour);
        }
        return plot.svg();
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
        var plot = new SvgPlot("Who sends work to whom", MAP_HEIGHT, 60, around(x, half), around(y, half))
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
                                "square: fixed agent, triangle: mobile agent, thick where much is sent",
                                "sold more than it can do; agent: late",
                                "diamond: aerial agent, dashed: lots flown out"))
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
