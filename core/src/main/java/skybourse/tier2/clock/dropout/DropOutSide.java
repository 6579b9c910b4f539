package skybourse.tier2.clock.dropout;

import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import skybourse.tier2.auction.Order;
import skybourse.tier2.auction.OrderBook;
import skybourse.tier2.auction.Side;

/** One side of a drop-out auction: its clock and its active traders. Not thread-safe. */
final class DropOutSide implements DropOutState.Remaining {

    private final Side side;
    private final OrderBook book;
    // The last trader to leave comes first. The first `in` ids are active.
    private final List<String> eager;
    private int in;
    private long clockTicks;

    DropOutSide(Side side, long startTicks, OrderBook book) {
        this.side = side;
        this.book = book;
        clockTicks = startTicks;
        Comparator<Order> rising = Comparator.comparingLong(Order::limitTicks);
        eager = book.orders(side).stream()
                .filter(order -> order.lot() == 1)
                .sorted(side == Side.BUYERS ? rising.reversed() : rising)
                .map(Order::participant)
                .toList();
        in = eager.size();
    }

    @Override
    public long clockTicks() {
        return clockTicks;
    }

    @Override
    public int count() {
        return in;
    }

    List<String> activeCount() {
        return Collections.unmodifiableList(eager.subList(0, in));
    }

    /** Moves the clock. Returns the traders that leave, because their first lot does not accept the new price. */
    List<String> move(long ticks) {
        clockTicks += side == Side.BUYERS ? ticks : -ticks;
        int before = in;
        while (in > 0 && !first(eager.get(in - 1)).accepts(clockTicks)) {
            in--;
        }
        return eager.subList(in, before);
    }

    private Order first(String participant) {
        return book.ordersOf(participant).getFirst();
    }

    /** Returns the lots of active traders that accept a price. */
    List<Order> activeLots(long priceTicks) {
        return activeCount().stream()
                .flatMap(participant -> book.ordersOf(participant).stream())
                .filter(order -> order.accepts(priceTicks))
                .toList();
    }
}
