package skybourse.venue.event;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import skybourse.tier1.game.MixedPrices;

/**
 * Prices of a round. They are recorded facts: they are not solved again when a journal is replayed.
 *
 * @param round number of the round
 * @param prices {@code prices[s]} of leader s of the round, money per bit; infinite for a closed leader
 * @param how origin of the prices
 * @param epsilon an upper bound, at these prices, on the relative gain of any buyer and of any leader that does not post its price
 * @param isCertified whether {@code epsilon} is within the tolerance of the scenario
 * @param postedGain the largest relative gain of a leader from another price than the one it posts; 0 if none posts
 * @param mix the mixed strategies from which the prices were sampled; empty for pure prices
 */
public record RoundSolution(
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
        /** The last certified prices, certified again on the tasks of this round. */
        REUSED
    }

    /**
     * Mixed strategies of the leaders and their certificate.
     *
     * @param epsilon an upper bound on the expected relative gain of any agent from deviating from the mix
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

    public RoundSolution {
        prices = List.copyOf(prices);
    }

    /** Returns the bound that decides about a sale: that of the mix if prices were sampled, else that of the prices. */
    public double soldEpsilon() {
        return mix.map(Mix::epsilon).orElse(epsilon);
    }

    /** Returns whether the certificate that decides about a sale holds at the tolerance of the scenario. */
    public boolean hasProof() {
        return mix.map(Mix::isCertified).orElse(isCertified);
    }
}
