package skybourse.tier2.clock.fast;

import skybourse.tier2.auction.Effort;
import skybourse.tier2.auction.Side;
import skybourse.tier2.clock.Clearing;
import skybourse.tier2.clock.DoubleDutch;
import skybourse.tier2.clock.FixedStep;
import skybourse.tier2.clock.Queues;
import skybourse.tier2.clock.TurnFacts;
import skybourse.tier2.clock.Turns;

/**
 * The Double Dutch Auction with a fixed step and one lot a trader on plain arrays: the same prices, traders and messages as
 * {@link DoubleDutch}, in time linear in traders and stops, without sorting. Mutable scratch, for one thread.
 *
 * <p>Traders are known by their index; ties go by keys given, equal keys by index.
 */
public final class ClearingKernel implements Queues {

    /** The most stops; beyond that sorting is faster. */
    public static final int MAX_STOPS = 1 << 22;

    private final DoubleDutch rule;
    private final long gapTicks;
    private final StopHistogram buyers;
    private final StopHistogram sellers;
    private int announcements;
    private long messages;

    /**
     * Prepares for many markets of one rule.
     *
     * @param rule with a {@link FixedStep} and start clocks that are not crossed
     */
    public ClearingKernel(DoubleDutch rule) {
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
        buyers = new StopHistogram(true, rule.buyersStartTicks(), fixed.ticks(), gapTicks);
        sellers = new StopHistogram(false, rule.sellersStartTicks(), fixed.ticks(), gapTicks);
    }

    /**
     * What a market comes to.
     *
     * @param trades how many pairs trade
     * @param buyerPriceHalfTicks what each buyer pays; 0 without trades
     * @param sellerPriceHalfTicks what each seller gets; 0 without trades
     * @param effort announcements and messages
     */
    public record Result(int trades, long buyerPriceHalfTicks, long sellerPriceHalfTicks, Effort effort) {}

    /**
     * The keys that decide ties, lowest first.
     *
     * @param buyers long[buyers]
     * @param sellers long[sellers]
     * @param sellersDraw long[sellers], who is left out by the strongly balanced reduction
     */
    public record TieKeys(long[] buyers, long[] sellers, long[] sellersDraw) {}

    /**
     * Finds price and quantity.
     *
     * @param bidTicks long[buyers]
     * @param askTicks long[sellers]
     */
    public Result clear(long[] bidTicks, long[] askTicks) {
        buyers.fill(bidTicks);
        sellers.fill(askTicks);
        Effort effort = play();
        Clearing.Price price = rule.clearing().price(this);
        return new Result(price.kept(), price.buyersHalfTicks(), price.sellersHalfTicks(), effort);
    }

    /**
     * Finds price, quantity and who trades.
     *
     * @param bidTicks long[buyers]
     * @param askTicks long[sellers]
     * @param keys decide ties
     * @param buyersTrade boolean[buyers], filled with who buys
     * @param sellersTrade boolean[sellers], filled with who sells
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

    private Effort play() {
        announcements = 0;
        messages = 0;
        Turns turns = rule.turns();
        long gap = gap();
        int people = people();
        Turns.Next next = turns.next(people | TurnFacts.clocks(gap) | TurnFacts.START);
        while (next != Turns.Next.END) {
            int last;
            // two branches, so that the processor need not wait for the table to see who moves
            if (next == Turns.Next.BUYERS) {
                int silent = TurnFacts.last(Side.BUYERS, false);
                last = move(buyers, gap, turns.next(people | silent) == next)
                        ? silent | TurnFacts.LAST_ACCEPTED
                        : silent;
            } else {
                int silent = TurnFacts.last(Side.SELLERS, false);
                last = move(sellers, gap, turns.next(people | silent) == next)
                        ? silent | TurnFacts.LAST_ACCEPTED
                        : silent;
            }
            gap = gap();
            people = people();
            next = turns.next(people | TurnFacts.clocks(gap) | last);
        }
        return new Effort(announcements, messages);
    }

    private int people() {
        return TurnFacts.waiting(buyers.waiting(), sellers.waiting())
                | TurnFacts.queues(buyers.queued(), sellers.queued())
                | TurnFacts.heard(buyers.announced(), sellers.announced());
    }

    /** Announces a side, perhaps again and again until somebody accepts; tells whether anybody does. */
    private boolean move(StopHistogram mover, long gap, boolean mayPass) {
        int waiting = mover.waiting();
        int accepted = mover.announce(gap, mayPass);
        announcements += mover.announcedNow();
        messages += (long) mover.announcedNow() * waiting + accepted;
        return accepted > 0;
    }

    private long gap() {
        return gapTicks - buyers.distanceTicks() - sellers.distanceTicks();
    }

    private StopHistogram side(Side side) {
        return side == Side.BUYERS ? buyers : sellers;
    }

    /** Returns the length of a queue of the market cleared last. */
    @Override
    public int length(Side side) {
        return side(side).queued();
    }

    /** Returns a stop of the market cleared last. */
    @Override
    public long stopTicks(Side side, int entry) {
        return side(side).stopTicks(entry);
    }
}
