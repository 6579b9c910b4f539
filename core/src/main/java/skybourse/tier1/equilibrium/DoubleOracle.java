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
import skybourse.tier1.game.PricingGame;
import skybourse.tier1.mixed.DrawnRest;
import skybourse.tier1.mixed.RestrictedGame;
import skybourse.tier1.mixed.StrategySet;

/**
 * Double oracle (McMahan, Gordon and Blum, 2003): solves the game in which each leader has a few prices, certifies the mix in the game of
 * all prices, gives each leader that gains its best response as one more price, and repeats.
 *
 * <p>Right where several leaders randomize at once and their prices lie far apart. Wrong for many leaders: each combination of prices is
 * evaluated. Prices without weight are dropped after a few rounds.
 */
final class DoubleOracle {

    /** Combinations of prices of a restricted game, at most; fewer in markets of many links. */
    private static final long MOST_PROFILES = 20_000;

    private final PricingGame game;
    private final double leastGain;
    private final long mostProfiles;
    private final Function<MixedPrices, Mixing.Found> certified;
    private final BooleanSupplier stop;
    private final RestrictedGame restricted;

    /**
     * Prepares a search.
     *
     * @param leastGain the relative gain from which on a best response is a new price
     * @param passes over the links for one restricted game, at most
     * @param certified certifies a mix
     * @param stop ends the search without a mix
     */
    DoubleOracle(
            PricingGame game,
            double leastGain,
            long passes,
            Function<MixedPrices, Mixing.Found> certified,
            BooleanSupplier stop) {
        this.game = game;
        this.mostProfiles = Math.min(MOST_PROFILES, passes);
        this.leastGain = leastGain;
        this.certified = certified;
        this.stop = stop;
        var pass = new SystemPass(game, 1);
        this.restricted = new RestrictedGame(prices -> profits(pass, prices), stop);
    }

    private static double[] profits(SystemPass pass, double[] prices) {
        pass.evaluate(prices);
        double[] earned = new double[prices.length];
        Arrays.setAll(earned, pass::profit);
        return earned;
    }

    /** Searches for a certified mix from the prices of another mix, in a limited number of rounds; empty if none was found. */
    Optional<Mixing.Found> from(MixedPrices start, int rounds) {
        List<StrategySet> sets = start.mixes().stream().map(StrategySet::of).toList();
        for (int round = 0; round < rounds && !stop.getAsBoolean(); round++) {
            Mixing.Found found = certified.apply(round == 0 ? start : mix(sets));
            if (found.certificate().holds()) {
                return Optional.of(found);
            }
            List<StrategySet> more = with(sets, responses(game, found, leastGain));
            boolean isNew = profiles(more, StrategySet::size) > profiles(sets, StrategySet::size);
            sets = more.stream().map(StrategySet::withoutIdle).toList();
            if (!isNew || profiles(sets, StrategySet::size) > mostProfiles) {
                return Optional.empty();
            }
            sets = restricted.weighed(sets);
            if (profiles(sets, set -> set.support().size()) > MixedPrices.MOST_PROFILES) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    /**
     * Returns best responses by leader: the maximum next to the certificate's best price, or {@link PricingGame#CLOSED} for a leader
     * that is closed or gains too little.
     */
    static double[] responses(PricingGame game, Mixing.Found found, double leastGain) {
        DrawnRest at = DrawnRest.of(game, found.mix(), new DrawnRest.Rounds(0, () -> false));
        double[] responses = new double[game.leaders()];
        for (int s = 0; s < responses.length; s++) {
            LeaderGap gap = found.certificate().leaders().get(s);
            boolean isOpen = gap.bestPrice() != PricingGame.CLOSED && at.prices[s][0] != PricingGame.CLOSED;
            responses[s] = isOpen && RepairLoop.gain(game, gap) > leastGain
                    ? at.climbed(s, gap.bestPrice())
                    : PricingGame.CLOSED;
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
