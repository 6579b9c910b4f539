package skybourse.tier2.clock;

import skybourse.tier2.auction.Side;

/**
 * Policy with the largest step that is estimated to lose no trade. A clock moves directly to the price at which demand is expected to equal
 * supply, then by single ticks. The estimate assumes that waiting traders' limit prices are uniform between their clock and the other
 * side's start.
 *
 * <p>It suits limit prices that are about uniform between the start clocks, if few messages are more important than the last trade. If
 * limit prices are in a narrow band, it loses trades. Large steps give many traders the same stop, so misreports can be profitable.
 */
public record GreedyStep() implements ClockPolicy {

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
        // At the price p at which the queues balance, the buyers' queued + perTick * (clock - p) equals the sellers'
        // queued + perTick * (p - clock).
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
