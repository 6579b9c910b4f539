package skybourse.tier1.equilibrium;

import java.util.List;
import java.util.random.RandomGenerator;
import skybourse.tier1.certificate.EquilibriumCertificate;
import skybourse.tier1.game.MixedPrices;

/** Result of a solve. It always contains prices and their certificate, even if the tolerance is not met. Immutable. */
public sealed interface SolveResult {

    /** Returns the mixed strategies of all leaders. They have a single price each, except in {@link CertifiedMixed}. */
    MixedPrices mix();

    /**
     * Returns the prices, {@code double[leaders]}, money per bit, as a new array. For a leader that randomizes, this is its most
     * probable price.
     */
    default double[] prices() {
        return mix().likeliest();
    }

    /**
     * Returns the prices of one round, {@code double[leaders]}, money per bit, as a new array. Prices of leaders that randomize are
     * sampled.
     */
    default double[] sample(RandomGenerator random) {
        return prices();
    }

    /** Returns the certificate of {@link #mix()}. */
    EquilibriumCertificate certificate();

    /** Returns the number of iterations and repairs of the solve. */
    SolveStatistics effort();

    /**
     * Iteration and repair counts of a solve.
     *
     * @param iterations rounds of best responses or Newton steps over all runs; the search for mixed-strategy prices is not
     *     counted
     * @param firstIterations iterations of the runs before the first repair
     * @param firstEnding end of the last run before the first repair
     * @param repairs number of repairs: runs from prices improved by the certificate, or from new start prices
     */
    record SolveStatistics(int iterations, int firstIterations, SolverRun.Ending firstEnding, int repairs) {}

    /** Fixed prices are certified at the requested tolerance. */
    record Certified(MixedPrices mix, EquilibriumCertificate certificate, SolveStatistics effort)
            implements SolveResult {}

    /**
     * Mixed-strategy prices are certified at the requested tolerance. The solve ended without certified fixed prices.
     *
     * @param mix the mixed strategies
     */
    record CertifiedMixed(MixedPrices mix, EquilibriumCertificate certificate, SolveStatistics effort)
            implements SolveResult {
        @Override
        public double[] sample(RandomGenerator random) {
            return mix.drawn(random);
        }
    }

    /**
     * The tolerance is not met: prices converged, repairs ran out, or the solve was stopped. The prices have the smallest {@code
     * eps} seen.
     */
    record SmallestEpsilon(MixedPrices mix, EquilibriumCertificate certificate, SolveStatistics effort)
            implements SolveResult {}

    /**
     * The tolerance is not met, and best responses cycle. The prices have the smallest {@code eps} seen.
     *
     * @param cycle price vectors of one turn, in order
     */
    record Cycle(MixedPrices mix, EquilibriumCertificate certificate, SolveStatistics effort, List<MixedPrices> cycle)
            implements SolveResult {
        public Cycle {
            cycle = List.copyOf(cycle);
        }
    }

    /** The tolerance is not met. The run that led to the prices of smallest {@code eps} was ended by a limit of steps or rounds. */
    record StepLimit(MixedPrices mix, EquilibriumCertificate certificate, SolveStatistics effort)
            implements SolveResult {}

    /** The certificate holds, and no follower buys at these prices. */
    record NobodyTrades(MixedPrices mix, EquilibriumCertificate certificate, SolveStatistics effort)
            implements SolveResult {}
}
