package skybourse.tier1.equilibrium;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import skybourse.tier1.certificate.Certifier;
import skybourse.tier1.certificate.EquilibriumCertificate;
import skybourse.tier1.game.MixedPrices;
import skybourse.tier1.game.PricingGame;
import skybourse.tier1.mixed.LocallyOptimalMixedPrices;
import skybourse.tier1.mixed.PriceWeightBracket;
import skybourse.tier1.mixed.PriceWeightSearch;

/**
 * Search for mixed prices of one or a few leaders if best responses cycle. Each step computes best responses over all agents, so that it
 * does not scale to large games.
 *
 * <p>Starting from converged prices, the leader with the largest gain gets the certificate's best price as a further price. The weight of
 * that price is increased from 0. After each increase, all prices move to their maxima again, and weights are adjusted until the older
 * prices of each leader earn the same. Once the new price earns no more than the others, the weight at which it earns the same is
 * bracketed. The certificate then shows which leader gains next. If this fails, because several leaders randomize at once, a
 * {@link DoubleOracle} is used (ours).
 */
final class MixedEquilibriumSearch {

    /** A mix with its certificate, which need not hold. */
    record CertifiedMix(MixedPrices mix, EquilibriumCertificate certificate) {
        /**
         * Returns the solve's result if the certificate holds: a {@link SolveResult.Certified} if no leader randomizes, otherwise a {@link
         * SolveResult.CertifiedMixed}.
         */
        SolveResult result(SolveResult.SolveStatistics statistics) {
            return mix.randomizingLeaders() > 0
                    ? new SolveResult.CertifiedMixed(mix, certificate, statistics)
                    : new SolveResult.Certified(mix, certificate, statistics);
        }
    }

    /** Reason why the search for the weight of a new price ended. */
    enum Ending {
        LEVEL,
        JUMP,
        PRICES_MERGE,
        NO_REST,
        WEIGHT_IS_ONE,
        CANNOT_MIX,
        ROUNDS
    }

    /** Attempt to add a price of a leader, with the reason why it ended. */
    record Step(int leader, Ending ending) {}

    private static final int MOST_ADDED = 6;
    private static final int ORACLE_ROUNDS = 40;

    /**
     * Rounds of a double oracle that starts from the mix of a similar game. The number is small, because more rounds help little if this
     * mix is not near a solution.
     */
    private static final int FEW_ROUNDS = 12;

    /** Largest relative difference at which profits of two prices count as equal, as a share of the tolerance. */
    private static final double EVEN = 0.02;

    private static final double FIRST_STEP = 0.1;
    private static final double LEAST_STEP = 1e-4;

    private final PricingGame game;
    private final Certifier certifier;
    private final double tolerance;
    private final long rounds;
    private final BooleanSupplier stop;

    /** All attempts to add a price, in order, from all starts. */
    final List<Step> way = new ArrayList<>();

    /** Smallest {@code eps} of the examined mixes in which a leader randomizes; infinite if there was none. */
    double smallest = Double.POSITIVE_INFINITY;

    /**
     * Creates a search.
     *
     * @param game the pricing game
     * @param certifier certifies mixes
     * @param tolerance requested {@code eps}
     * @param rounds largest number of rounds of best responses from one start
     * @param stop returns true to end the search
     */
    MixedEquilibriumSearch(PricingGame game, Certifier certifier, double tolerance, long rounds, BooleanSupplier stop) {
        this.game = game;
        this.certifier = certifier;
        this.tolerance = tolerance;
        this.rounds = rounds;
        this.stop = stop;
    }

    /** Returns a mix whose certificate holds, or empty. Tries each start with one leader at a time, then each start with the double oracle. */
    Optional<CertifiedMix> search(List<double[]> starts) {
        return first(starts, this::oneByOne)
                .or(() -> first(starts, start -> byOracle(MixedPrices.pure(start), ORACLE_ROUNDS)));
    }

    private static Optional<CertifiedMix> first(List<double[]> starts, Function<double[], Optional<CertifiedMix>> way) {
        return starts.stream().map(way).flatMap(Optional::stream).findFirst();
    }

    /**
     * Returns a mix whose certificate holds, from the mix of a similar game: that mix itself, the mix after its prices and weights are adjusted, or a
     * mix that the double oracle finds. Empty if there is none.
     */
    Optional<CertifiedMix> searchNear(MixedPrices last) {
        CertifiedMix found = found(last);
        if (!found.certificate().holds()) {
            LocallyOptimalMixedPrices stationary =
                    LocallyOptimalMixedPrices.of(game, last, new LocallyOptimalMixedPrices.ClimbBudget(rounds, stop));
            if (!stationary.moveToMaxima() || !level(stationary)) {
                return byOracle(last, FEW_ROUNDS);
            }
            found = found(stationary.mix());
        }
        return found.certificate().holds() ? Optional.of(found) : byOracle(found.mix(), FEW_ROUNDS);
    }

    private Optional<CertifiedMix> byOracle(MixedPrices start, int most) {
        return new DoubleOracle(game, EVEN * tolerance, rounds, this::found, stop).search(start, most);
    }

    private Optional<CertifiedMix> oneByOne(double[] start) {
        LocallyOptimalMixedPrices stationary = LocallyOptimalMixedPrices.of(
                game, MixedPrices.pure(start), new LocallyOptimalMixedPrices.ClimbBudget(rounds, stop));
        stationary.moveToMaxima();
        for (int added = 0; stationary != null && added <= MOST_ADDED; added++) {
            CertifiedMix found = found(stationary.mix());
            if (found.certificate().holds()) {
                return Optional.of(found);
            }
            int most = most(found.certificate());
            double price = found.certificate().leaders().get(most).bestPrice();
            boolean canMix = price != PricingGame.CLOSED
                    && stationary.prices[most][0] != PricingGame.CLOSED
                    && stationary.prices[most].length < MixedPrices.MOST_PRICES;
            stationary = canMix ? followed(most, stationary.with(most, price)) : ended(most, Ending.CANNOT_MIX);
        }
        return Optional.empty();
    }

    private CertifiedMix found(MixedPrices mix) {
        EquilibriumCertificate certificate = certifier.certify(game, mix, tolerance);
        smallest = mix.randomizingLeaders() > 0 ? Math.min(smallest, certificate.epsilon()) : smallest;
        return new CertifiedMix(mix, certificate);
    }

    private int most(EquilibriumCertificate certificate) {
        int most = 0;
        for (int s = 1; s < game.leaders(); s++) {
            most = gain(certificate, s) > gain(certificate, most) ? s : most;
        }
        return most;
    }

    private double gain(EquilibriumCertificate certificate, int leader) {
        return RepairLoop.gain(game, certificate.leaders().get(leader));
    }

    /** Returns the state after the weight of the new price is increased until that price earns no more than the others; null if that fails. */
    private @Nullable LocallyOptimalMixedPrices followed(int leader, LocallyOptimalMixedPrices fresh) {
        LocallyOptimalMixedPrices low = fresh;
        double step = FIRST_STEP;
        if (!low.moveToMaxima() || low.profitLead() <= 0) {
            return ended(leader, Ending.PRICES_MERGE);
        }
        while (step >= LEAST_STEP && low.hasRounds()) {
            LocallyOptimalMixedPrices next = weighed(low, Math.min(1, low.weight() + step));
            if (next == null) {
                step /= 2;
            } else if (next.profitLead() <= 0) {
                return between(leader, low, next);
            } else if (next.weight() >= 1) {
                return ended(leader, Ending.WEIGHT_IS_ONE);
            } else {
                low = next;
            }
        }
        return ended(leader, low.hasRounds() ? Ending.NO_REST : Ending.ROUNDS);
    }

    private @Nullable LocallyOptimalMixedPrices ended(int leader, Ending ending) {
        way.add(new Step(leader, ending));
        return null;
    }

    /**
     * Returns prices that have converged for a given weight of the new price, and at which the older prices of each leader earn the same;
     * null if there are none nearby.
     */
    private @Nullable LocallyOptimalMixedPrices weighed(LocallyOptimalMixedPrices from, double weight) {
        LocallyOptimalMixedPrices next = from.copy();
        next.setWeight(weight);
        return next.moveToMaxima() && level(next) ? next : null;
    }

    /**
     * Searches by bracketing for the weight at which the new price earns as much as the others, and returns the prices at that weight. If
     * there is no such weight, because the profit jumps, returns the prices at the end of the bracket with the smaller profit difference.
     */
    private LocallyOptimalMixedPrices between(
            int leader, LocallyOptimalMixedPrices less, LocallyOptimalMixedPrices more) {
        LocallyOptimalMixedPrices low = less;
        LocallyOptimalMixedPrices high = more;
        var bracket = new PriceWeightBracket(low.weight(), low.profitLead(), high.weight(), high.profitLead());
        while (bracket.isOpen()) {
            double weight = bracket.next();
            LocallyOptimalMixedPrices next = weighed(bracket.isNearLow(weight) ? low : high, weight);
            if (next == null) {
                break;
            }
            if (Math.abs(next.profitLead()) <= EVEN * tolerance) {
                way.add(new Step(leader, Ending.LEVEL));
                return next;
            }
            boolean isLow = bracket.narrow(next.weight(), next.profitLead());
            low = isLow ? next : low;
            high = isLow ? high : next;
        }
        way.add(new Step(leader, Ending.JUMP));
        return low.profitLead() < -high.profitLead() ? low : high;
    }

    private boolean level(LocallyOptimalMixedPrices stationary) {
        return PriceWeightSearch.equalize(stationary, EVEN * tolerance);
    }
}
