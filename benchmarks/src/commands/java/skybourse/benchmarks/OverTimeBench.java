package skybourse.benchmarks;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import skybourse.base.numeric.EnumNames;
import skybourse.evidence.sweep.ScalingFit;
import skybourse.evidence.overtime.ScalingMarket;
import skybourse.evidence.overtime.ScalingResult;
import skybourse.evidence.sweep.ConfidenceInterval;
import skybourse.round.dynamics.Metric;
import skybourse.round.simulation.SlotStage;

/**
 * Measures slots of markets of increasing size, as {@code reproduce scale} does.
 *
 * @param sizes numbers of wireless agents, increasing
 * @param prices how often prices are solved and certified
 * @param slots number of slots; fewer for large markets
 * @param seed seed of the markets
 * @param threads number of threads for links, prices and certificates
 */
public record OverTimeBench(List<Integer> sizes, ScalingMarket.Prices prices, int slots, long seed, int threads) {

    private static final int FIRST_FITTED = 10_000;
    private static final double NINETY_NINE = 0.99;

    /**
     * Plays the markets and prints one row per market. With three or more markets of at least 10,000 agents, then prints the growth of the time with
     * their number.
     */
    public void print(PrintWriter out) {
        out.printf(
                Locale.ROOT,
                "Median milliseconds per slot; prices %s, %d threads, seed %d.%n",
                EnumNames.name(prices),
                threads,
                seed);
        out.println(" agents leaders slots | world prices decide tier 2  books measure |   all  p99 largest | tasks/s"
                + " | live bytes per agent at slot 10, at the end | eps, rounds, lots");
        List<ScalingResult> fitted = new ArrayList<>();
        for (int agents : sizes) {
            var market = new ScalingMarket(agents, prices, slots, seed, threads);
            ScalingResult played = market.play();
            row(out, market.slots(), played);
            out.flush();
            if (agents >= FIRST_FITTED) {
                fitted.add(played);
            }
        }
        if (fitted.size() > 2) {
            exponent(out, fitted);
        }
    }

    private static void row(PrintWriter out, int slots, ScalingResult played) {
        double agents = played.agents();
        out.printf(
                Locale.ROOT,
                "%7d %7d %5d |%6.0f %6.0f %6.0f %6.0f %6.0f %7.0f |%6.0f %4.0f %7.0f |%8.0f | %5.0f %5.0f | %7s %4.1f %6.0f%n",
                played.agents(),
                played.leaders(),
                slots,
                milliseconds(played, SlotStage.WORLD),
                milliseconds(played, SlotStage.PRICES),
                milliseconds(played, SlotStage.DECISIONS),
                milliseconds(played, SlotStage.TIER_2),
                milliseconds(played, SlotStage.BOOKS),
                milliseconds(played, SlotStage.MEASURES),
                1e3 * played.seconds(0.5),
                1e3 * played.seconds(NINETY_NINE),
                1e3 * played.seconds(1),
                agents / played.seconds(0.5),
                played.liveBytesEarly() / agents,
                played.liveBytes() / agents,
                eps(played.mean(Metric.EPS_PRICES)),
                played.mean(Metric.ROUNDS),
                played.mean(Metric.LOTS));
    }

    /** Formats the mean of eps over certified slots; returns a dash if no slot was certified. */
    private static String eps(double mean) {
        return Double.isNaN(mean) ? "-" : String.format(Locale.ROOT, "%.1e", mean);
    }

    private static double milliseconds(ScalingResult played, SlotStage part) {
        return 1e3 * played.seconds(part, 0.5);
    }

    private static void exponent(PrintWriter out, List<ScalingResult> fitted) {
        ConfidenceInterval power = ScalingFit.power(
                fitted.stream().mapToDouble(ScalingResult::agents).toArray(),
                fitted.stream().mapToDouble(played -> played.seconds(0.5)).toArray());
        out.printf(
                Locale.ROOT,
                "Time grows with agents to the power %.2f [%.2f, %.2f] (95 %% interval), from %,d agents on.%n",
                power.mean(),
                power.low(),
                power.high(),
                fitted.getFirst().agents());
    }
}
