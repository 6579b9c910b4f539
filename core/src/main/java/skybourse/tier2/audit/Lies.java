package skybourse.tier2.audit;

/**
 * Which lies of a trader a search has tried, beside staying away: limits from the lowest to the highest report of the search. Offers of more
 * lots than a trader has are in none.
 */
public enum Lies {
    /** None at all: the market is too large. */
    NONE("not searched"),
    /** One price for all the lots offered, from one lot to all. */
    ONE_PRICE("one price for all lots"),
    /** A price for each lot offered, from one lot to all: every report there is. */
    PRICE_PER_LOT("exhaustive");

    private final String search;

    Lies(String search) {
        this.search = search;
    }

    /** Returns what kind of search that is, in words. */
    public String search() {
        return search;
    }
}
