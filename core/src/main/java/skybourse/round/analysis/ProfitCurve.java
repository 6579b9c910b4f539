package skybourse.round.analysis;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import skybourse.tier1.game.Allocation;
import skybourse.tier1.game.ExactFollowerResponse;
import skybourse.tier1.game.LinkIndices;
import skybourse.tier1.game.PricingGame;
import skybourse.tier1.game.PricingGameBuilder;

/**
 * Decision profit of one leader as a function of its price, with all other prices fixed. It is used for figures, and proves nothing about prices
 * between its points.
 *
 * @param leader index of the leader
 * @param prices {@code double[points]}, ascending, money/bit
 * @param profits {@code double[points]}, decision profit, with the overload price; money
 */
public record ProfitCurve(int leader, double[] prices, double[] profits) {

    /** Highest price of the curve, as a multiple of the price from which on the leader sells nothing. */
    private static final double MARGIN = 1.05;

    public ProfitCurve {
        prices = prices.clone();
        profits = profits.clone();
    }

    @Override
    public double[] prices() {
        return prices.clone();
    }

    @Override
    public double[] profits() {
        return profits.clone();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ProfitCurve curve
                && leader == curve.leader
                && Arrays.equals(prices, curve.prices)
                && Arrays.equals(profits, curve.profits);
    }

    @Override
    public int hashCode() {
        return 31 * leader + Arrays.hashCode(profits);
    }

    /**
     * Computes a leader's profit for prices from 0 to {@link #highestPrice}.
     *
     * @param game the pricing game
     * @param prices {@code double[leaders]}, money/bit; the leader's own price is ignored
     * @param leader index of the leader
     * @param points number of evenly spaced prices, at least 2
     */
    public static ProfitCurve of(PricingGame game, double[] prices, int leader, int points) {
        double end = highestPrice(game, leader);
        double[] at = IntStream.range(0, points)
                .mapToDouble(i -> end * i / (points - 1))
                .toArray();
        if (game.columnStart(leader) == game.columnStart(leader + 1)) {
            return new ProfitCurve(leader, at, new double[points]);
        }
        PricingGame customers = customers(game, leader);
        double[] profits = Arrays.stream(at)
                .map(price -> {
                    double[] tried = prices.clone();
                    tried[leader] = price;
                    return Allocation.at(customers, tried, new ExactFollowerResponse())
                            .profits()[leader];
                })
                .toArray();
        return new ProfitCurve(leader, at, profits);
    }

    /**
     * Returns the highest price of the curve, money/bit. It is 5 % above a price at which the leader sells nothing, or the price cap if that is
     * lower.
     */
    static double highestPrice(PricingGame game, int leader) {
        return Math.min(game.leaderTable().priceCap(leader), MARGIN * priceWithoutSales(game, leader));
    }

    /**
     * Returns a price at or above which no follower gains by sending anything to the leader. This holds for all prices of other leaders. If this price is
     * 0, returns the price cap.
     */
    private static double priceWithoutSales(PricingGame game, int leader) {
        double highest = 0;
        for (int c = game.columnStart(leader); c < game.columnStart(leader + 1); c++) {
            int n = game.columnAgent()[c];
            int entry = game.columnEntry()[c];
            double firstGain = game.weight()[n] / game.linkInverseQuality()[entry] - game.linkCharge()[entry];
            highest = Math.max(highest, firstGain / game.taskBits()[n]);
        }
        return highest > 0 ? highest : game.leaderTable().priceCap(leader);
    }

    /** Returns the game of the followers that reach the leader. The choices of all other followers do not depend on its price. */
    private static PricingGame customers(PricingGame game, int leader) {
        var builder = new PricingGameBuilder(game.leaderTable());
        for (int c = game.columnStart(leader); c < game.columnStart(leader + 1); c++) {
            int n = game.columnAgent()[c];
            builder.agent(game.taskBits()[n], game.taskWork()[n], game.weight()[n]);
            LinkIndices entries = game.entriesOf(n);
            for (int l = 0; l < entries.count(); l++) {
                int entry = entries.at(l);
                double quality = Math.min(1, 1 / game.linkInverseQuality()[entry]);
                builder.link(game.linkLeader()[entry], game.linkCharge()[entry], quality, game.linkCap()[entry]);
            }
        }
        return builder.build();
    }
}
