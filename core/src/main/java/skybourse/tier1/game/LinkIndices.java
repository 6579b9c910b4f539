package skybourse.tier1.game;

/**
 * Positions of one agent's links in the link arrays of its {@link PricingGame}, in the order of their addition.
 *
 * @param first entry of the first link
 * @param count number of links
 */
public record LinkIndices(int first, int count) {

    /**
     * Returns the entry of a link.
     *
     * @param link in {@code [0, count)}
     */
    public int at(int link) {
        assert link >= 0 && link < count : link;
        return first + link * PricingGame.LANES;
    }
}
