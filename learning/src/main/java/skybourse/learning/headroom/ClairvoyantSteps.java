package skybourse.learning.headroom;

import java.util.Arrays;
import skybourse.tier2.auction.SampledMarket;
import skybourse.tier2.auction.Side;
import skybourse.tier2.auction.UnitDemandMarketDistribution;

/**
 * Clairvoyant bound: the reward of the best schedule of steps for one market if the auctioneer knows every limit price. It is an upper bound on the
 * reward of any policy.
 *
 * <p>Use it for markets that are too large for an exact program. In general, a policy that observes only clocks and counts cannot reach the bound.
 *
 * <p>The method is a dynamic program over the active side and the clocks. Ties are resolved in favour of the better limit price, which can only raise
 * the bound.
 */
public final class ClairvoyantSteps {

    private final ClockMarketDistribution market;
    private final ClockReward reward;
    private final UnitDemandMarketDistribution size;
    private final int startGap;
    // Bids are in descending order, asks in ascending order.
    private final long[] bids;
    private final long[] asks;
    private final ValueTable known = new ValueTable();

    private ClairvoyantSteps(ClockMarketDistribution market, ClockReward reward, SampledMarket draw) {
        this.market = market;
        this.reward = reward;
        var anything = market.components().getFirst();
        size = new UnitDemandMarketDistribution(
                draw.bidTicks().length, anything.buyerValues(), draw.askTicks().length, anything.sellerCosts());
        startGap = (int) market.gapTicks();
        bids = Arrays.stream(draw.bidTicks()).map(v -> -v).sorted().map(v -> -v).toArray();
        asks = Arrays.stream(draw.askTicks()).sorted().toArray();
    }

    /** Returns the largest reward of any schedule of steps on the sampled market {@code draw}. */
    public static double value(ClockMarketDistribution market, ClockReward reward, SampledMarket draw) {
        var schedule = new ClairvoyantSteps(market, reward, draw);
        return schedule.best(TurnState.first(schedule.size));
    }

    private double best(TurnState turn) {
        int found = known.find(turn.key());
        if (found >= 0) {
            return known.value(found);
        }
        double best = turn.place() < 0 ? announced(turn, 0) : bestStep(turn);
        known.add(turn.key(), best, 0);
        return best;
    }

    private double bestStep(TurnState turn) {
        double best = Double.NEGATIVE_INFINITY;
        int gap = turn.gap(startGap);
        for (int i = 0; i < market.steps().legal(gap); i++) {
            int step = (int) market.steps().stepTicks(i, gap);
            best = Math.max(best, announced(turn, turn.place() + step));
        }
        return best;
    }

    private double announced(TurnState turn, int place) {
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
        TurnState after = turn.after(place, accepted, size, startGap);
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
