package skybourse.tier2.auction;

/**
 * What one participant says about one lot; a participant with several lots gives one order for each.
 *
 * <p>Prices are whole ticks in {@code [-MAX_TICKS, MAX_TICKS]}, so that no sum over a million orders overflows.
 */
public sealed interface Order permits Bid, Ask {

    /** The largest limit, about 1.1e12 ticks. */
    long MAX_TICKS = 1L << 40;

    /** Returns the id of the participant, unique in the market. */
    String participant();

    /** Returns which of the participant's lots this is, from 1. */
    int lot();

    /** Returns the last price that the participant accepts for this lot. */
    long limitTicks();

    /** Returns the side that the order stands on. */
    Side side();

    /** Returns the same order with another limit. */
    Order withLimit(long limitTicks);

    /** Tells whether the order accepts a price. */
    default boolean accepts(long priceTicks) {
        return side() == Side.BUYERS ? limitTicks() >= priceTicks : limitTicks() <= priceTicks;
    }

    /** Returns the participant's id, with the lot's number behind a {@code #} from the second lot on. */
    default String label() {
        return lot() == 1 ? participant() : participant() + "#" + lot();
    }

    /** Accepts whole ticks that no sum overflows with; {@code name} is the argument's name. */
    static void checkTicks(long ticks, String name) {
        if (ticks < -MAX_TICKS || ticks > MAX_TICKS) {
            throw new IllegalArgumentException(name + " must be in [" + -MAX_TICKS + ", " + MAX_TICKS + "]: " + ticks);
        }
    }
}
