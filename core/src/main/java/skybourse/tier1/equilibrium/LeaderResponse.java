package skybourse.tier1.equilibrium;

import skybourse.tier1.game.PricingGame;

/**
 * How a leader chooses its price while the others' stay. A leader that earns nothing at any price quotes the lowest price
 * from break-even on at which nobody buys from it, or closes where even its cap sells at a loss.
 */
public interface LeaderResponse {

    /**
     * Chooses a price.
     *
     * @param game the market
     * @param prices {@code double[leaders]}, money per bit; the leader's own is where it stands now
     * @param leader whose price is chosen
     * @return the price and what it earns
     */
    Choice choose(PricingGame game, double[] prices, int leader);

    /**
     * A price chosen.
     *
     * @param price money per bit, in {@code [0, cap]}, or {@link PricingGame#CLOSED}
     * @param profit what the leader earns at {@code price}, money
     * @param presentProfit what it earned where it stood, money
     */
    record Choice(double price, double profit, double presentProfit) {

        /** Returns what the move earns relative to the profit, or to {@code moneyScale} where that is larger. */
        public double relativeGain(double moneyScale) {
            return Math.max(0, profit - presentProfit) / Math.max(moneyScale, Math.abs(profit));
        }
    }
}
