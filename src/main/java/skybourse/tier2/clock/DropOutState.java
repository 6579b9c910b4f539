package skybourse.tier2.clock;

import java.util.Collections;
import java.util.List;
import skybourse.tier2.auction.Order;
import skybourse.tier2.auction.Side;

/**
 * What the policy of a drop-out auction may see: the clocks, who is in, and all that those said who are out. There is no way from here
 * to a lot of somebody who is still in. Unchangeable but by the auction itself; for one thread.
 */
public final class DropOutState {

    private final DropOutSide buyers;
    private final DropOutSide sellers;
    private final List<Leaver> out;

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

    DropOutState(DropOutSide buyers, DropOutSide sellers, List<Leaver> out) {
        this.buyers = buyers;
        this.sellers = sellers;
        this.out = Collections.unmodifiableList(out);
    }

    private DropOutSide of(Side side) {
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
        return of(side).in().size();
    }

    /** Returns the ids of those in, in ascending order. */
    public List<String> participantsIn(Side side) {
        return of(side).in().stream().sorted().toList();
    }

    /** Returns who left, in the order of leaving. */
    public List<Leaver> out() {
        return out;
    }
}
