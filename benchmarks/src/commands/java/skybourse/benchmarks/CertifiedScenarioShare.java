package skybourse.benchmarks;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ForkJoinPool;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import skybourse.base.numeric.EnumNames;
import skybourse.evidence.sweep.ScenarioSource;
import skybourse.base.agent.Rules;
import skybourse.base.scenario.ScenarioSampler;
import skybourse.tier1.certificate.Certifier;
import skybourse.tier1.certificate.EquilibriumCertificate;
import skybourse.tier1.equilibrium.CertifiedSolver;
import skybourse.tier1.equilibrium.EquilibriumSolver;
import skybourse.tier1.equilibrium.PriceNewton;
import skybourse.tier1.equilibrium.SolverRun;
import skybourse.tier1.equilibrium.SolveResult;
import skybourse.tier1.game.PricingGame;
import skybourse.tier1.game.ScenarioGameFactory;

/**
 * Measures the share of random scenarios, sampled as by {@code generate}, for which the solver finds prices that are certified to 1e-6. These are
 * pure prices, or mixed prices if no pure prices are certified. Also reports the number of leaders that randomize, the time of markets without
 * certified pure prices, the share of solves in which best responses replaced Newton's method, and the distribution of {@code eps} over the markets
 * without a certificate.
 *
 * @param kind treatment of overload
 * @param count largest seed; the seeds are 1 to {@code count}
 * @param threads number of markets that are solved in parallel; does not change the results
 */
public record CertifiedScenarioShare(Rules.OverloadPricing kind, int count, int threads) {

    private static final double TOLERANCE = 1e-6;
    private static final int EVALUATIONS = 4_000;

    public void print(PrintWriter out) {
        out.printf(Locale.ROOT, "overload: %s; seeds 1 to %d, generate's defaults%n", EnumNames.name(kind), count);
        out.printf(
                Locale.ROOT,
                "%9s %4s | %8s %14s %11s | %8s %8s %11s %16s | eps of the rest: least, median, 90 %%, largest%n",
                "N",
                "S",
                "pure",
                "without repair",
                "handed over",
                "mixed",
                "neither",
                "draw 1 2 3+",
                "ms median 95 %");
        row(out, 20, 40, 2, 3);
        row(out, 1_000, 1_000, 8, 12);
        out.println();
    }

    /**
     * Measures markets of one size and prints their row.
     *
     * @param fewest smallest number of wireless agents
     * @param most largest number of wireless agents
     * @param mobile number of mobile agents
     * @param fixed number of fixed agents
     */
    public void row(PrintWriter out, int fewest, int most, int mobile, int fixed) {
        List<Found> found = found(seed -> found(fewest, most, mobile, fixed, seed));
        List<Double> rest = found.stream()
                .filter(market -> !market.holds())
                .map(Found::epsilon)
                .sorted()
                .toList();
        long unrepaired = found.stream()
                .filter(market -> market.holds() && market.repairs() == 0)
                .count();
        long handedOver = found.stream().filter(Found::handedOver).count();
        String size = fewest == most ? "" + most : fewest + "-" + most;
        List<Found> mixed = found.stream().filter(market -> market.mixers() > 0).toList();
        double[] slow = found.stream()
                .filter(market -> market.mixers() > 0 || !market.holds())
                .mapToDouble(Found::milliseconds)
                .sorted()
                .toArray();
        out.printf(
                Locale.ROOT,
                "%9s %4d | %7.1f%% %13.1f%% %10.1f%% | %7.1f%% %7.1f%% %5d %2d %2d %16s | %s%n",
                size,
                mobile + fixed,
                100.0 * (count - rest.size() - mixed.size()) / count,
                100.0 * unrepaired / count,
                100.0 * handedOver / count,
                100.0 * mixed.size() / count,
                100.0 * rest.size() / count,
                mixed.stream().filter(market -> market.mixers() == 1).count(),
                mixed.stream().filter(market -> market.mixers() == 2).count(),
                mixed.stream().filter(market -> market.mixers() > 2).count(),
                slow.length == 0
                        ? "-"
                        : String.format(
                                Locale.ROOT, "%.0f %.0f", slow[slow.length / 2], slow[(int) (0.95 * slow.length)]),
                rest.isEmpty() ? "-" : quantiles(rest));
        out.flush();
    }

    private List<Found> found(IntFunction<Found> bySeed) {
        try (var pool = new ForkJoinPool(threads)) {
            return pool.submit(() -> IntStream.rangeClosed(1, count)
                            .parallel()
                            .mapToObj(bySeed)
                            .toList())
                    .join();
        }
    }

    /** Numbers from the result of one market. Storing the complete results would keep all markets in memory. */
    private record Found(
            boolean holds, double epsilon, int repairs, boolean handedOver, int mixers, double milliseconds) {}

    private Found found(int fewest, int most, int mobile, int fixed, long seed) {
        PricingGame game = game(ScenarioSource.wireless(seed, fewest, most), mobile, fixed, seed);
        var solver = new Watched(PriceNewton.standard(1));
        var certifier = new Certifier(1, EVALUATIONS);
        long start = System.nanoTime();
        SolveResult result = new CertifiedSolver(solver, certifier, TOLERANCE, CertifiedSolver.STANDARD_REPAIRS)
                .withMixedPrices()
                .solve(game, new double[game.leaders()]);
        double milliseconds = 1e-6 * (System.nanoTime() - start);
        EquilibriumCertificate certificate = result.certificate();
        return new Found(
                certificate.holds(),
                certificate.epsilon(),
                result.effort().repairs(),
                solver.handedOver,
                result instanceof SolveResult.CertifiedMixed mixed ? mixed.mix().randomizingLeaders() : 0,
                milliseconds);
    }

    /** Solver that records whether its method is replaced by another one. Each instance serves a single solve. */
    private static final class Watched implements EquilibriumSolver {

        private final EquilibriumSolver solver;
        private boolean handedOver;

        Watched(EquilibriumSolver solver) {
            this.solver = solver;
        }

        @Override
        public SolverRun start(PricingGame game, double[] start) {
            return solver.start(game, start);
        }

        @Override
        public SolverRun resume(PricingGame game, double[] start) {
            return solver.resume(game, start);
        }

        @Override
        public EquilibriumSolver afterFailures(int failures, int agents) {
            EquilibriumSolver next = solver.afterFailures(failures, agents);
            boolean same = next.equals(solver);
            // The solver passes the maximum after the last repair. That call does not count as a replacement.
            handedOver |= !same && failures < Integer.MAX_VALUE;
            return same ? this : next;
        }
    }

    /** Returns a market as {@code generate} samples it. */
    PricingGame game(int wireless, int mobile, int fixed, long seed) {
        var standard = ScenarioSampler.standard(new ScenarioSampler.Counts(wireless, mobile, fixed, 3));
        return ScenarioGameFactory.of(
                standard.with(standard.rules().withOverloadPricing(kind)).sample("share", seed));
    }

    private static String quantiles(List<Double> sorted) {
        int last = sorted.size() - 1;
        return String.format(
                Locale.ROOT,
                "%.1e %.1e %.1e %.1e",
                sorted.getFirst(),
                sorted.get(last / 2),
                sorted.get((int) Math.ceil(0.9 * last)),
                sorted.getLast());
    }
}
