package skybourse.round.market;

import skybourse.base.agent.Rules;

/** Start of the sellers' clock of tier 2. */
public enum SellersClockStart {

    /**
     * Half of the expected price of a lot, according to the rules. It is known before any order, so that no report affects it. A higher start can
     * exceed the asks of truthful sellers, all of which then accept at the same announcement. A lower start needs more announcements. Requires
     * {@code expectedResalePrice}. Ours.
     */
    PUBLISHED {
        @Override
        double money(Rules rules, double lowestCost) {
            return SHARE * rules.expectedResalePrice().orElseThrow() * rules.lotWork();
        }
    },

    /**
     * Cost of a first lot of the cheapest aerial agent that takes part, without its markup, as in the paper. It depends on the declaration of that
     * agent.
     */
    LOWEST_COST {
        @Override
        double money(Rules rules, double lowestCost) {
            return lowestCost;
        }
    };

    private static final double SHARE = 0.5;

    /** Returns {@link #PUBLISHED} if the rules have an expected resale price, else {@link #LOWEST_COST}. */
    public static SellersClockStart of(Rules rules) {
        return rules.expectedResalePrice().isPresent() ? PUBLISHED : LOWEST_COST;
    }

    /**
     * Returns the price of a lot at the start, in money.
     *
     * @param rules rules of the round
     * @param lowestCost cost of a first lot of the cheapest aerial agent that takes part, without its markup, money
     */
    abstract double money(Rules rules, double lowestCost);
}
