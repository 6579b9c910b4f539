package skybourse.tier2.clock.fast;

import skybourse.tier2.auction.Communication;
import skybourse.tier2.auction.Side;
import skybourse.tier2.clock.AcceptedLotQueues;
import skybourse.tier2.clock.ClearingRule;
import skybourse.tier2.clock.DoubleDutch;
import skybourse.tier2.clock.FixedStep;
import skybourse.tier2.clock.TurnOrder;
import skybourse.tier2.clock.TurnOrderFlags;

/**
 * Double Dutch Auction with a fixed step and one lot per trader, on plain arrays. Its prices, trades and messages equal those of {@link
 * DoubleDutch}. Time is linear in traders and stops, without sorting. Reusable; not thread-safe.
 *
 * <p>Traders are identified by index. Ties are ordered by given keys, equal keys by index.
 */
public final class FixedStepKernel implements AcceptedLotQueues {

    /** Number of whole steps between the start clocks from which on a kernel is refused, because sorting is faster. */
    public static final int MAX_STOPS = 1 << 22;

    private final DoubleDutch rule;
    private final long gapTicks;
    private final ClockStopHistogram buyers;
    private final ClockStopHistogram sellers;
    private int announcements;
    private long messages;

    /**
     * Creates a kernel for any number of markets.
     *
     * @param rule rule with a {@link FixedStep} policy
     * @throws IllegalArgumentException if the policy is not a {@link FixedStep}, the start clocks are crossed, or {@link #MAX_STOPS} or
     *     more whole steps fit between them
     */
    public FixedStepKernel(DoubleDutch rule) {
        if (!(rule.policy() instanceof FixedStep fixed)) {
            throw new IllegalArgumentException(
                    "policy must be a fixed step: " + rule.policy().name());
        }
        gapTicks = rule.buyersStartTicks() - rule.sellersStartTicks();
        if (gapTicks < 0 || gapTicks / fixed.ticks() >= MAX_STOPS) {
            throw new IllegalArgumentException(
                    "stops must be in [0, " + MAX_STOPS + "]: " + gapTicks + " ticks in steps of " + fixed.ticks());
        }
        this.rule = rule;
        buyers = new ClockStopHistogram(true, rule.buyersStartTicks(), fixed.ticks(), gapTicks);
        sellers = new ClockStopHistogram(false, rule.sellersStartTicks(), fixed.ticks(), gapTicks);
    }

    /**
     * Result of a market.
     *
     * @param trades number of pairs that trade
     * @param buyerPriceHalfTicks price that each buyer pays; 0 without trades
     * @param sellerPriceHalfTicks price that each seller receives; 0 without trades
     * @param effort announcements and messages
     */
    public record Result(int trades, long buyerPriceHalfTicks, long sellerPriceHalfTicks, Communication effort) {}

    /**
     * Tie keys by trader; lower keys come first.
     *
     * @param buyers {@code long[buyers]}, order of buyers at the same stop
     * @param sellers {@code long[sellers]}, order of sellers at the same stop
     * @param sellersDraw {@code long[sellers]}; if the strongly balanced reduction omits a seller, it is the matched one with the lowest
     *     key
     */
    public record TieKeys(long[] buyers, long[] sellers, long[] sellersDraw) {}

    /**
     * Returns price and number of trades.
     *
     * @param bidTicks {@code long[buyers]}, limit prices
     * @param askTicks {@code long[sellers]}, limit prices
     */
    public Result clear(long[] bidTicks, long[] askTicks) {
        buyers.fill(bidTicks);
        sellers.fill(askTicks);
        Communication communication = play();
        ClearingRule.Price price = rule.clearing().price(this);
        return new Result(price.kept(), price.buyersHalfTicks(), price.sellersHalfTicks(), communication);
    }

    /**
     * Returns price and number of trades, and marks the traders that trade.
     *
     * @param bidTicks {@code long[buyers]}, limit prices
     * @param askTicks {@code long[sellers]}, limit prices
     * @param keys tie keys
     * @param buyersTrade {@code boolean[buyers]}, written: whether a buyer trades
     * @param sellersTrade {@code boolean[sellers]}, written: whether a seller trades
     */
    public Result clear(long[] bidTicks, long[] askTicks, TieKeys keys, boolean[] buyersTrade, boolean[] sellersTrade) {
        Result result = clear(bidTicks, askTicks);
        boolean drawn = rule.clearing().sellerIsDrawn(this);
        buyers.mark(result.trades(), keys.buyers(), buyersTrade);
        sellers.mark(result.trades() + (drawn ? 1 : 0), keys.sellers(), sellersTrade);
        if (drawn) {
            leaveOneOut(keys.sellersDraw(), sellersTrade);
        }
        return result;
    }

    private static void leaveOneOut(long[] drawKeys, boolean[] trades) {
        int lowest = -1;
        for (int i = 0; i < trades.length; i++) {
            if (trades[i] && (lowest < 0 || drawKeys[i] < drawKeys[lowest])) {
                lowest = i;
            }
        }
        trades[lowest] = false;
    }

    private Communication play() {
        announcements = 0;
        messages = 0;
        TurnOrder turns = rule.turns();
        long gap = gap();
        int people = people();
        TurnOrder.Next next = turns.next(people | TurnOrderFlags.clocks(gap) | TurnOrderFlags.START);
        while (next != TurnOrder.Next.END) {
            int last;
            // With two branches, the processor can predict which side moves before the table lookup is complete.
            if (next == TurnOrder.Next.BUYERS) {
                int silent = TurnOrderFlags.last(Side.BUYERS, false);
                last = move(buyers, gap, turns.next(people | silent) == next)
                        ? silent | TurnOrderFlags.LAST_ACCEPTED
                        : silent;
            } else {
                int silent = TurnOrderFlags.last(Side.SELLERS, false);
                last = move(sellers, gap, turns.next(people | silent) == next)
                        ? silent | TurnOrderFlags.LAST_ACCEPTED
                        : silent;
            }
            gap = gap();
            people = people();
            next = turns.next(people | TurnOrderFlags.clocks(gap) | last);
        }
        return new Communication(announcements, messages);
    }

    private int people() {
        return TurnOrderFlags.waiting(buyers.waiting(), sellers.waiting())
                | TurnOrderFlags.queues(buyers.queued(), sellers.queued())
                | TurnOrderFlags.announcedSides(buyers.announced(), sellers.announced());
    }

    /**
     * Makes the next announcement to a side. If {@code mayPass} is true, repeats it until a trader accepts or the clocks meet. Returns
     * whether a trader accepts.
     */
    private boolean move(ClockStopHistogram mover, long gap, boolean mayPass) {
        int waiting = mover.waiting();
        int accepted = mover.announce(gap, mayPass);
        announcements += mover.announcedNow();
        messages += (long) mover.announcedNow() * waiting + accepted;
        return accepted > 0;
    }

    private long gap() {
        return gapTicks - buyers.distanceTicks() - sellers.distanceTicks();
    }

    private ClockStopHistogram side(Side side) {
        return side == Side.BUYERS ? buyers : sellers;
    }

    /** Returns the length of a side's queue in the market that was cleared last. */
    @Override
    public int length(Side side) {
        return side(side).queued();
    }

    /** Returns the clock price at which an entry joined its queue in the market that was cleared last. */
    @Override
    public long stopTicks(Side side, int entry) {
        return side(side).stopTicks(entry);
    }
}
