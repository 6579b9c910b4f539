package skybourse.learning.headroom;

import java.util.Arrays;
import skybourse.tier2.auction.MarketComponent;
import skybourse.tier2.auction.MarketDraw;
import skybourse.tier2.auction.Side;

/**
 * The best schedule of steps for one market by an auctioneer who knows every limit: an upper bound on any policy's reward.
 *
 * <p>Right where no exact program fits. Wrong as a goal: nobody who sees clocks and counts alone can reach it.
 *
 * <p>Dynamic programming over side and clocks; whoever is more eager comes first where a lot would decide, which only makes
 * the bound larger.
 */
public final class ClairvoyantSchedule {

    private final ClockMarket market;
    private final ClockReward reward;
    private final MarketComponent size;
    private final int startGap;
    private final long[] bids; // most eager first
    private final long[] asks;
    private final ValueTable known = new ValueTable();

    private ClairvoyantSchedule(ClockMarket market, ClockReward reward, MarketDraw draw) {
        this.market = market;
        this.reward = reward;
        var anything = market.components().getFirst();
        size = new MarketComponent(
                draw.bidTicks().length, anything.buyerValues(), draw.askTicks().length, anything.sellerCosts());
        startGap = (int) market.gapTicks();
        bids = Arrays.stream(draw.bidTicks()).map(v -> -v).sorted().map(v -> -v).toArray();
        asks = Arrays.stream(draw.askTicks()).sorted().toArray();
    }

    /** Returns the best reward that any schedule could earn. */
    public static double value(ClockMarket market, ClockReward reward, MarketDraw draw) {
        var schedule = new ClairvoyantSchedule(market, reward, draw);
        return schedule.best(Turn.first(schedule.size));
    }

    private double best(Turn turn) {
        int found = known.find(turn.key());
        if (found >= 0) {
            return known.value(found);
        }
        double best = turn.place() < 0 ? announced(turn, 0) : bestStep(turn);
        known.add(turn.key(), best, 0);
        return best;
    }

    private double bestStep(Turn turn) {
        double best = Double.NEGATIVE_INFINITY;
        int gap = turn.gap(startGap);
        for (int i = 0; i < market.steps().legal(gap); i++) {
            int step = (int) market.steps().stepTicks(i, gap);
            best = Math.max(best, announced(turn, turn.place() + step));
        }
        return best;
    }

    private double announced(Turn turn, int place) {
        boolean buying = turn.side() == Side.BUYERS;
        long[] limits = buying ? bids : asks;
        long clock = buying ? market.buyersStartTicks() - place : market.sellersStartTicks() + place;
        int first = limits.length - turn.waiting();
        int next = first;
        long regret = 0;
        while (next < limits.length && (buying ? limits[next] >= clock : limits[next] <= clock)) {
            regret += Math.abs(limits[next++] - clock);
        }
        int accepted = next - first;
        double told = reward.announcement((double) regret, turn.waiting() + accepted);
        Turn after = turn.after(place, accepted, size, startGap);
        if (after != null) {
            return told + best(after);
        }
        int buyersQueued = bids.length - turn.buyersWaiting() + (buying ? accepted : 0);
        int sellersQueued = asks.length - turn.sellersWaiting() + (buying ? 0 : accepted);
        long welfare = 0;
        for (int k = 0; k < Math.min(buyersQueued, sellersQueued); k++) {
            welfare += bids[k] - asks[k];
        }
        return told + reward.welfare((double) welfare);
    }
}
