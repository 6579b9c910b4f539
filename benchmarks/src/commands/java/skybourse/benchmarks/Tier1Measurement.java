package skybourse.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import skybourse.base.random.RandomStreams;
import skybourse.tier1.certificate.Certifier;
import skybourse.tier1.equilibrium.CertifiedSolver;
import skybourse.tier1.equilibrium.PriceNewton;
import skybourse.tier1.equilibrium.SolverRun;
import skybourse.tier1.equilibrium.SolveResult;
import skybourse.tier1.game.PricingGame;
import skybourse.tier1.game.GameSampler;

/**
 * Measurement of one market with one number of threads. Times are the shortest of several runs, except that of the naive solver.
 *
 * @param game the market
 * @param threads number of threads
 * @param naive time of the naive solver
 * @param solveSeconds time from zero prices to convergence, s
 * @param certifySeconds time of the certificate of the converged prices, s
 * @param allSeconds time of solving, certifying and repairing until the prices are certified or the solver stops, s
 * @param result result of the last run
 * @param bytesPerLink memory of the game per link, bytes; 0 if it is too small to measure
 */
record Tier1Measurement(
        PricingGame game,
        int threads,
        NaiveSolverTimer.Reading naive,
        double solveSeconds,
        double certifySeconds,
        double allSeconds,
        SolveResult result,
        double bytesPerLink) {

    static final String HEADER = String.format(
            Locale.ROOT,
            "%9s %4s %9s %3s | %10s %10s %10s %10s | %9s %7s %9s | %6s %8s",
            "N",
            "S",
            "links",
            "thr",
            "naive",
            "solve",
            "certify",
            "all",
            "naive/all",
            "repairs",
            "eps",
            "B/link",
            "prices");

    private static final double TOLERANCE = 1e-6;
    private static final int EVALUATIONS = 2_000;
    private static final int LARGE = 50_000;
    private static final int MOST_RUNS = 2_000;
    private static final int FEWEST_RUNS = 2;

    /** Samples a market and measures it with each number of threads from 1 to {@code mostThreads}. Each measurement takes about {@code seconds}. */
    static List<Tier1Measurement> of(
            GameSampler market, long seed, NaiveSolverTimer clock, double seconds, int mostThreads) {
        long before = BenchText.liveBytes();
        PricingGame game = market.draw(new RandomStreams(seed).stream("bench-market", market.agents()));
        double bytes = (BenchText.liveBytes() - before) / (double) game.links();
        NaiveSolverTimer.Reading naive = clock.time(game);
        List<Tier1Measurement> rows = new ArrayList<>();
        for (int threads = 1; threads <= mostThreads; threads++) {
            Tier1Measurement row = measure(game, threads, seconds);
            rows.add(row.with(naive, game.links() < LARGE ? 0 : bytes));
        }
        return rows;
    }

    private static Tier1Measurement measure(PricingGame game, int threads, double seconds) {
        var certifier = new Certifier(threads, EVALUATIONS);
        var newton = PriceNewton.standard(threads);
        var solver = new CertifiedSolver(newton, certifier, TOLERANCE, CertifiedSolver.STANDARD_REPAIRS);
        double[] zero = new double[game.leaders()];
        double solve = Double.POSITIVE_INFINITY;
        double certify = Double.POSITIVE_INFINITY;
        double all = Double.POSITIVE_INFINITY;
        // The first solve warms up the JVM. Its time is not measured.
        SolveResult result = solver.solve(game, zero);
        long begin = System.nanoTime();
        for (int run = 0; run < MOST_RUNS && (run < FEWEST_RUNS || BenchText.secondsSince(begin) < seconds); run++) {
            long start = System.nanoTime();
            double[] prices = rest(newton.start(game, zero));
            solve = Math.min(solve, BenchText.secondsSince(start));
            start = System.nanoTime();
            certifier.certify(game, prices, TOLERANCE);
            certify = Math.min(certify, BenchText.secondsSince(start));
            start = System.nanoTime();
            result = solver.solve(game, zero);
            all = Math.min(all, BenchText.secondsSince(start));
        }
        return new Tier1Measurement(game, threads, new NaiveSolverTimer.Reading(0, false), solve, certify, all, result, 0);
    }

    private Tier1Measurement with(NaiveSolverTimer.Reading reading, double bytes) {
        return new Tier1Measurement(game, threads, reading, solveSeconds, certifySeconds, allSeconds, result, bytes);
    }

    private static double[] rest(SolverRun walk) {
        boolean walking = true;
        while (walking) {
            walking = walk.advance();
        }
        return walk.prices();
    }

    /** Returns the row as text. */
    String line() {
        return String.format(
                Locale.ROOT,
                "%9d %4d %9d %3d | %10s %10s %10s %10s | %9.0f %7d %9.2e | %6s %8s",
                game.agents(),
                game.leaders(),
                game.links(),
                threads,
                naive,
                BenchText.seconds(solveSeconds),
                BenchText.seconds(certifySeconds),
                BenchText.seconds(allSeconds),
                naive.seconds() / allSeconds,
                result.effort().repairs(),
                result.certificate().epsilon(),
                bytesPerLink == 0 ? "" : String.format(Locale.ROOT, "%.1f", bytesPerLink),
                BenchText.fingerprint(result.prices()));
    }
}
