package skybourse.tier2.clock.dropout;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import skybourse.tier2.auction.Order;
import skybourse.tier2.auction.Side;

/**
 * What the policy of a drop-out auction may see: the clocks, how many are in, and all that those said who are out. There is no way from here
 * to a lot of somebody who is still in. Unchangeable but by the auction itself; for one thread.
 */
public final class DropOutState {

    private final Remaining buyers;
    private final Remaining sellers;
    private final List<Leaver> out;

    /** A side as the auction has it. */
    interface Remaining {
        /** Returns where its clock stands. */
        long clockTicks();

        /** Returns how many are in. */
        int people();
    }

    /**
     * Somebody who left.
     *
     * @param stopTicks where its clock stood
     * @param orders all its lots, which it tells when it leaves
     */
    public record Leaver(long stopTicks, List<Order> orders) {
        public Leaver {
            orders = List.copyOf(orders);
        }
    }

    DropOutState(Remaining buyers, Remaining sellers, List<Leaver> out) {
        this.buyers = buyers;
        this.sellers = sellers;
        this.out = Collections.unmodifiableList(out);
    }

    private Remaining of(Side side) {
        return side == Side.BUYERS ? buyers : sellers;
    }

    /** Returns where a side's clock stands; the buyers' rises, the sellers' falls. */
    public long clockTicks(Side side) {
        return of(side).clockTicks();
    }

    /** Returns how far the clocks are apart. */
    public long gapTicks() {
        return sellers.clockTicks() - buyers.clockTicks();
    }

    /** Returns how many of a side are in. */
    public int in(Side side) {
        return of(side).people();
    }

    /** Returns who left, in the order of leaving. */
    public List<Leaver> out() {
        return out;
    }

    /** Returns the next move of an auction, of 0 ticks where a side is asked for the first time; empty at the end. */
    Optional<DropOutPolicy.Move> next(DropOutPolicy policy, int announcements) {
        if (gapTicks() < 0 || in(Side.BUYERS) == 0 || in(Side.SELLERS) == 0) {
            return Optional.empty();
        }
        if (announcements < 2) {
            return Optional.of(new DropOutPolicy.Move(announcements == 0 ? Side.BUYERS : Side.SELLERS, 0));
        }
        if (gapTicks() == 0) {
            return Optional.empty();
        }
        DropOutPolicy.Move wanted = policy.next(this);
        boolean legal = wanted.ticks() >= 1 && wanted.ticks() <= gapTicks();
        return Optional.of(legal ? wanted : new MoreInMoves(1).next(this));
    }
}
