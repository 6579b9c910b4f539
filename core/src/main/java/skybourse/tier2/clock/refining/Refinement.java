package skybourse.tier2.clock.refining;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.LongPredicate;
import skybourse.tier2.auction.Side;

/**
 * What the answers so far leave open in a refining auction: public, and all that a {@link Questioner} sees. Never a limit.
 *
 * <p>With {@code D(p)} buyers and {@code S(p)} sellers who accept price p, the surplus {@code h(2p) = S(p) - D(p)} and {@code h(2p+1)
 * = S(p) - D(p+1)} never falls in its index. The first index with a surplus above 0 is the <em>crossing</em>; its price {@code
 * floor(index / 2)} is everyone's. Bounds on D and S make bounds on the surplus, and these the <em>bracket</em> of indices that the
 * crossing may still have. Mutable by the auction alone, for one thread.
 */
public final class Refinement {

    private final long buyersStartTicks;
    private final long sellersStartTicks;
    private final AnsweredStops buyers;
    private final AnsweredStops sellers;
    private long low;
    private long high;
    private int announcements;

    /** Nothing is asked yet. */
    Refinement(long buyersStartTicks, long sellersStartTicks, int buyers, int sellers) {
        this.buyersStartTicks = buyersStartTicks;
        this.sellersStartTicks = sellersStartTicks;
        this.buyers = new AnsweredStops(Side.BUYERS, buyers, buyersStartTicks, sellersStartTicks);
        this.sellers = new AnsweredStops(Side.SELLERS, sellers, buyersStartTicks, sellersStartTicks);
        low = 2 * sellersStartTicks;
        high = 2 * buyersStartTicks + 2;
        narrow();
    }

    private Refinement(Refinement other) {
        buyersStartTicks = other.buyersStartTicks;
        sellersStartTicks = other.sellersStartTicks;
        buyers = other.buyers.copy();
        sellers = other.sellers.copy();
        low = other.low;
        high = other.high;
        announcements = other.announcements;
    }

    /** Returns an independent copy. */
    Refinement copy() {
        return new Refinement(this);
    }

    /** Returns the stops next to one that a side has answered. */
    long[] neighbours(Side side, long stopTicks) {
        return of(side).neighbours(stopTicks);
    }

    /** Returns all that what may still be asked and answered hangs on; for start clocks less than 2^15 from zero. */
    String future() {
        StringBuilder text = new StringBuilder(24);
        text.append((char) low).append((char) high);
        buyers.write(text, price(low), Math.ceilDiv(high, 2));
        sellers.write(text, Math.ceilDiv(low, 2) - 1, price(high));
        return text.toString();
    }

    /** Notes how many of a side accept a stop. */
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

    /** Returns the first index of the bracket that a condition holds from; the last one where it never holds. */
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
                ? most(Side.SELLERS, price) - least(Side.BUYERS, demanded)
                : least(Side.SELLERS, price) - most(Side.BUYERS, demanded);
    }

    private AnsweredStops of(Side side) {
        return side == Side.BUYERS ? buyers : sellers;
    }

    /** Returns the price of an index. */
    public static long price(long index) {
        return Math.floorDiv(index, 2);
    }

    /** Returns where a side's clock may start: nobody's limit counts for more. */
    public long startTicks(Side side) {
        return side == Side.BUYERS ? buyersStartTicks : sellersStartTicks;
    }

    /** Returns the first index that the crossing may have. */
    public long lowIndex() {
        return low;
    }

    /** Returns the last index that the crossing may have. */
    public long highIndex() {
        return high;
    }

    /** Returns how many stops were announced. */
    public int announcements() {
        return announcements;
    }

    /** Returns how many of a side are known to accept a price. */
    public int least(Side side, long priceTicks) {
        return of(side).least(priceTicks);
    }

    /** Returns how many of a side may accept a price. */
    public int most(Side side, long priceTicks) {
        return of(side).most(priceTicks);
    }

    /** Returns how many of a side a price would be announced to: those who may accept it and may not. */
    public int told(Side side, long priceTicks) {
        return most(side, priceTicks) - least(side, priceTicks);
    }

    /** Returns how many of a side are expected to accept a price, limits taken for uniform where they may be. */
    public double expected(Side side, long priceTicks) {
        return of(side).expected(priceTicks);
    }

    /** Returns the lowest price that can matter to a side. */
    public long lowTicks(Side side) {
        return side == Side.BUYERS ? Math.ceilDiv(low, 2) : price(low);
    }

    /** Returns the highest price that can matter to a side. */
    public long highTicks(Side side) {
        return side == Side.BUYERS ? Math.ceilDiv(high, 2) : price(high);
    }

    /** Tells whether a price may be announced to a side: somebody can answer either way, and the answer can matter. */
    public boolean isLegal(Side side, long priceTicks) {
        return told(side, priceTicks) > 0 && matters(side, priceTicks);
    }

    private boolean matters(Side side, long price) {
        if (low == high) {
            return matters(low, side, price);
        }
        long first = side == Side.BUYERS ? 2 * price - 1 : 2 * price;
        return first + 1 >= low && first < high; // the surplus of the last index is known to be above 0
    }

    /** Tells whether a price decides who trades at the crossing; where the places are full, nobody at the price itself does. */
    private boolean matters(long crossing, Side side, long price) {
        long clearing = price(crossing);
        if (crossing == 2 * clearing) {
            return side == Side.BUYERS
                    ? price == clearing
                    : price == clearing - 1
                            || (price == clearing && least(side, clearing - 1) < most(Side.BUYERS, clearing));
        }
        return side == Side.SELLERS
                ? price == clearing
                : price == clearing + 1
                        || (price == clearing && least(side, clearing + 1) < most(Side.SELLERS, clearing) - 1);
    }

    /** Returns the legal sides of a question, in its order. */
    List<Side> legalSides(Question question) {
        return question.sides().stream()
                .filter(side -> isLegal(side, question.stopTicks()))
                .toList();
    }

    /** Returns the question to both sides, as far as it is legal, at the price nearest to one given, the lower of two first. */
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

    /** Tells whether nothing that matters is open: the answers say who trades, or that nobody does. */
    public boolean hasEnded() {
        return !aTradeIsPossible() || (low == high && !isOpenAtTheCrossing());
    }

    private boolean isOpenAtTheCrossing() {
        return Arrays.stream(Side.values())
                .anyMatch(side ->
                        isLegal(side, price(low) - 1) || isLegal(side, price(low)) || isLegal(side, price(low) + 1));
    }

    /** At 2p a buyer and two sellers are needed, at 2p + 1 two of each. */
    private boolean aTradeIsPossible() {
        long cheapest = sellers.hardestTicks(2);
        long even = Math.max(cheapest, Math.ceilDiv(low, 2));
        long odd = Math.max(cheapest, price(low));
        return even <= Math.min(buyers.hardestTicks(1), price(high))
                || odd <= Math.min(buyers.hardestTicks(2), price(high - 1));
    }

    /** Returns the crossing once the auction has ended with a trade. */
    Optional<Long> crossing() {
        return hasEnded() && aTradeIsPossible() ? Optional.of(low) : Optional.empty();
    }
}
