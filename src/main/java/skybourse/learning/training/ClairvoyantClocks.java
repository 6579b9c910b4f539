package skybourse.learning.training;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import skybourse.learning.headroom.ClockReward;
import skybourse.tier2.auction.Order;
import skybourse.tier2.auction.OrderBook;
import skybourse.tier2.auction.Side;
import skybourse.tier2.clock.StepSet;
import skybourse.tier2.clock.TurnFacts;
import skybourse.tier2.clock.Turns;

/**
 * The best reward of an auctioneer that knows every limit and chooses from the steps of an action set, with turns of the shorter
 * queue and any number of lots: a bound that no policy of the same steps may pass.
 *
 * <p>Right for markets of a scenario, where nothing is known of distributions. Wrong as a goal, as it sees what no auctioneer
 * does, and for other turns.
 *
 * <p>Once both sides were announced, the clocks say who has queued and so who moves: dynamic programming over the two clocks.
 * Of lots that queued at one stop the most eager count as first, which only makes the bound larger.
 */
public final class ClairvoyantClocks {

    private final AuctionMarket market;
    private final StepSet steps;
    private final ClockReward reward;
    private final Known buyers;
    private final Known sellers;
    private final Map<Long, Double> bounds = new HashMap<>();

    /** One side's lots, the most eager first. */
    private record Known(List<Order> lots, long[] limits, boolean buying) {

        static Known of(OrderBook book, Side side) {
            boolean buying = side == Side.BUYERS;
            List<Order> lots = book.orders(side).stream()
                    .sorted(Comparator.comparingLong(order -> buying ? -order.limitTicks() : order.limitTicks()))
                    .toList();
            return new Known(lots, lots.stream().mapToLong(Order::limitTicks).toArray(), buying);
        }

        int queued(long clock) {
            int count = 0;
            while (count < limits.length && (buying ? limits[count] >= clock : limits[count] <= clock)) {
                count++;
            }
            return count;
        }

        int people(int from, int to) {
            return (int) lots.subList(from, to).stream()
                    .map(Order::participant)
                    .distinct()
                    .count();
        }

        double regret(int from, int to, long clock) {
            return Arrays.stream(limits, from, to)
                    .map(limit -> Math.abs(limit - clock))
                    .sum();
        }
    }

    private ClairvoyantClocks(AuctionMarket market, ActionSet actions, ClockReward reward) {
        this.market = market;
        this.reward = reward;
        steps = actions.on(market.gapTicks());
        buyers = Known.of(market.book(), Side.BUYERS);
        sellers = Known.of(market.book(), Side.SELLERS);
    }

    /** Returns the bound. */
    public static double value(AuctionMarket market, ActionSet actions, ClockReward reward) {
        var clocks = new ClairvoyantClocks(market, actions, reward);
        long high = market.buyersStartTicks();
        long low = market.sellersStartTicks();
        return clocks.announced(clocks.buyers, 0, high)
                + clocks.announced(clocks.sellers, 0, low)
                + clocks.best(high, low);
    }

    private double announced(Known side, int queuedBefore, long clock) {
        int queued = side.queued(clock);
        int messages = side.people(queuedBefore, side.limits.length) + side.people(queuedBefore, queued);
        return reward.announcement(side.regret(queuedBefore, queued, clock), (double) messages);
    }

    private double best(long buyersClock, long sellersClock) {
        long key = (buyersClock - market.sellersStartTicks()) * (market.gapTicks() + 1)
                + (sellersClock - market.sellersStartTicks());
        Double known = bounds.get(key);
        if (known == null) {
            known = worked(buyersClock, sellersClock);
            bounds.put(key, known);
        }
        return known;
    }

    private double worked(long buyersClock, long sellersClock) {
        int bought = buyers.queued(buyersClock);
        int sold = sellers.queued(sellersClock);
        long gap = buyersClock - sellersClock;
        Turns.Next next =
                Turns.SHORTER.next(TurnFacts.waiting(buyers.limits.length - bought, sellers.limits.length - sold)
                        | TurnFacts.queues(bought, sold)
                        | TurnFacts.clocks(gap)
                        | TurnFacts.heard(true, true)
                        | TurnFacts.START);
        if (next == Turns.Next.END) {
            long welfare = 0;
            for (int k = 0; k < Math.min(bought, sold); k++) {
                welfare += buyers.limits[k] - sellers.limits[k];
            }
            return reward.welfare((double) welfare);
        }
        double best = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < steps.legal(gap); i++) {
            long step = steps.stepTicks(i, gap);
            double value = next == Turns.Next.BUYERS
                    ? announced(buyers, bought, buyersClock - step) + best(buyersClock - step, sellersClock)
                    : announced(sellers, sold, sellersClock + step) + best(buyersClock, sellersClock + step);
            best = Math.max(best, value);
        }
        return best;
    }
}
