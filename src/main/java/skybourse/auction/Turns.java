package skybourse.auction;

/** Who moves next in a Double Dutch auction. */
public enum Turns {
    /** After an acceptance the other side, else the same; a side with nobody waiting is passed over. */
    ALTERNATE,
    /** Both sides once where they start, then the side with the shorter queue, the sellers when equal. */
    SHORTER
}
