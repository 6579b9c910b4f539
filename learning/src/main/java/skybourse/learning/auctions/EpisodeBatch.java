package skybourse.learning.auctions;

import static skybourse.tier2.clock.fast.AuctionBatchSide.LANES;
import static skybourse.tier2.clock.fast.AuctionBatchSide.WIDTH;

import java.util.function.IntConsumer;
import skybourse.tier2.auction.Side;
import skybourse.tier2.clock.fast.AuctionBatch;
import skybourse.tier2.clock.fast.AuctionBatchFactory;

/**
 * Batch of up to 64 auctions, each as in {@link AuctionEnvironment}. When an auction ends, the next one starts in its lane. Steps allocate no
 * memory. Not thread-safe.
 *
 * <p>Turns and acceptances are computed for a vector of auctions at once. Markets are sampled and ended one at a time. The table shows a step for
 * three lanes of a vector. At first, lane 2 has no choice of a step. The auction in lane 3 ends.
 *
 * <pre>
 *                            lane 1           lane 2                  lane 3
 *   announce the steps       earnedBefore     earnedBefore            earnedBefore
 *   playOn: turn             a choice: rests  no choice               over: welfare to earnedBefore, the next auction begins
 *   playOn: announce         -                earnedBefore, a choice  earnedSince, a choice
 *   pay                      earnedBefore is the reward of the step; earnedSince goes on to the next step's
 * </pre>
 */
final class EpisodeBatch {

    private final MarketSource.UnitDemand source;
    private final TabulatedReward reward;
    private final TrainingReward training;
    private final UnitDemandMarket drawn;
    private final AuctionBatch clocks;
    private final BatchStateEncoder view;
    private final TransitionArrays out;
    private final int firstLane;
    private final int width;
    private final long[] seeds = new long[LANES];
    private final long[] nextSeeds = new long[LANES];
    /** Reward since the last step, for auctions that were already running at that step. */
    private final double[] earnedBefore = new double[LANES];
    /** Reward of auctions that have started since the last step. */
    private final double[] earnedSince = new double[LANES];
    /** Gains from trade that have been rewarded, if pairs are rewarded when they are settled. */
    private final double[] paidWelfareTicks = new double[LANES];
    /** Largest attainable gains from trade; 0 if they are not subtracted at the end. */
    private final double[] clairvoyantWelfareTicks = new double[LANES];

    /** Creates the batch for the lanes from {@code firstLane} on. */
    EpisodeBatch(AuctionProblem problem, MarketSource.UnitDemand source, TransitionArrays out, int firstLane) {
        this.source = source;
        this.out = out;
        this.firstLane = firstLane;
        width = Math.min(LANES, out.lanes() - firstLane);
        int mostBuyers = source.mostBuyerLots();
        int mostSellers = source.mostSellerLots();
        ActionSet actions = problem.actions();
        training = problem.training();
        reward = new TabulatedReward(problem.reward(), 2 * Math.max(mostBuyers, mostSellers));
        drawn = new UnitDemandMarket(mostBuyers, mostSellers);
        clocks = AuctionBatchFactory.clocks(actions::on, actions.size(), mostBuyers, mostSellers);
        view = new BatchStateEncoder(problem.form(), actions, clocks);
    }

    void reset(long firstSeed) {
        for (int lane = 0; lane < width; lane++) {
            nextSeeds[lane] = firstSeed + firstLane + lane;
            beginNext(lane);
        }
        for (int first = 0; first < width; first += WIDTH) {
            playOn(first, lanes(first), lanes(first));
        }
        pay();
        show();
    }

    void step(int[] chosen) {
        for (int lane = 0; lane < width; lane++) {
            clocks.choose(lane, chosen[firstLane + lane]);
        }
        long ended = 0;
        for (int first = 0; first < width; first += WIDTH) {
            announce(first, lanes(first), 0);
            ended |= playOn(first, lanes(first), 0) << first;
        }
        for (int lane = 0; lane < width; lane++) {
            out.terminated()[firstLane + lane] = (ended >>> lane & 1) != 0;
        }
        pay();
        show();
    }

    /** Returns the auctions of one vector as a bit set. */
    private long lanes(int first) {
        return -1L >>> (Long.SIZE - Math.min(WIDTH, width - first));
    }

    private static void forEachLane(int first, long set, IntConsumer action) {
        for (long rest = set; rest != 0; rest &= rest - 1) {
            action.accept(first + Long.numberOfTrailingZeros(rest));
        }
    }

    /**
     * Continues auctions of a vector until each has a choice of steps. Auctions that end are replaced by new ones.
     *
     * @param first first auction of the vector
     * @param lanes bit set of the auctions
     * @param alreadyBegun bit set of the auctions that have just started
     * @return bit set of the auctions that have started, including {@code alreadyBegun}
     */
    private long playOn(int first, long lanes, long alreadyBegun) {
        long begun = alreadyBegun;
        long going = lanes;
        while (going != 0) {
            long over = clocks.turn(first) & going;
            if (over == 0) {
                going &= ~clocks.choice(first);
                announce(first, going, begun);
            } else {
                replace(first, over, begun);
                begun |= over;
            }
        }
        if (training.paysOnSettlement()) {
            settle(first, lanes, begun);
        }
        clocks.countLegal(first);
        view.encode(first);
        return begun;
    }

    /** Replaces auctions that have ended. An auction without any choice is replaced by one with another seed of the same episode. */
    private void replace(int first, long over, long begun) {
        long ended = over & ~begun;
        if (ended != 0) {
            view.encode(first);
        }
        forEachLane(first, ended, lane -> {
            earnedBefore[lane] += reward.welfare(clocks.welfare(lane) - paidWelfareTicks[lane]);
            if (training.usesHindsight()) {
                earnedBefore[lane] += reward.lookingBack(clairvoyantWelfareTicks[lane]);
            }
            view.writeEnd(lane, out.finalStates(), (firstLane + lane) * view.size());
            beginNext(lane);
        });
        forEachLane(first, over & begun, lane -> begin(lane, AuctionEnvironment.nextSeed(seeds[lane])));
    }

    /** Adds the rewards of settled pairs. */
    private void settle(int first, long lanes, long begun) {
        forEachLane(first, lanes, lane -> {
            double settledTicks = clocks.welfare(lane);
            double[] earned = (begun >>> (lane - first) & 1) == 0 ? earnedBefore : earnedSince;
            earned[lane] += reward.welfare(settledTicks - paidWelfareTicks[lane]);
            paidWelfareTicks[lane] = settledTicks;
        });
    }

    private void beginNext(int lane) {
        long seed = nextSeeds[lane];
        nextSeeds[lane] = seed + out.lanes();
        begin(lane, seed);
    }

    private void begin(int lane, long seed) {
        seeds[lane] = seed;
        source.draw(seed, drawn);
        clocks.begin(lane, drawn.buyersStartTicks(), drawn.sellersStartTicks());
        clocks.setTraders(lane, Side.BUYERS, drawn.valueTicks(), drawn.buyers());
        clocks.setTraders(lane, Side.SELLERS, drawn.costTicks(), drawn.sellers());
        view.scale(lane);
        earnedSince[lane] = 0;
        paidWelfareTicks[lane] = 0;
        clairvoyantWelfareTicks[lane] = training.usesHindsight() ? drawn.clairvoyantWelfareTicks() : 0;
    }

    private void announce(int first, long lanes, long begun) {
        if (lanes == 0) {
            return;
        }
        clocks.announce(first, lanes);
        int[] regret = clocks.regret();
        int[] messages = clocks.messages();
        // This is a loop, because a lambda would reduce the speed by a third.
        for (long rest = lanes; rest != 0; rest &= rest - 1) {
            int place = Long.numberOfTrailingZeros(rest);
            int lane = first + place;
            double[] earned = (begun >>> place & 1) == 0 ? earnedBefore : earnedSince;
            earned[lane] += reward.announcement(regret[lane], messages[lane]);
        }
    }

    private void pay() {
        for (int lane = 0; lane < width; lane++) {
            out.rewards()[firstLane + lane] = (float) earnedBefore[lane];
            earnedBefore[lane] = earnedSince[lane];
            earnedSince[lane] = 0;
        }
    }

    private void show() {
        for (int lane = 0; lane < width; lane++) {
            view.write(lane, out.states(), (firstLane + lane) * view.size());
            out.allow(firstLane + lane, clocks.legal()[lane]);
        }
    }
}
