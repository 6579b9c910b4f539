package skybourse.tier1.equilibrium;

import java.util.List;
import java.util.random.RandomGenerator;
import skybourse.tier1.certificate.EquilibriumCertificate;
import skybourse.tier1.game.MixedPrices;

/** How a solve ended. Each ending is ordinary and keeps its prices and their certificate. Results are values. */
public sealed interface SolveResult {

    /** Returns the price of each leader, or its mixed strategy in {@link CertifiedMixed}. */
    MixedPrices mix();

    /** Returns the prices, {@code double[leaders]}, money per bit; of a leader that randomizes, its most probable price. A new array. */
    default double[] prices() {
        return mix().likeliest();
    }

    /** Returns the prices of one round, {@code double[leaders]}, sampled for leaders that randomize. A new array. */
    default double[] drawn(RandomGenerator random) {
        return prices();
    }

    /** Returns what the certificate says about {@link #mix()}. */
    EquilibriumCertificate certificate();

    /** Returns how many iterations of the solver and repairs by the certificate led here. */
    Effort effort();

    /**
     * What a solve took.
     *
     * @param iterations rounds of best responses or Newton steps, all attempts together
     * @param firstIterations iterations of the first attempt, before any repair
     * @param firstEnding how the first attempt ended: at rest, in a cycle or at the step limit
     * @param repairs how often the certificate found a better price and leaders were moved there
     */
    record Effort(int iterations, int firstIterations, PriceWalk.Ending firstEnding, int repairs) {}

    /** The certificate holds at the tolerance asked. */
    record Certified(MixedPrices mix, EquilibriumCertificate certificate, Effort effort) implements SolveResult {}

    /**
     * No fixed prices certify at the tolerance asked, but mixed strategies do.
     *
     * @param mix the mixed strategies
     */
    record CertifiedMixed(MixedPrices mix, EquilibriumCertificate certificate, Effort effort) implements SolveResult {
        @Override
        public double[] drawn(RandomGenerator random) {
            return mix.drawn(random);
        }
    }

    /** Prices rest or repairs ran out above the tolerance: the smallest {@code eps} that was seen. */
    record SmallestEpsilon(MixedPrices mix, EquilibriumCertificate certificate, Effort effort) implements SolveResult {}

    /**
     * Best responses visit the same prices again and again; the prices are those of smallest {@code eps} seen.
     *
     * @param cycle the price vectors of one turn, in order
     */
    record Cycle(MixedPrices mix, EquilibriumCertificate certificate, Effort effort, List<MixedPrices> cycle)
            implements SolveResult {
        public Cycle {
            cycle = List.copyOf(cycle);
        }
    }

    /** The step limit ended the solve before prices came to rest. */
    record StepLimit(MixedPrices mix, EquilibriumCertificate certificate, Effort effort) implements SolveResult {}

    /** At these prices no follower buys from anyone; an ordinary market outcome, certified like any other. */
    record NobodyTrades(MixedPrices mix, EquilibriumCertificate certificate, Effort effort) implements SolveResult {}
}
