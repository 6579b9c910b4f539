package skybourse.tier2.clock;

import skybourse.tier2.auction.Side;

/**
 * The largest step that an estimate says loses no trade: straight to the price where demand is expected to meet supply, and
 * on from there by single ticks.
 *
 * <p>Right where limits are about uniform between the start clocks, and few messages matter more than the last trade. Wrong
 * where they lie in a narrow band, which it jumps over, and wherever a report should not pay: one large step gives many the
 * same stop.
 *
 * <p>The estimate takes the limits of those waiting for uniform between their clock and the other side's start.
 */
public record Greedy() implements ClockPolicy {

    @Override
    public String name() {
        return "greedy";
    }

    @Override
    public long stepTicks(ClockState state) {
        double buyersPerTick = perTick(state, Side.BUYERS);
        double sellersPerTick = perTick(state, Side.SELLERS);
        ClockState.SideState buyers = state.buyers();
        ClockState.SideState sellers = state.sellers();
        // queued + perTick * (clock - p) on the buyers' side = queued + perTick * (p - clock) on the sellers'
        double balance = (buyers.queuedLots()
                        - sellers.queuedLots()
                        + buyersPerTick * buyers.clockTicks()
                        + sellersPerTick * sellers.clockTicks())
                / (buyersPerTick + sellersPerTick);
        double way = state.active() == Side.BUYERS
                ? buyers.clockTicks() - Math.ceil(balance)
                : Math.floor(balance) - sellers.clockTicks();
        return (long) Math.clamp(way, 1.0, (double) state.largestStepTicks());
    }

    private static double perTick(ClockState state, Side side) {
        int waiting = (side == Side.BUYERS ? state.buyers() : state.sellers()).waiting();
        return (double) waiting / Math.max(1, state.ticksToGo(side));
    }
}
