package skybourse.round.market;

import skybourse.base.agent.Rules;

/** Start of the sellers' clock of tier 2. */
public enum SellersStart {

    /**
     * Half of the expected price of a lot in the rules: known before any order, so that no report affects it. A higher start can exceed the asks of
     * truthful sellers, which then stop at the same announcement; a lower one costs announcements. Needs {@code expectedResalePrice}. Ours.
     */
    PUBLISHED {
        @Override
        double money(Rules rules, double lowestCost) {
            return SHARE * rules.expectedResalePrice().orElseThrow() * rules.lotWork();
        }
    },

    /** Cost of a lot of the cheapest aerial agent that takes part, without its markup: the paper's. It depends on that agent's declaration. */
    LOWEST_COST {
        @Override
        double money(Rules rules, double lowestCost) {
            return lowestCost;
        }
    };

    private static final double SHARE = 0.5;

    /** Returns {@link #PUBLISHED} if the rules have an expected resale price, else {@link #LOWEST_COST}. */
    public static SellersStart of(Rules rules) {
        return rules.expectedResalePrice().isPresent() ? PUBLISHED : LOWEST_COST;
    }

    /**
     * Returns the price of a lot at the start, in money.
     *
     * @param rules the round's
     * @param lowestCost what a first lot costs the cheapest aerial agent that takes part, without its markup
     */
    abstract double money(Rules rules, double lowestCost);
}
