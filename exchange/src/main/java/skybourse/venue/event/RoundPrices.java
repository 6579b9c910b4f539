package skybourse.venue.event;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import skybourse.tier1.game.MixedPrices;

/**
 * Prices of a round. They are recorded facts. A replay of the journal does not solve them again.
 *
 * @param round number of the round
 * @param prices {@code prices[s]} of leader s of the round, money per bit; infinite for a closed leader
 * @param how origin of the prices
 * @param epsilon an upper bound on the relative gain from deviating at these prices, for every buyer and for every leader that does not post its
 *     price
 * @param isCertified whether {@code epsilon} is within the tolerance of the scenario
 * @param postedGain an upper bound on the relative gain of every posting leader from changing its price; 0 if no leader posts a price
 * @param mix the mixed strategies from which the prices were sampled; empty for pure prices
 */
public record RoundPrices(
        long round,
        List<Double> prices,
        PriceOrigin how,
        double epsilon,
        boolean isCertified,
        double postedGain,
        Optional<Mix> mix) {

    /** Origin of prices. */
    public enum PriceOrigin {
        /** Solved for this round. */
        SOLVED,
        /** The last certified prices, which were certified again for the tasks of this round. */
        REUSED
    }

    /**
     * Mixed strategies of the leaders and their certificate.
     *
     * @param epsilon an upper bound on the expected relative gain of every agent from deviating from the mix
     * @param isCertified whether that is within the tolerance of the scenario
     * @param prices distribution of each leader's price, by leader id
     */
    public record Mix(double epsilon, boolean isCertified, SortedMap<String, List<MixedPrices.Point>> prices) {

        /** Returns the most likely price of each leader, by leader id, money per bit. */
        public SortedMap<String, Double> likeliest() {
            SortedMap<String, Double> likeliest = new TreeMap<>();
            prices.forEach((leader, points) -> likeliest.put(leader, new MixedPrices.Mix(points).likeliest()));
            return likeliest;
        }
    }

    public RoundPrices {
        prices = List.copyOf(prices);
    }

    /** Returns the bound that decides whether the round can be sold. It is the bound of the mix if prices were sampled, otherwise the bound of the prices. */
    public double soldEpsilon() {
        return mix.map(Mix::epsilon).orElse(epsilon);
    }

    /** Returns whether the certificate of {@link #soldEpsilon} holds at the tolerance of the scenario. */
    public boolean hasProof() {
        return mix.map(Mix::isCertified).orElse(isCertified);
    }
}
