package skybourse.learning.auctions;

import skybourse.tier2.auction.Side;
import skybourse.tier2.clock.ClockState;

/** State that the auctioneer observes, with clocks in ticks above the sellers' start clock. Mutable, so that it can be reused. */
final class VisibleState {

    boolean sellersMove;
    int step;
    long mostSteps;
    long gapTicks;
    long sellersStart;
    long buyersClock;
    long sellersClock;
    int buyersWaiting;
    int sellersWaiting;
    int buyersQueued;
    int sellersQueued;
    boolean buyersAnnounced;
    boolean sellersAnnounced;

    static VisibleState of(ClockState state, ActionSet actions) {
        VisibleState seen = new VisibleState();
        ClockState.SideState buyers = state.buyers();
        ClockState.SideState sellers = state.sellers();
        seen.sellersMove = state.active() == Side.SELLERS;
        seen.step = state.step();
        seen.gapTicks = state.startGapTicks();
        seen.sellersStart = sellers.startTicks();
        seen.mostSteps = actions.mostAnnouncements(seen.gapTicks);
        seen.buyersClock = buyers.clockTicks() - sellers.startTicks();
        seen.sellersClock = sellers.clockTicks() - sellers.startTicks();
        seen.buyersWaiting = buyers.waiting();
        seen.sellersWaiting = sellers.waiting();
        seen.buyersQueued = buyers.queuedLots();
        seen.sellersQueued = sellers.queuedLots();
        seen.buyersAnnounced = buyers.announced();
        seen.sellersAnnounced = sellers.announced();
        return seen;
    }
}
