package skybourse.tier2.clock;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import skybourse.tier2.auction.Order;
import skybourse.tier2.auction.Side;
import skybourse.tier2.auction.TieOrder;

/** One side of an auction in progress: its clock and its queue. Not thread-safe. */
final class ClockSide {

    private final Side side;
    private final long startTicks;
    private final Respondents respondents;
    private final TieOrder ties;
    private final List<Acceptance> queue;
    private long clockTicks;
    private boolean announced;

    ClockSide(Side side, long startTicks, Respondents respondents, TieOrder ties) {
        this(side, startTicks, respondents, ties, new ArrayList<>());
        clockTicks = startTicks;
    }

    private ClockSide(Side side, long startTicks, Respondents respondents, TieOrder ties, List<Acceptance> queue) {
        this.side = side;
        this.startTicks = startTicks;
        this.respondents = respondents;
        this.ties = ties;
        this.queue = queue;
    }

    /**
     * Returns an independent copy of this side, with its clock and its queue.
     *
     * @param change returns the respondents of the copy, given those of this side
     * @throws IllegalStateException if limit prices are not known: participants cannot be asked a second time
     */
    ClockSide copy(UnaryOperator<OrderBookRespondents> change) {
        if (!(respondents instanceof OrderBookRespondents known)) {
            throw new IllegalStateException("limits must be known to branch an auction: " + side);
        }
        ClockSide copy = new ClockSide(side, startTicks, change.apply(known), ties, new ArrayList<>(queue));
        copy.clockTicks = clockTicks;
        copy.announced = announced;
        return copy;
    }

    /**
     * Moves the clock and announces its price. Returns the accepting lots, which join the queue in tie order.
     *
     * @throws IllegalArgumentException if a respondent returns a lot of the other side, or one whose limit price does not accept
     */
    List<Order> announce(long stepTicks) {
        assert stepTicks >= 0 : "clocks go one way";
        clockTicks += side == Side.BUYERS ? -stepTicks : stepTicks;
        announced = true;
        List<Order> accepting = ties.inOrder(respondents.answer(clockTicks));
        for (Order order : accepting) {
            if (order.side() != side || !order.accepts(clockTicks)) {
                throw new IllegalArgumentException(
                        "accepted lots must be of the " + side + " and accept " + clockTicks + ": " + order);
            }
            queue.add(new Acceptance(order, clockTicks));
        }
        return accepting;
    }

    /**
     * Returns the distance from the clock to the nearest limit price of a waiting lot, in ticks. It is 1 if limit prices are not known. If
     * no lot waits, the distance leads to a price that no clock reaches.
     */
    long distanceTicks() {
        if (!(respondents instanceof OrderBookRespondents known)) {
            return 1;
        }
        return side == Side.BUYERS ? clockTicks - known.nextTicks() : known.nextTicks() - clockTicks;
    }

    /** Moves the clock by several stops that no trader accepts, without announcing them. */
    void pass(long ticks) {
        clockTicks += side == Side.BUYERS ? -ticks : ticks;
    }

    boolean announced() {
        return announced;
    }

    long clockTicks() {
        return clockTicks;
    }

    int waiting() {
        return respondents.waiting();
    }

    List<Acceptance> queue() {
        return queue;
    }

    ClockState.SideState state() {
        return new ClockState.SideState(startTicks, clockTicks, waiting(), queue.size(), announced);
    }
}
