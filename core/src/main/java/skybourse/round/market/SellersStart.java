package skybourse.round.market;

import skybourse.base.agent.Rules;

/** Where the sellers' clock of tier 2 starts. */
public enum SellersStart {

    /**
     * At half of what the rules say a lot is expected to be paid: known before any order, so that no report moves it. A dearer half would
     * start beyond what honest sellers ask, which is legal, but takes their stops apart no more; a cheaper one costs announcements. Ours.
     */
    PUBLISHED {
        @Override
        double money(Rules rules, double lowestCost) {
            return SHARE * rules.expectedResalePrice().orElseThrow() * rules.lotWork();
        }
    },

    /** At what a lot costs the cheapest aerial agent that takes part, without its markup: the paper's, and moved by what that agent says. */
    LOWEST_COST {
        @Override
        double money(Rules rules, double lowestCost) {
            return lowestCost;
        }
    };

    private static final double SHARE = 0.5;

    /** Returns the start that the rules allow to be published, else the paper's. */
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
