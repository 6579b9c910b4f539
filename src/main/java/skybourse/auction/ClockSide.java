package skybourse.auction;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One side of a running auction: its clock, who still waits and who has queued. Mutable, for one thread. */
final class ClockSide {

    private final Side side;
    private final long startTicks;
    private final List<Claim> claims; // most eager first; shared between copies, never changed
    private final List<Acceptance> queue;
    private long clockTicks;
    private int next;
    private int waiting;
    private boolean announced;

    ClockSide(Side side, long startTicks, OrderBook book, TieOrder ties) {
        this(side, startTicks, Claim.ranked(side, book, ties), new ArrayList<>());
        clockTicks = startTicks;
        waiting = (int) claims.stream().filter(Claim::last).count();
    }

    private ClockSide(Side side, long startTicks, List<Claim> claims, List<Acceptance> queue) {
        this.side = side;
        this.startTicks = startTicks;
        this.claims = claims;
        this.queue = queue;
    }

    /** Returns an independent copy in which one participant's waiting lots have another limit; null changes nobody. */
    ClockSide copy(@Nullable String participant, long limitTicks) {
        List<Claim> sameOrChanged = claims;
        if (participant != null) {
            List<Claim> changed = new ArrayList<>(claims.subList(next, claims.size()));
            changed.replaceAll(claim -> claim.order().participant().equals(participant)
                    ? new Claim(claim.order().withLimit(limitTicks), claim.key(), claim.last())
                    : claim);
            sameOrChanged = new ArrayList<>(claims.subList(0, next));
            sameOrChanged.addAll(Claim.ranked(side, changed));
        }
        ClockSide copy = new ClockSide(side, startTicks, sameOrChanged, new ArrayList<>(queue));
        copy.clockTicks = clockTicks;
        copy.next = next;
        copy.waiting = waiting;
        copy.announced = announced;
        return copy;
    }

    /** Moves the clock, announces it, and returns the lots that accept, queued by lot of their participants. */
    List<Order> announce(long stepTicks) {
        clockTicks += side == Side.BUYERS ? -stepTicks : stepTicks;
        announced = true;
        List<Claim> accepting = new ArrayList<>();
        while (next < claims.size() && claims.get(next).order().accepts(clockTicks)) {
            Claim claim = claims.get(next++);
            waiting -= claim.last() ? 1 : 0;
            accepting.add(claim);
        }
        accepting.sort(Claim.AMONG_EQUALS);
        List<Order> orders = accepting.stream().map(Claim::order).toList();
        orders.forEach(order -> queue.add(new Acceptance(order, clockTicks)));
        return orders;
    }

    boolean announced() {
        return announced;
    }

    long clockTicks() {
        return clockTicks;
    }

    int waiting() {
        return waiting;
    }

    List<Acceptance> queue() {
        return queue;
    }

    ClockState.SideState state() {
        return new ClockState.SideState(startTicks, clockTicks, waiting, queue.size(), announced);
    }
}
