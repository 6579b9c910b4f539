package skybourse.benchmarks;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import skybourse.base.numeric.TaskRunner;
import skybourse.base.scenario.Scenario;
import skybourse.base.scenario.ScenarioSampler;
import skybourse.round.market.SolverCatalogue;
import skybourse.round.simulation.Dynamics;
import skybourse.round.simulation.Metric;
import skybourse.round.simulation.Part;
import skybourse.round.simulation.Pricing;
import skybourse.round.simulation.Setup;
import skybourse.round.simulation.Simulation;
import skybourse.round.simulation.SlotRow;
import skybourse.tier2.catalogue.AuctionCatalogue;
import skybourse.tier2.spi.RuleProvider;

/**
 * Times slots of markets of growing size: a task a slot for each wireless agent, all standing, ten links each, leaders in proportion to
 * the root of the agents at one density.
 *
 * @param sizes how many wireless agents, rising
 * @param prices how they are found: {@code solved}, {@code held} or {@code certified}, which is solved with a certificate every tenth slot
 * @param slots how many are played; fewer of large markets
 * @param seed fixes the markets
 * @param threads of links, prices and certificates
 */
public record OverTimeBench(List<Integer> sizes, String prices, int slots, long seed, int threads) {

    /** What prices may be. */
    public static final List<String> PRICES = List.of("solved", "held", "certified");

    private static final int CERTIFY_EVERY = 10;
    private static final int MOST_LINKS = 10;
    private static final int FIRST_FITTED = 10_000;
    private static final int WARM_SLOTS = 2;
    private static final int FIRST_LIVE = 10;

    /** Of two-sided 95 %, by degrees of freedom from 1. */
    private static final double[] STUDENT = {12.706, 4.303, 3.182, 2.776, 2.571, 2.447};

    private record Timed(int agents, double seconds) {}

    /** Prints a row a market, then how time grows. */
    public void print(PrintWriter out) {
        out.printf(Locale.ROOT, "prices %s, %d threads, seed %d; milliseconds a slot, median%n", prices, threads, seed);
        out.println(" agents leaders slots | world prices decide tier 2  books measure |   all  p99 largest | tasks/s"
                + " | live bytes an agent at slot 10, at the end | eps, rounds, lots");
        List<Timed> timed = new ArrayList<>();
        for (int agents : sizes) {
            timed.add(new Timed(agents, row(out, agents)));
            out.flush();
        }
        List<Timed> fitted =
                timed.stream().filter(one -> one.agents() >= FIRST_FITTED).toList();
        if (fitted.size() > 2) {
            exponent(out, fitted);
        }
    }

    /** Returns the market of so many agents, its wireless agents a crowd. */
    static Scenario market(int agents, long seed) {
        int leaders = Math.clamp(Math.round(0.2 * Math.sqrt(agents)), 10, 200);
        int fixed = (int) Math.ceil(0.6 * leaders);
        var counts = new ScenarioSampler.Counts(agents, leaders - fixed, fixed, Math.ceilDiv(fixed, 2));
        ScenarioSampler sampler = ScenarioSampler.standard(counts);
        return sampler.sampleCrowd("over-time", seed)
                .withNetwork(sampler.network().withMostLinks(MOST_LINKS));
    }

    private Setup setup(Scenario scenario) {
        boolean held = prices.equals("held");
        Pricing usual = Pricing.standard();
        Dynamics standing = Dynamics.standing();
        Pricing pricing = new Pricing(
                held ? Pricing.Mode.HELD : usual.mode(),
                usual.steps(),
                usual.warm(),
                usual.headRoom(),
                usual.learnHeadRoom(),
                usual.overload(),
                usual.mostBacklogSlots());
        var dynamics = new Dynamics(
                standing.wirelessMotion(),
                standing.mobileMotion(),
                standing.channel(),
                standing.arrivals(),
                standing.queue(),
                standing.sizes(),
                standing.messages(),
                pricing,
                standing.handover(),
                standing.aerialEnergy(),
                standing.escrow());
        RuleProvider rule = AuctionCatalogue.rule(AuctionCatalogue.MIDPOINT).orElseThrow();
        return new Setup(
                scenario,
                dynamics,
                seed,
                false,
                SolverCatalogue.usual(scenario.rules(), threads).unrepaired(),
                prices.equals("certified") ? CERTIFY_EVERY : 0,
                market -> AuctionCatalogue.usual(rule, market.buyersStartTicks(), market.sellersStartTicks()),
                TaskRunner.of(threads));
    }

    private double row(PrintWriter out, int agents) {
        Scenario scenario = market(agents, seed);
        int played = agents >= 300_000 ? Math.min(slots, 20) : slots;
        Simulation simulation = Simulation.begin(setup(scenario));
        Map<Part, double[]> parts = new EnumMap<>(Part.class);
        Arrays.stream(Part.values()).forEach(part -> parts.put(part, new double[played]));
        double[] all = new double[played];
        List<SlotRow> rows = new ArrayList<>();
        long liveAtFirst = 0;
        for (int slot = 0; slot < played; slot++) {
            int at = slot;
            rows.addAll(play(simulation, parts, at));
            all[slot] = parts.values().stream().mapToDouble(times -> times[at]).sum();
            liveAtFirst = slot == FIRST_LIVE ? BenchText.liveBytes() : liveAtFirst;
        }
        double median = quantile(all, 0.5);
        out.printf(
                Locale.ROOT,
                "%7d %7d %5d |%6.0f %6.0f %6.0f %6.0f %6.0f %7.0f |%6.0f %4.0f %7.0f |%8.0f | %5.0f %5.0f | %.1e %4.1f %6.0f%n",
                agents,
                scenario.leaders().size(),
                played,
                milliseconds(parts, Part.WORLD),
                milliseconds(parts, Part.PRICES),
                milliseconds(parts, Part.DECISIONS),
                milliseconds(parts, Part.TIER_2),
                milliseconds(parts, Part.BOOKS),
                milliseconds(parts, Part.MEASURES),
                1e3 * median,
                1e3 * quantile(all, 0.99),
                1e3 * Arrays.stream(all).skip(WARM_SLOTS).max().orElse(Double.NaN),
                agents / median,
                liveAtFirst / (double) agents,
                BenchText.liveBytes() / (double) agents,
                mean(rows, Metric.EPS_PRICES),
                mean(rows, Metric.ROUNDS),
                mean(rows, Metric.LOTS));
        return median;
    }

    /** Plays a slot and keeps its rows alone, so that what is measured after it is what the next one needs. */
    private static List<SlotRow> play(Simulation simulation, Map<Part, double[]> parts, int slot) {
        long[] last = {System.nanoTime()};
        return simulation
                .play(part -> {
                    long now = System.nanoTime();
                    of(parts, part)[slot] += 1e-9 * (now - last[0]);
                    last[0] = now;
                })
                .complete();
    }

    private static double milliseconds(Map<Part, double[]> parts, Part part) {
        return 1e3 * quantile(of(parts, part), 0.5);
    }

    private static double[] of(Map<Part, double[]> parts, Part part) {
        return Objects.requireNonNull(parts.get(part));
    }

    /** Of all but the first slots, in which the program is still compiled. */
    private static double quantile(double[] times, double share) {
        double[] sorted = Arrays.stream(times).skip(WARM_SLOTS).sorted().toArray();
        return sorted.length == 0 ? times[0] : sorted[(int) Math.ceil(share * sorted.length) - 1];
    }

    private static double mean(List<SlotRow> rows, Metric metric) {
        return rows.stream()
                .mapToDouble(row -> row.of(metric))
                .filter(value -> !Double.isNaN(value))
                .average()
                .orElse(Double.NaN);
    }

    /** Prints the slope of log time on log agents with its interval. */
    private static void exponent(PrintWriter out, List<Timed> timed) {
        double[] x = timed.stream().mapToDouble(one -> Math.log(one.agents())).toArray();
        double[] y = timed.stream().mapToDouble(one -> Math.log(one.seconds())).toArray();
        double meanX = Arrays.stream(x).average().orElseThrow();
        double meanY = Arrays.stream(y).average().orElseThrow();
        double square = 0;
        double product = 0;
        for (int i = 0; i < x.length; i++) {
            square += (x[i] - meanX) * (x[i] - meanX);
            product += (x[i] - meanX) * (y[i] - meanY);
        }
        double slope = product / square;
        double rest = 0;
        for (int i = 0; i < x.length; i++) {
            double off = y[i] - meanY - slope * (x[i] - meanX);
            rest += off * off;
        }
        int freedom = x.length - 2;
        double half = STUDENT[Math.min(freedom, STUDENT.length) - 1] * Math.sqrt(rest / freedom / square);
        out.printf(
                Locale.ROOT,
                "time grows as the %.2f [%.2f, %.2f]th power of agents from %d on (95 %%)%n",
                slope,
                slope - half,
                slope + half,
                timed.getFirst().agents());
    }
}
