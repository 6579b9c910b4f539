package skybourse.venue.event;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import skybourse.tier1.game.MixedPrices;

/**
 * The prices of a round. Facts: they are not found again when a market is read back.
 *
 * @param round number of the round
 * @param prices in the order of the round's leaders, money per bit; infinite for a leader that stays closed
 * @param how how the prices came about
 * @param epsilon an upper bound, at these prices, on the relative gain of any buyer and of any leader that does not post its price
 * @param isCertified whether {@code epsilon} is within the tolerance of the scenario
 * @param postedGain the largest relative gain that a leader could make by another price than the one it posts; 0 where none posts
 * @param mix the mixed strategies that the prices were drawn from; empty where nothing was drawn
 */
public record Solved(
        long round,
        List<Double> prices,
        How how,
        double epsilon,
        boolean isCertified,
        double postedGain,
        Optional<Mix> mix) {

    /** How prices came about. */
    public enum How {
        /** The solver found them for this round. */
        SOLVED,
        /** They are the last certified prices, certified again on the tasks of this round. */
        REUSED
    }

    /**
     * Mixed strategies of the leaders and their certificate.
     *
     * @param epsilon an upper bound on the relative gain that anybody could expect by deviating from the mix
     * @param isCertified whether that is within the tolerance of the scenario
     * @param prices what each leader draws its price from
     */
    public record Mix(double epsilon, boolean isCertified, SortedMap<String, List<MixedPrices.Point>> prices) {

        /** Returns the price that each leader draws most often, by leader. */
        public SortedMap<String, Double> likeliest() {
            SortedMap<String, Double> likeliest = new TreeMap<>();
            prices.forEach((leader, points) -> likeliest.put(leader, new MixedPrices.Mix(points).likeliest()));
            return likeliest;
        }
    }

    public Solved {
        prices = List.copyOf(prices);
    }

    /** Returns the bound that decides about a sale: that of the mix where prices were drawn, else that of the prices. */
    public double soldEpsilon() {
        return mix.map(Mix::epsilon).orElse(epsilon);
    }

    /** Returns whether the certificate that decides about a sale holds at the tolerance of the scenario. */
    public boolean hasProof() {
        return mix.map(Mix::isCertified).orElse(isCertified);
    }
}
