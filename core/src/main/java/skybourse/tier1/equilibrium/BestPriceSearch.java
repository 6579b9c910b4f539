package skybourse.tier1.equilibrium;

import skybourse.tier1.game.PricingGame;

/**
 * Best-response search: chooses one leader's price with the other prices fixed. A leader that cannot earn a profit quotes the
 * lowest price, at or above break-even, at which nobody buys. It closes if no such price is within its cap.
 */
public interface BestPriceSearch {

    /**
     * Chooses a price.
     *
     * @param game the market
     * @param prices {@code double[leaders]}, money per bit, including the leader's present price; not changed
     * @param leader index of the leader
     * @return the price chosen and its profit
     */
    Choice choose(PricingGame game, double[] prices, int leader);

    /**
     * Price chosen by a leader.
     *
     * @param price money per bit, in {@code [0, cap]}, or {@link PricingGame#CLOSED}
     * @param profit profit at {@code price}, money
     * @param presentProfit profit at the leader's present price, money; a search may give 0 if no price covers the leader's cost
     */
    record Choice(double price, double profit, double presentProfit) {

        /**
         * Returns the gain from the present price to the chosen one, not below 0. It is relative to {@code |profit|} or {@code moneyScale},
         * whichever is larger.
         */
        public double relativeGain(double moneyScale) {
            return Math.max(0, profit - presentProfit) / Math.max(moneyScale, Math.abs(profit));
        }
    }
}
