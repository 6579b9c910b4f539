package skybourse.tier2.auction;

/**
 * Limit order for one lot. A participant with several lots has one order per lot.
 *
 * <p>Prices are whole ticks in {@code [-MAX_TICKS, MAX_TICKS]}, so that no sum over a million orders overflows.
 */
public sealed interface Order permits Bid, Ask {

    /** Largest limit price, about 1.1e12 ticks. */
    long MAX_TICKS = 1L << 40;

    /** Returns the id of the participant, unique in the market. */
    String participant();

    /** Returns the number of the lot among the participant's lots, from 1. */
    int lot();

    /** Returns the limit price: the highest that a buyer accepts, or the lowest that a seller accepts. */
    long limitTicks();

    /** Returns the side of the order. */
    Side side();

    /**
     * Returns the same order with another limit price.
     *
     * @throws IllegalArgumentException if the limit is not in {@code [-MAX_TICKS, MAX_TICKS]}
     */
    Order withLimit(long limitTicks);

    /** Returns whether the order accepts a price. */
    default boolean accepts(long priceTicks) {
        return side() == Side.BUYERS ? limitTicks() >= priceTicks : limitTicks() <= priceTicks;
    }

    /** Returns the participant's id, followed by {@code #} and the number of the lot if this is at least 2. */
    default String label() {
        return lot() == 1 ? participant() : participant() + "#" + lot();
    }

    /**
     * Checks a price.
     *
     * @param name name of the argument, for the message
     * @throws IllegalArgumentException if {@code ticks} is not in {@code [-MAX_TICKS, MAX_TICKS]}
     */
    static void checkTicks(long ticks, String name) {
        if (ticks < -MAX_TICKS || ticks > MAX_TICKS) {
            throw new IllegalArgumentException(name + " must be in [" + -MAX_TICKS + ", " + MAX_TICKS + "]: " + ticks);
        }
    }
}
