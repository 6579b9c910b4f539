package skybourse.tier1.game;

/**
 * Where the links of one agent stand in the link arrays of its {@link PricingGame}, in the order in which they were added.
 *
 * @param first entry of the first link
 * @param count how many links there are
 */
public record LinkEntries(int first, int count) {

    /**
     * Returns the entry of a link.
     *
     * @param link from 0 on, below {@code count}
     */
    public int at(int link) {
        assert link >= 0 && link < count : link;
        return first + link * PricingGame.LANES;
    }
}
