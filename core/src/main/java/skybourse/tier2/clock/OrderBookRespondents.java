package skybourse.tier2.clock;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import skybourse.tier2.auction.Order;
import skybourse.tier2.auction.OrderBook;
import skybourse.tier2.auction.Side;

/** Respondents of one side of an order book, with known limit prices. A lot accepts as soon as the clock reaches its limit price. */
final class OrderBookRespondents implements Respondents {

    private static final Comparator<Lot> RISING =
            Comparator.comparingLong(lot -> lot.order().limitTicks());
    private static final Comparator<Lot> FALLING = RISING.reversed();

    /** Lot in an order book. {@code last} is true for a participant's last lot; once that lot is accepted, the participant no longer waits. */
    private record Lot(Order order, boolean last) {}

    private final Side side;
    // The lots are in order of acceptance. Copies share this list, which never changes.
    private final List<Lot> lots;
    private int next;
    private int waiting;

    OrderBookRespondents(Side side, OrderBook book) {
        this(side, lots(side, book));
        waiting = (int) lots.stream().filter(Lot::last).count();
    }

    private OrderBookRespondents(Side side, List<Lot> lots) {
        this.side = side;
        this.lots = lots;
    }

    private static List<Lot> lots(Side side, OrderBook book) {
        List<Order> orders = book.orders(side);
        return IntStream.range(0, orders.size())
                .mapToObj(i -> new Lot(
                        orders.get(i),
                        i + 1 == orders.size() || orders.get(i + 1).lot() == 1))
                .sorted(eager(side))
                .toList();
    }

    private static Comparator<Lot> eager(Side side) {
        return side == Side.BUYERS ? FALLING : RISING;
    }

    /** Returns an independent copy. */
    OrderBookRespondents copy() {
        OrderBookRespondents copy = new OrderBookRespondents(side, lots);
        copy.next = next;
        copy.waiting = waiting;
        return copy;
    }

    /** Returns an independent copy in which a number of a participant's waiting lots, the first ones, have another limit price. */
    OrderBookRespondents withLimit(String participant, int first, long limitTicks) {
        List<Lot> changed = new ArrayList<>(lots.subList(next, lots.size()));
        int left = first;
        for (int i = 0; i < changed.size() && left > 0; i++) {
            Lot lot = changed.get(i);
            if (lot.order().participant().equals(participant)) {
                changed.set(i, new Lot(lot.order().withLimit(limitTicks), lot.last()));
                left--;
            }
        }
        changed.sort(eager(side));
        OrderBookRespondents copy = new OrderBookRespondents(side, changed);
        copy.waiting = waiting;
        return copy;
    }

    /** Returns the limit price of the waiting lot that accepts next. If no lot waits, returns a price that no clock reaches. */
    long nextTicks() {
        return next < lots.size()
                ? lots.get(next).order().limitTicks()
                : side == Side.BUYERS ? -Order.MAX_TICKS : Order.MAX_TICKS;
    }

    @Override
    public int waiting() {
        return waiting;
    }

    @Override
    public List<Order> answer(long stopTicks) {
        List<Order> accepting = new ArrayList<>();
        while (next < lots.size() && lots.get(next).order().accepts(stopTicks)) {
            Lot lot = lots.get(next++);
            waiting -= lot.last() ? 1 : 0;
            accepting.add(lot.order());
        }
        assert waiting >= 0 && (waiting > 0 || next == lots.size()) : "who waits has a lot left";
        return accepting;
    }
}
