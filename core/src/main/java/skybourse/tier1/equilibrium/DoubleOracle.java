package skybourse.tier1.equilibrium;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import skybourse.tier1.certificate.EquilibriumCertificate.LeaderGap;
import skybourse.tier1.game.MixedPrices;
import skybourse.tier1.game.MixedPrices.Mix;
import skybourse.tier1.game.PricingGame;
import skybourse.tier1.mixed.LocallyOptimalMixedPrices;
import skybourse.tier1.mixed.RestrictedGame;
import skybourse.tier1.mixed.StrategySet;

/**
 * Double oracle search for a mixed equilibrium (McMahan, Gordon and Blum, 2003). It solves the game restricted to a few prices per leader,
 * and certifies the mix in the game with all prices. Then it adds, as a further price, the best response of each leader that gains by it,
 * and repeats.
 *
 * <p>Finds mixes in which several leaders randomize between distant prices. Each combination of prices is evaluated. The search therefore
 * does not scale to many leaders. Prices without weight are removed after a few rounds.
 *
 * <p>A leader with a fixed cost may also randomize between open and closed. Its price when it is closed is {@link PricingGame#highestPrice}, at
 * which nobody buys and it does not pay the fixed cost.
 */
final class DoubleOracle {

    /** Largest number of combinations of prices of a restricted game; smaller in games with many links. */
    private static final long MOST_PROFILES = 20_000;

    private final PricingGame game;
    private final double leastGain;
    private final long mostProfiles;
    private final Function<MixedPrices, MixedEquilibriumSearch.CertifiedMix> certified;
    private final BooleanSupplier stop;
    private final RestrictedGame restricted;

    /**
     * Creates a search.
     *
     * @param game the pricing game
     * @param leastGain smallest relative gain at which a best response is added
     * @param passes largest number of passes over the links for one restricted game
     * @param certified certifies a mix
     * @param stop returns true to end the search without a mix
     */
    DoubleOracle(
            PricingGame game,
            double leastGain,
            long passes,
            Function<MixedPrices, MixedEquilibriumSearch.CertifiedMix> certified,
            BooleanSupplier stop) {
        this.game = game;
        this.mostProfiles = Math.min(MOST_PROFILES, passes);
        this.leastGain = leastGain;
        this.certified = certified;
        this.stop = stop;
        var pass = new SalesEvaluation(game, 1);
        this.restricted = new RestrictedGame(prices -> profits(pass, prices), stop);
    }

    private static double[] profits(SalesEvaluation pass, double[] prices) {
        pass.evaluate(prices);
        double[] earned = new double[prices.length];
        Arrays.setAll(earned, pass::profit);
        return earned;
    }

    /**
     * Searches for a certified mix, starting from the prices of a given mix. Returns empty if the search finds none within the given number of
     * rounds, finds no further price, or has too many combinations of prices.
     */
    Optional<MixedEquilibriumSearch.CertifiedMix> search(MixedPrices start, int rounds) {
        MixedPrices first = withoutClosed(start);
        List<StrategySet> sets = first.mixes().stream().map(StrategySet::of).toList();
        for (int round = 0; round < rounds && !stop.getAsBoolean(); round++) {
            MixedEquilibriumSearch.CertifiedMix found = certified.apply(round == 0 ? first : mix(sets));
            if (found.certificate().holds()) {
                return Optional.of(found);
            }
            List<StrategySet> more = with(sets, responses(game, found, leastGain));
            boolean isNew = profiles(more, StrategySet::size) > profiles(sets, StrategySet::size);
            sets = more.stream().map(StrategySet::withoutIdle).toList();
            if (!isNew || profiles(sets, StrategySet::size) > mostProfiles) {
                return Optional.empty();
            }
            sets = restricted.solve(sets);
            if (profiles(sets, set -> set.support().size()) > MixedPrices.MOST_PROFILES) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    /** Returns the mix with {@link PricingGame#highestPrice} as the price of closed leaders that have a fixed cost. */
    private MixedPrices withoutClosed(MixedPrices mix) {
        return new MixedPrices(IntStream.range(0, game.leaders())
                .mapToObj(s -> mix.mixes().get(s).likeliest() == PricingGame.CLOSED && mayClose(game, s)
                        ? Mix.of(game.highestPrice(s))
                        : mix.mixes().get(s))
                .toList());
    }

    private static boolean mayClose(PricingGame game, int leader) {
        return game.leaderTable().fixedCost(leader) > 0;
    }

    /**
     * Returns best responses by leader, money/bit: the local maximum near the certificate's best price, or {@link PricingGame#CLOSED} for a
     * leader that is closed or gains too little. For a leader that gains by closing, {@link PricingGame#highestPrice} if it has a fixed cost.
     */
    static double[] responses(PricingGame game, MixedEquilibriumSearch.CertifiedMix found, double leastGain) {
        LocallyOptimalMixedPrices at = LocallyOptimalMixedPrices.of(
                game, found.mix(), new LocallyOptimalMixedPrices.ClimbBudget(0, () -> false));
        double[] responses = new double[game.leaders()];
        for (int s = 0; s < responses.length; s++) {
            LeaderGap gap = found.certificate().leaders().get(s);
            responses[s] = PricingGame.CLOSED;
            if (at.prices[s][0] != PricingGame.CLOSED && RepairLoop.gain(game, gap) > leastGain) {
                if (gap.bestPrice() != PricingGame.CLOSED) {
                    responses[s] = at.climb(s, gap.bestPrice());
                } else if (mayClose(game, s)) {
                    responses[s] = game.highestPrice(s);
                }
            }
        }
        return responses;
    }

    private static List<StrategySet> with(List<StrategySet> sets, double[] prices) {
        return IntStream.range(0, prices.length)
                .mapToObj(s -> prices[s] == PricingGame.CLOSED
                        ? sets.get(s)
                        : sets.get(s).with(prices[s]))
                .toList();
    }

    private static double profiles(List<StrategySet> sets, ToIntFunction<StrategySet> count) {
        return sets.stream().mapToDouble(count::applyAsInt).reduce(1, (a, b) -> a * b);
    }

    private static MixedPrices mix(List<StrategySet> sets) {
        return new MixedPrices(sets.stream().map(StrategySet::mix).toList());
    }
}
