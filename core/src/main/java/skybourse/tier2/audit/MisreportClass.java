package skybourse.tier2.audit;

/**
 * Class of misreports that a search tries, besides staying away. Limit prices range from the lowest to the highest report of the search.
 * Offers of more lots than a trader has are never tried.
 */
public enum MisreportClass {
    /** None: the market is too large. */
    NONE("not searched"),
    /** One price for all lots offered, from one lot to all. */
    ONE_PRICE("one price for all lots"),
    /** One price per lot offered, from one lot to all: all possible reports. */
    PRICE_PER_LOT("exhaustive");

    private final String search;

    MisreportClass(String search) {
        this.search = search;
    }

    /** Returns a description of the search. */
    public String search() {
        return search;
    }
}
