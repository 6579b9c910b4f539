package skybourse.tier2.audit;

/** Which lies of a trader a search has tried, beside staying away; more lots than a trader has are in none. */
public enum Lies {
    /** None at all: the market is too large. */
    NONE,
    /** One price for all the lots offered, from one lot to all. */
    ONE_PRICE,
    /** A price for each lot offered, from one lot to all: every report there is. */
    PRICE_PER_LOT
}
