package skybourse.training;

import static skybourse.training.AcceptanceCount.LANES;

import skybourse.yardstick.ClockReward;

/**
 * Up to 64 auctions side by side, in the rules of alternating turns. Mutable; nothing is made anew in a step.
 *
 * <p>Ticks count from the sellers' start. Each auction is played as in {@link AuctionEnvironment}.
 */
final class AuctionTile {

    private final MarketSource.UnitDemand source;
    private final ActionSet actions;
    private final ClockReward reward;
    private final UnitMarket drawn;
    private final TileSide buyers;
    private final TileSide sellers;
    private final int[] announcements = new int[LANES];
    private final int[] gap = new int[LANES];
    private final long[] rho = new long[LANES];
    private final long[] mostSteps = new long[LANES];
    private final boolean[] sellersWereLast = new boolean[LANES];
    private final boolean[] lastAccepted = new boolean[LANES];
    private final boolean[] sellersMove = new boolean[LANES];
    private final double[] earned = new double[LANES];

    AuctionTile(AuctionProblem problem, MarketSource.UnitDemand source) {
        this.source = source;
        actions = problem.actions();
        reward = problem.reward();
        drawn = new UnitMarket(source.mostBuyerLots(), source.mostSellerLots());
        buyers = new TileSide(source.mostBuyerLots());
        sellers = new TileSide(source.mostSellerLots());
    }

    /** Begins the auction that the seed fixes and plays on to its first choice. */
    void begin(int lane, long seed) {
        long at = seed;
        draw(lane, at);
        while (!choiceIsReached(lane)) {
            at = AuctionEnvironment.nextSeed(at);
            draw(lane, at);
        }
    }

    private void draw(int lane, long seed) {
        source.draw(seed, drawn);
        long origin = drawn.sellersStartTicks();
        int startGap = Math.toIntExact(drawn.buyersStartTicks() - origin);
        if (startGap != gap[lane]) {
            gap[lane] = startGap;
            rho[lane] = actions.rho(startGap);
            mostSteps[lane] = actions.mostAnnouncements(startGap);
        }
        buyers.begin(lane, drawn.valueTicks(), drawn.buyers(), 1, origin);
        sellers.begin(lane, drawn.costTicks(), drawn.sellers(), -1, origin);
        buyers.clock[lane] = gap[lane];
        sellers.clock[lane] = 0;
        announcements[lane] = 0;
        sellersWereLast[lane] = true;
        lastAccepted[lane] = true;
        earned[lane] = 0;
    }

    /** Returns how far the clocks are apart. */
    private int distance(int lane) {
        return buyers.clock[lane] + sellers.clock[lane];
    }

    /** Sets whose turn it is; false when the auction has ended. */
    private boolean turn(int lane) {
        int waitingBuyers = buyers.waiting[lane];
        int waitingSellers = sellers.waiting[lane];
        int surplus = buyers.queued[lane] - sellers.queued[lane];
        if ((waitingBuyers == 0 && surplus <= 0) || (waitingSellers == 0 && surplus >= 0)) {
            return false;
        }
        int distance = distance(lane);
        if (distance <= 0) {
            boolean open = distance == 0 && !(buyers.announced(lane) && sellers.announced(lane));
            sellersMove[lane] = buyers.announced(lane);
            return open;
        }
        boolean sellersTurn = lastAccepted[lane] != sellersWereLast[lane];
        sellersMove[lane] = sellersTurn ? waitingSellers > 0 : waitingBuyers == 0;
        return true;
    }

    private boolean choiceIsReached(int lane) {
        while (turn(lane)) {
            boolean asked = sellersMove[lane] ? sellers.announced(lane) : buyers.announced(lane);
            int distance = distance(lane);
            if (asked && distance > actions.smallest(rho[lane])) {
                return true;
            }
            TileSide mover = sellersMove[lane] ? sellers : buyers;
            mover.clock[lane] -= asked ? distance : 0;
            mover.prepare(lane, true);
            mover.countOne(announcements, lane);
            hear(lane, mover);
        }
        return false;
    }

    /** Takes in what the announcement to a side, whose acceptances were counted, brought. */
    private void hear(int lane, TileSide mover) {
        int accepted = mover.accepted(lane);
        earned[lane] += reward.announcement((double) mover.regret(lane), (double) (mover.waiting[lane] + accepted));
        mover.settle(lane);
        announcements[lane]++;
        sellersWereLast[lane] = sellersMove[lane];
        lastAccepted[lane] = accepted > 0;
    }

    /** Moves the clock whose turn it is in the first {@code width} auctions, but does not play on yet. */
    void announce(int width, int[] chosen, int firstAction) {
        for (int lane = 0; lane < width; lane++) {
            int distance = distance(lane);
            int action = chosen[firstAction + lane];
            if (action < 0 || action >= actions.legal(distance, rho[lane])) {
                throw new IllegalArgumentException("action must be legal: " + action);
            }
            boolean sellersTurn = sellersMove[lane];
            (sellersTurn ? sellers : buyers).clock[lane] -= (int) actions.stepTicks(action, distance, rho[lane]);
            buyers.prepare(lane, !sellersTurn);
            sellers.prepare(lane, sellersTurn);
        }
        buyers.count(announcements);
        sellers.count(announcements);
        for (int lane = 0; lane < width; lane++) {
            hear(lane, sellersMove[lane] ? sellers : buyers);
        }
    }

    /** Plays on to the next choice; false when the auction ends before. */
    boolean playOn(int lane) {
        return choiceIsReached(lane);
    }

    /** Returns what was earned since the last time, with the welfare if the auction has ended. */
    double due(int lane, boolean ended) {
        double due = earned[lane];
        earned[lane] = 0;
        if (ended) {
            int pairs = Math.min(buyers.queued[lane], sellers.queued[lane]);
            due += reward.welfare((double) (buyers.firstOfQueue(lane, pairs) + sellers.firstOfQueue(lane, pairs)));
        }
        return due;
    }

    /** Fills in what is seen; after the end it is the buyers' turn, as in {@code DoubleDutchRun.state()}. */
    void see(int lane, boolean ended, VisibleState seen) {
        seen.sellersMove = !ended && sellersMove[lane];
        seen.step = announcements[lane];
        seen.mostSteps = mostSteps[lane];
        seen.gapTicks = gap[lane];
        seen.buyersClock = buyers.clock[lane];
        seen.sellersClock = -sellers.clock[lane];
        seen.buyersWaiting = buyers.waiting[lane];
        seen.sellersWaiting = sellers.waiting[lane];
        seen.buyersQueued = buyers.queued[lane];
        seen.sellersQueued = sellers.queued[lane];
        seen.buyersAnnounced = buyers.announced(lane);
        seen.sellersAnnounced = sellers.announced(lane);
    }

    /** Returns how many actions are legal, the first ones. */
    int legal(int lane) {
        return actions.legal(distance(lane), rho[lane]);
    }
}
