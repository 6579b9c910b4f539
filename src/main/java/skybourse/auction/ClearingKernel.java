package skybourse.auction;

import org.jspecify.annotations.Nullable;

/**
 * The Double Dutch Auction with a fixed step and one lot a trader on plain arrays: the same prices, traders and messages as
 * {@link DoubleDutch}, in time linear in traders and stops, without sorting. Mutable scratch, for one thread.
 *
 * <p>Traders are known by their index; ties go by keys given, equal keys by index.
 */
public final class ClearingKernel {

    /** The most stops; beyond that sorting is faster. */
    public static final int MAX_STOPS = 1 << 22;

    private final DoubleDutch rule;
    private final long gapTicks;
    private final StopHistogram buyers;
    private final StopHistogram sellers;

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
        int pairs = Math.min(buyers.queued(), sellers.queued());
        int kept = keptBuyers(pairs);
        if (kept == 0) {
            return new Result(0, 0, 0, effort);
        }
        long bid = buyers.stopTicks(pairs);
        long ask = sellers.stopTicks(pairs);
        return switch (rule.clearing()) {
            case MIDPOINT -> new Result(kept, bid + ask, bid + ask, effort);
            case TRADE_REDUCTION -> new Result(kept, 2 * bid, 2 * ask, effort);
            case STRONGLY_BALANCED_REDUCTION -> {
                long price = 2 * (kept == pairs ? sellers.stopTicks(pairs + 1) : bid);
                yield new Result(kept, price, price, effort);
            }
        };
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
        int pairs = Math.min(buyers.queued(), sellers.queued());
        boolean drawn = rule.clearing() == Clearing.STRONGLY_BALANCED_REDUCTION && result.trades() < pairs;
        buyers.mark(result.trades(), keys.buyers(), buyersTrade);
        sellers.mark(drawn ? pairs : result.trades(), keys.sellers(), sellersTrade);
        if (drawn) {
            leaveOneOut(keys.sellersDraw(), sellersTrade);
        }
        return result;
    }

    private int keptBuyers(int pairs) {
        boolean allTrade = switch (rule.clearing()) {
            case MIDPOINT -> true;
            case TRADE_REDUCTION -> false;
            case STRONGLY_BALANCED_REDUCTION -> sellers.queued() > pairs;
        };
        return allTrade ? pairs : Math.max(0, pairs - 1);
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
        int announcements = 0;
        long messages = 0;
        StopHistogram mover = rule.turns() == Turns.ALTERNATE ? alternating(null, false) : shorter();
        while (mover != null) {
            messages += mover.waiting();
            int accepted = mover.announce(gap());
            messages += accepted;
            announcements++;
            mover = rule.turns() == Turns.ALTERNATE ? alternating(mover, accepted > 0) : shorter();
        }
        return new Effort(announcements, messages);
    }

    private long gap() {
        return gapTicks - buyers.distanceTicks() - sellers.distanceTicks();
    }

    private @Nullable StopHistogram alternating(@Nullable StopHistogram last, boolean accepted) {
        if (settled(buyers, sellers) || settled(sellers, buyers)) {
            return null;
        }
        if (gap() == 0) {
            return firstUnannounced();
        }
        StopHistogram turn = last == null ? buyers : accepted ? other(last) : last;
        return turn.waiting() == 0 ? other(turn) : turn;
    }

    private @Nullable StopHistogram shorter() {
        if (gap() == 0 || !buyers.announced() || !sellers.announced()) {
            return firstUnannounced();
        }
        StopHistogram turn = buyers.queued() < sellers.queued() ? buyers : sellers;
        return turn.waiting() == 0 ? null : turn;
    }

    private static boolean settled(StopHistogram side, StopHistogram other) {
        return side.waiting() == 0 && side.queued() <= other.queued();
    }

    private @Nullable StopHistogram firstUnannounced() {
        return !buyers.announced() ? buyers : !sellers.announced() ? sellers : null;
    }

    private StopHistogram other(StopHistogram side) {
        return side.equals(buyers) ? sellers : buyers;
    }
}
