package skybourse.training;

import static skybourse.training.TileSide.LANES;
import static skybourse.training.TileSide.SPECIES;
import static skybourse.training.TileSide.WIDTH;

import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * Up to 64 auctions side by side, in the rules of alternating turns, each played as in {@link AuctionEnvironment}. Mutable;
 * nothing is made anew in a step.
 *
 * <p>Ticks count from the sellers' start. Sets of auctions are bits of a long. Whose turn it is and who accepts is found for a
 * vector of auctions at once, without a branch per auction; only drawing a market and settling its end are done one by one.
 */
final class AuctionTile {

    private final MarketSource.UnitDemand source;
    private final ActionSet actions;
    private final TileReward reward;
    private final UnitMarket drawn;
    private final TileSide buyers;
    private final TileSide sellers;
    private final TileView view;
    private final long[] seeds = new long[LANES];
    private final int[] gap = new int[LANES];
    /** Ticks of every action in every auction, one action after the other; none is above the gap and one. */
    private final int[] stepTicks;

    private final int[] announcements = new int[LANES];
    /** How far clocks move next. */
    private final int[] ticks = new int[LANES];
    /** 1 where the sellers' clock moves next, else 0; the same for the other two. */
    private final int[] sellersMove = new int[LANES];

    private final int[] sellersWereLast = new int[LANES];
    private final int[] lastAccepted = new int[LANES];
    private final int[] regret = new int[LANES];
    private final int[] messages = new int[LANES];
    private final int[] legal = new int[LANES];
    private final double[] earned = new double[LANES];

    AuctionTile(AuctionProblem problem, MarketSource.UnitDemand source) {
        this.source = source;
        actions = problem.actions();
        reward = new TileReward(problem.reward(), 2 * Math.max(source.mostBuyerLots(), source.mostSellerLots()));
        drawn = new UnitMarket(source.mostBuyerLots(), source.mostSellerLots());
        buyers = new TileSide(source.mostBuyerLots());
        sellers = new TileSide(source.mostSellerLots());
        view = new TileView(problem.form(), buyers, sellers);
        stepTicks = new int[actions.size() * LANES];
    }

    /** Begins the auction that the seed fixes; {@link #playToFirstChoice} must follow. */
    void begin(int lane, long seed) {
        seeds[lane] = seed;
        source.draw(seed, drawn);
        long origin = drawn.sellersStartTicks();
        int startGap = Math.toIntExact(drawn.buyersStartTicks() - origin);
        if (startGap != gap[lane]) {
            scale(lane, startGap);
        }
        buyers.begin(lane, drawn.valueTicks(), drawn.buyers(), 1, origin, startGap);
        sellers.begin(lane, drawn.costTicks(), drawn.sellers(), -1, origin, 0);
        announcements[lane] = 0;
        sellersWereLast[lane] = 1;
        lastAccepted[lane] = 1;
        earned[lane] = 0;
    }

    private void scale(int lane, int startGap) {
        gap[lane] = startGap;
        long rho = actions.rho(startGap);
        view.scale(lane, startGap, actions.mostAnnouncements(startGap));
        for (int action = 0; action < actions.size(); action++) {
            stepTicks[action * LANES + lane] = (int) actions.stepTicks(action, startGap + 1L, rho);
        }
    }

    /** Plays auctions just begun on to their first choice; in the place of one that has none comes the next of its seed. */
    void playToFirstChoice(long begun) {
        long left = begun;
        while (left != 0) {
            long ended = playOn(left);
            for (long rest = ended; rest != 0; rest &= rest - 1) {
                int lane = Long.numberOfTrailingZeros(rest);
                begin(lane, AuctionEnvironment.nextSeed(seeds[lane]));
            }
            left = ended;
        }
    }

    /** Takes a step in the first {@code width} auctions and plays on to the next choice; returns those that end before. */
    long step(int width, int[] chosen, int firstAction) {
        for (int lane = 0; lane < width; lane++) {
            int action = chosen[firstAction + lane];
            if (action < 0 || action >= legal[lane]) {
                throw new IllegalArgumentException("action must be legal: " + action);
            }
            ticks[lane] = stepTicks[action * LANES + lane];
        }
        long all = -1L >>> (LANES - width);
        for (int first = 0; first < width; first += WIDTH) {
            distance(first).min(IntVector.fromArray(SPECIES, ticks, first)).intoArray(ticks, first);
            announce(first, part(all, first));
        }
        return playOn(all);
    }

    /** Returns the bits of one vector of auctions. */
    private static long part(long lanes, int first) {
        return lanes >>> first & -1L >>> (Long.SIZE - WIDTH);
    }

    private long playOn(long lanes) {
        long ended = 0;
        for (int first = 0; first < LANES; first += WIDTH) {
            long going = part(lanes, first);
            if (going != 0) {
                ended |= playOn(first, going) << first;
                countLegal(first);
            }
        }
        return ended;
    }

    /** Plays on in some auctions of one vector to the next choice; returns those that end before. */
    private long playOn(int first, long lanes) {
        long ended = 0;
        long going = lanes;
        while (going != 0) {
            long over = turn(first) & going;
            ended |= over;
            going &= ~(over | choice(first));
            if (going != 0) {
                announce(first, going);
            }
        }
        return ended;
    }

    private IntVector distance(int first) {
        return load(buyers.clock, first).add(load(sellers.clock, first));
    }

    private static IntVector load(int[] values, int first) {
        return IntVector.fromArray(SPECIES, values, first);
    }

    /** Sets whose turn it is; returns those auctions that have ended. */
    private long turn(int first) {
        IntVector waitingBuyers = load(buyers.waiting, first);
        IntVector waitingSellers = load(sellers.waiting, first);
        IntVector surplus = load(buyers.queued, first).sub(load(sellers.queued, first));
        VectorMask<Integer> noBuyers = waitingBuyers.eq(0);
        VectorMask<Integer> noSellers = waitingSellers.eq(0);
        VectorMask<Integer> settled = noBuyers.and(surplus.compare(VectorOperators.LE, 0))
                .or(noSellers.and(surplus.compare(VectorOperators.GE, 0)));
        IntVector distance = distance(first);
        VectorMask<Integer> met = distance.compare(VectorOperators.LE, 0);
        VectorMask<Integer> buyersHeard = announced(buyers, first);
        VectorMask<Integer> closed = distance.lt(0).or(buyersHeard.and(announced(sellers, first)));
        VectorMask<Integer> theirs = load(lastAccepted, first)
                .compare(VectorOperators.NE, load(sellersWereLast, first))
                .andNot(noSellers)
                .or(noBuyers.andNot(noSellers));
        VectorMask<Integer> sellersTurn = buyersHeard.and(met).or(theirs.andNot(met));
        IntVector.zero(SPECIES).blend(1, sellersTurn).intoArray(sellersMove, first);
        return settled.or(met.and(closed)).toLong();
    }

    private static VectorMask<Integer> announced(TileSide side, int first) {
        return load(side.threshold, first).compare(VectorOperators.NE, TileSide.NEVER);
    }

    /** Returns those auctions in which a step has to be chosen, if they have not ended; sets how far the clocks of others move. */
    private long choice(int first) {
        VectorMask<Integer> asked = announced(buyers, first)
                .and(load(sellersMove, first).eq(0))
                .or(announced(sellers, first).and(load(sellersMove, first).eq(1)));
        IntVector distance = distance(first);
        IntVector.zero(SPECIES).blend(distance, asked).intoArray(ticks, first);
        return asked.and(distance.compare(VectorOperators.GT, load(stepTicks, first)))
                .toLong();
    }

    private void countLegal(int first) {
        IntVector distance = distance(first);
        IntVector count = IntVector.broadcast(SPECIES, 1);
        for (int at = first; at < stepTicks.length - LANES; at += LANES) {
            count = count.add(1, load(stepTicks, at).compare(VectorOperators.LT, distance));
        }
        count.intoArray(legal, first);
    }

    private void announce(int first, long lanes) {
        VectorMask<Integer> theirs = load(sellersMove, first).eq(1);
        buyers.announce(first, theirs.not().toLong() & lanes, ticks);
        sellers.announce(first, theirs.toLong() & lanes, ticks);
        IntVector accepted = load(buyers.accepted, first).blend(load(sellers.accepted, first), theirs);
        IntVector waiting = load(buyers.waiting, first).blend(load(sellers.waiting, first), theirs);
        load(buyers.regret, first).blend(load(sellers.regret, first), theirs).intoArray(regret, first);
        waiting.add(accepted).add(accepted).intoArray(messages, first);
        VectorMask<Integer> moving = VectorMask.fromLong(SPECIES, lanes);
        load(announcements, first).add(1, moving).intoArray(announcements, first);
        load(sellersWereLast, first).blend(load(sellersMove, first), moving).intoArray(sellersWereLast, first);
        load(lastAccepted, first).blend(accepted.min(1), moving).intoArray(lastAccepted, first);
        for (long rest = lanes; rest != 0; rest &= rest - 1) {
            int lane = first + Long.numberOfTrailingZeros(rest);
            earned[lane] += reward.announcement(regret[lane], messages[lane]);
        }
    }

    /** Writes what was earned in the first {@code width} auctions since the last time, with the welfare of those that ended. */
    void pay(int width, long ended, float[] into, int at) {
        for (long rest = ended; rest != 0; rest &= rest - 1) {
            int lane = Long.numberOfTrailingZeros(rest);
            int pairs = Math.min(buyers.queued[lane], sellers.queued[lane]);
            earned[lane] += reward.welfare(buyers.firstOfQueue(lane, pairs) + sellers.firstOfQueue(lane, pairs));
        }
        for (int lane = 0; lane < width; lane++) {
            into[at + lane] = (float) earned[lane];
            earned[lane] = 0;
        }
    }

    /** Makes ready what {@link #show} writes. */
    void look() {
        for (int first = 0; first < LANES; first += WIDTH) {
            view.look(first, announcements, sellersMove);
        }
    }

    /** Writes what is seen as numbers; after the end it is the buyers' turn, as in {@code DoubleDutchRun.state()}. */
    void show(int lane, boolean ended, float[] into, int at) {
        view.write(lane, into, at);
        if (ended) {
            into[at] = 0;
        }
    }

    /** Returns how many actions are legal, the first ones. */
    int legal(int lane) {
        return legal[lane];
    }
}
