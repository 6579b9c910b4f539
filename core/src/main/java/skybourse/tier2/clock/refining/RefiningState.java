package skybourse.tier2.clock.refining;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.LongPredicate;
import skybourse.tier2.auction.Side;

/**
 * Public state of a refining auction: bounds on demand and supply that follow from the responses so far. It is all that a {@link
 * Questioner} observes, and contains no limit price.
 *
 * <p>Let {@code D(p)} buyers and {@code S(p)} sellers accept price p. The surplus {@code h(2p) = S(p) - D(p)},
 * {@code h(2p+1) = S(p) - D(p+1)} does not decrease if its index rises. The first index with a surplus above 0 is the <em>crossing</em>;
 * {@code floor(index / 2)} is the price of all trades. Bounds on D and S give bounds on the surplus. The indices that the crossing may have
 * within these bounds are the <em>bracket</em>. Only the auction changes the state. Not thread-safe.
 */
public final class RefiningState {

    private final long buyersStartTicks;
    private final long sellersStartTicks;
    private final AcceptanceCounts buyers;
    private final AcceptanceCounts sellers;
    private long low;
    private long high;
    private int announcements;

    /** Creates the state before the first question. */
    RefiningState(long buyersStartTicks, long sellersStartTicks, int buyers, int sellers) {
        this.buyersStartTicks = buyersStartTicks;
        this.sellersStartTicks = sellersStartTicks;
        this.buyers = new AcceptanceCounts(Side.BUYERS, buyers, buyersStartTicks, sellersStartTicks);
        this.sellers = new AcceptanceCounts(Side.SELLERS, sellers, buyersStartTicks, sellersStartTicks);
        low = 2 * sellersStartTicks;
        high = 2 * buyersStartTicks + 2;
        narrow();
    }

    private RefiningState(RefiningState other) {
        buyersStartTicks = other.buyersStartTicks;
        sellersStartTicks = other.sellersStartTicks;
        buyers = other.buyers.copy();
        sellers = other.sellers.copy();
        low = other.low;
        high = other.high;
        announcements = other.announcements;
    }

    /** Returns an independent copy. */
    RefiningState copy() {
        return new RefiningState(this);
    }

    /** Returns the two answered stops of a side that bound a stop, see {@link AcceptanceCounts#neighbours}. */
    long[] neighbours(Side side, long stopTicks) {
        return of(side).neighbours(stopTicks);
    }

    /**
     * Returns a key of this state. States with equal keys have the same possible continuations. The start clocks must be in [0, 2^15).
     */
    String stateKey() {
        StringBuilder text = new StringBuilder(24);
        text.append((char) low).append((char) high);
        buyers.write(text, price(low), Math.ceilDiv(high, 2));
        sellers.write(text, Math.ceilDiv(low, 2) - 1, price(high));
        return text.toString();
    }

    /** Records the number of a side's traders that accept a stop. */
    void answer(Side side, long stopTicks, int accepting) {
        of(side).answer(stopTicks, accepting);
        announcements++;
        narrow();
    }

    private void narrow() {
        low = first(index -> surplus(index, true) > 0);
        high = first(index -> surplus(index, false) > 0);
        assert low <= high : "the crossing lies in the bracket";
    }

    /** Returns the first index of the bracket at which a monotone condition holds; the last index if it never holds. */
    private long first(LongPredicate holds) {
        long from = low;
        long to = high;
        while (from < to) {
            long middle = Math.floorDiv(from + to, 2);
            if (holds.test(middle)) {
                to = middle;
            } else {
                from = middle + 1;
            }
        }
        return from;
    }

    private long surplus(long index, boolean most) {
        long price = price(index);
        long demanded = index == 2 * price ? price : price + 1;
        return most
                ? mostAccepting(Side.SELLERS, price) - leastAccepting(Side.BUYERS, demanded)
                : leastAccepting(Side.SELLERS, price) - mostAccepting(Side.BUYERS, demanded);
    }

    private AcceptanceCounts of(Side side) {
        return side == Side.BUYERS ? buyers : sellers;
    }

    /** Returns the price of an index. */
    public static long price(long index) {
        return Math.floorDiv(index, 2);
    }

    /** Returns the start of a side's clock, to which its limit prices are clamped. */
    public long startTicks(Side side) {
        return side == Side.BUYERS ? buyersStartTicks : sellersStartTicks;
    }

    /** Returns the smallest index that the crossing may have. */
    public long lowIndex() {
        return low;
    }

    /** Returns the largest index that the crossing may have. */
    public long highIndex() {
        return high;
    }

    /** Returns the number of announcements. A question to both sides counts as two. */
    public int announcements() {
        return announcements;
    }

    /** Returns the number of a side's traders known to accept a price. */
    public int leastAccepting(Side side, long priceTicks) {
        return of(side).leastAccepting(priceTicks);
    }

    /** Returns the largest number of a side's traders that may accept a price. */
    public int mostAccepting(Side side, long priceTicks) {
        return of(side).mostAccepting(priceTicks);
    }

    /** Returns the number of a side's traders whose response to a price is open. Only these receive the announcement. */
    public int recipients(Side side, long priceTicks) {
        return mostAccepting(side, priceTicks) - leastAccepting(side, priceTicks);
    }

    /** Returns the expected number of a side's traders that accept a price, if limit prices are uniform in their bins. */
    public double expected(Side side, long priceTicks) {
        return of(side).expected(priceTicks);
    }

    /** Returns the price at which the surplus of the bracket's lowest index counts a side's traders. */
    public long lowTicks(Side side) {
        return side == Side.BUYERS ? Math.ceilDiv(low, 2) : price(low);
    }

    /** Returns the price at which the surplus of the bracket's highest index counts a side's traders. */
    public long highTicks(Side side) {
        return side == Side.BUYERS ? Math.ceilDiv(high, 2) : price(high);
    }

    /** Returns whether a price may be announced to a side. At least one response must be open, and the responses must be able to change the outcome. */
    public boolean isLegal(Side side, long priceTicks) {
        return recipients(side, priceTicks) > 0 && matters(side, priceTicks);
    }

    private boolean matters(Side side, long price) {
        if (low == high) {
            return matters(low, side, price);
        }
        long first = side == Side.BUYERS ? 2 * price - 1 : 2 * price;
        // The surplus at the highest index is already known to be above 0, so responses about it change nothing.
        return first + 1 >= low && first < high;
    }

    /** Returns whether the responses to a price determine the trades at a known crossing. */
    private boolean matters(long crossing, Side side, long price) {
        long clearing = price(crossing);
        if (crossing == 2 * clearing) {
            return side == Side.BUYERS
                    ? price == clearing
                    : price == clearing - 1
                            || (price == clearing
                                    && leastAccepting(side, clearing - 1) < mostAccepting(Side.BUYERS, clearing));
        }
        return side == Side.SELLERS
                ? price == clearing
                : price == clearing + 1
                        || (price == clearing
                                && leastAccepting(side, clearing + 1) < mostAccepting(Side.SELLERS, clearing) - 1);
    }

    /** Returns the sides for which a question is legal, in the question's order. */
    List<Side> legalSides(Question question) {
        return question.sides().stream()
                .filter(side -> isLegal(side, question.stopTicks()))
                .toList();
    }

    /**
     * Returns the question at the nearest price that is legal for a side. Of two equally near prices it takes the lower one. It asks each
     * side for which the price is legal.
     *
     * @param priceTicks a price in the bracket; the auction must not have ended
     */
    public Question nearest(long priceTicks) {
        for (long away = 0; ; away++) {
            for (long price : new long[] {priceTicks - away, priceTicks + away}) {
                List<Side> sides = legalSides(Question.both(price));
                if (!sides.isEmpty()) {
                    return new Question(sides, price);
                }
            }
            assert away <= high - low + 2 : "an auction that has not ended has a legal question";
        }
    }

    /** Returns whether the auction has ended: the responses determine the trades, or that there is no trade. */
    public boolean hasEnded() {
        return !aTradeIsPossible() || (low == high && !isOpenAtTheCrossing());
    }

    private boolean isOpenAtTheCrossing() {
        return Arrays.stream(Side.values())
                .anyMatch(side ->
                        isLegal(side, price(low) - 1) || isLegal(side, price(low)) || isLegal(side, price(low) + 1));
    }

    /** Returns whether a trade is possible. An even crossing needs one buyer and two sellers, an odd one needs two of each. */
    private boolean aTradeIsPossible() {
        long cheapest = sellers.hardestTicks(2);
        long even = Math.max(cheapest, Math.ceilDiv(low, 2));
        long odd = Math.max(cheapest, price(low));
        return even <= Math.min(buyers.hardestTicks(1), price(high))
                || odd <= Math.min(buyers.hardestTicks(2), price(high - 1));
    }

    /** Returns the index of the crossing if the auction has ended and a trade is possible. */
    Optional<Long> crossing() {
        return hasEnded() && aTradeIsPossible() ? Optional.of(low) : Optional.empty();
    }
}
