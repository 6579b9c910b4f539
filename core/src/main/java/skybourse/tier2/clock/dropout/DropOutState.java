package skybourse.tier2.clock.dropout;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import skybourse.tier2.auction.Order;
import skybourse.tier2.auction.Side;

/**
 * State that a drop-out policy observes: the clocks, the numbers of active traders, and the reports of traders that left. It contains no
 * lot of an active trader. Only the auction changes it. Not thread-safe.
 */
public final class DropOutState {

    private final Remaining buyers;
    private final Remaining sellers;
    private final List<Leaver> out;

    /** One side of the auction. */
    interface Remaining {
        /** Returns the clock price. */
        long clockTicks();

        /** Returns the number of active traders. */
        int count();
    }

    /**
     * Report of a trader that left.
     *
     * @param stopTicks clock price at which it left
     * @param orders all its lots
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

    /** Returns the clock price of a side. The buyers' clock rises, the sellers' falls. */
    public long clockTicks(Side side) {
        return of(side).clockTicks();
    }

    /** Returns the sellers' clock minus the buyers' clock; negative only if the clocks start crossed. */
    public long gapTicks() {
        return sellers.clockTicks() - buyers.clockTicks();
    }

    /** Returns the number of active traders of a side. */
    public int activeCount(Side side) {
        return of(side).count();
    }

    /** Returns the traders that left, in order, as an unmodifiable view. */
    public List<Leaver> leavers() {
        return out;
    }

    /** Returns the next move, of 0 ticks for the first announcement to a side; empty if the auction has ended. */
    Optional<DropOutPolicy.Move> next(DropOutPolicy policy, int announcements) {
        if (gapTicks() < 0 || activeCount(Side.BUYERS) == 0 || activeCount(Side.SELLERS) == 0) {
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
        return Optional.of(legal ? wanted : new LargerSidePolicy(1).next(this));
    }
}
