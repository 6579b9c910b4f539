package skybourse.benchmarks;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import skybourse.base.numeric.EnumNames;
import skybourse.base.agent.Rules.OverloadPricing;
import skybourse.tier1.game.GameSampler;

/**
 * Measures solving and certifying of random markets of increasing size, on one thread and, if allowed, on two.
 *
 * @param largest largest number of followers
 * @param seed seed of the markets
 * @param seconds time for which each measurement is repeated, s; the shortest time is reported
 * @param threads largest number of threads of a row; at most 2 are used
 */
public record Tier1Bench(int largest, long seed, double seconds, int threads) {

    private static final List<int[]> SIZES = List.of(
            new int[] {20, 5, 5},
            new int[] {200, 10, 10},
            new int[] {1_000, 20, 10},
            new int[] {10_000, 50, 20},
            new int[] {100_000, 100, 20},
            new int[] {1_000_000, 100, 20});

    /** Measures markets with one treatment of overload. Prints each row as soon as its numbers are known. */
    public void print(PrintWriter out, OverloadPricing kind) {
        out.printf(Locale.ROOT, "overload: %s, seed %d%n", EnumNames.name(kind), seed);
        out.println(Tier1Measurement.HEADER);
        // The first measurement warms up the JVM. Its rows are not printed.
        measured(SIZES.getFirst(), kind, new NaiveSolverTimer());
        var naive = new NaiveSolverTimer();
        for (int[] size : SIZES) {
            if (size[0] <= largest) {
                for (Tier1Measurement row : measured(size, kind, naive)) {
                    out.println(row.line());
                }
                out.flush();
            }
        }
        out.println();
    }

    private List<Tier1Measurement> measured(int[] size, OverloadPricing kind, NaiveSolverTimer naive) {
        var market = new GameSampler(size[0], size[1], size[2], kind == OverloadPricing.EXPECTED_COST);
        return Tier1Measurement.of(market, seed, naive, seconds, Math.min(2, threads));
    }
}
