package skybourse.tier2.auction;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Orders of one market, sorted by participant, then lot, so that the order of arrival has no effect. Immutable.
 *
 * <p>Each participant is on one side and numbers its lots 1, 2, and so on. From lot to lot its bids do not rise, and its asks do
 * not fall.
 */
public final class OrderBook {

    private final SortedMap<String, List<Order>> byParticipant;

    private OrderBook(SortedMap<String, List<Order>> byParticipant) {
        this.byParticipant = byParticipant;
    }

    /**
     * Creates a book of orders. The sequence of the orders has no effect.
     *
     * @throws IllegalArgumentException if a participant is on both sides, its lots are not numbered 1, 2, and so on, or its limit
     *     prices improve from lot to lot
     */
    public static OrderBook of(List<? extends Order> orders) {
        SortedMap<String, List<Order>> grouped = new TreeMap<>();
        orders.forEach(order -> grouped.computeIfAbsent(order.participant(), id -> new ArrayList<>())
                .add(order));
        grouped.replaceAll((participant, lots) -> checked(participant, lots));
        return new OrderBook(grouped);
    }

    /**
     * Creates a book with one lot per trader: buyers {@code b1}, {@code b2}, and so on, and sellers {@code s1}, {@code s2}, and so
     * on.
     *
     * @throws IllegalArgumentException if a limit price is not in {@code [-MAX_TICKS, MAX_TICKS]}
     */
    public static OrderBook unitDemand(long[] bidTicks, long[] askTicks) {
        List<Order> orders = new ArrayList<>();
        for (int i = 0; i < bidTicks.length; i++) {
            orders.add(new Bid("b" + (i + 1), 1, bidTicks[i]));
        }
        for (int i = 0; i < askTicks.length; i++) {
            orders.add(new Ask("s" + (i + 1), 1, askTicks[i]));
        }
        return of(orders);
    }

    private static List<Order> checked(String participant, List<Order> orders) {
        List<Order> lots =
                orders.stream().sorted(Comparator.comparingInt(Order::lot)).toList();
        for (int i = 0; i < lots.size(); i++) {
            Order lot = lots.get(i);
            if (lot.lot() != i + 1) {
                throw new IllegalArgumentException("lots of " + participant
                        + " must be numbered 1, 2, ... without gap or repetition: " + lot.lot());
            }
            if (lot.side() != lots.getFirst().side()) {
                throw new IllegalArgumentException("participant must be on one side only: " + participant);
            }
            if (i > 0 && !lots.get(i - 1).accepts(lot.limitTicks())) {
                throw new IllegalArgumentException("limitTicks of " + participant
                        + " must not improve from lot to lot: " + lot.limitTicks() + " at lot " + lot.lot());
            }
        }
        return lots;
    }

    /** Returns the participants' ids in ascending order. */
    public List<String> participants() {
        return List.copyOf(byParticipant.keySet());
    }

    /** Returns all orders, by participant, then lot. */
    public Stream<Order> orders() {
        return byParticipant.values().stream().flatMap(List::stream);
    }

    /** Returns the orders of one side, by participant, then lot. */
    public List<Order> orders(Side side) {
        return orders().filter(order -> order.side() == side).toList();
    }

    /** Returns one participant's orders by lot; empty for an unknown id. */
    public List<Order> ordersOf(String participant) {
        return byParticipant.getOrDefault(participant, List.of());
    }

    /** Returns the book without one participant's orders. */
    public OrderBook without(String participant) {
        return with(participant, List.of());
    }

    /**
     * Returns the book with one participant's orders replaced.
     *
     * @param orders the new orders, all of {@code participant}; empty to remove it
     * @throws IllegalArgumentException if the lots of {@code orders} are not numbered 1, 2, and so on, they are not on one side, or
     *     their limit prices improve from lot to lot
     */
    public OrderBook with(String participant, List<? extends Order> orders) {
        SortedMap<String, List<Order>> changed = new TreeMap<>(byParticipant);
        changed.remove(participant);
        if (!orders.isEmpty()) {
            changed.put(participant, checked(participant, List.copyOf(orders)));
        }
        return new OrderBook(changed);
    }

    /**
     * Returns the sum of the limit prices of a participant's first lots, in ticks; negated for a seller.
     *
     * @param lots number of lots, from 0
     * @throws IllegalArgumentException if the participant has fewer lots
     */
    public long signedValueTicks(String participant, int lots) {
        List<Order> orders = ordersOf(participant);
        if (lots > orders.size()) {
            throw new IllegalArgumentException(
                    "lots of " + participant + " must be at most " + orders.size() + ": " + lots);
        }
        long sum = 0;
        for (Order order : orders.subList(0, lots)) {
            sum += order.side() == Side.BUYERS ? order.limitTicks() : -order.limitTicks();
        }
        return sum;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof OrderBook book && byParticipant.equals(book.byParticipant);
    }

    @Override
    public int hashCode() {
        return byParticipant.hashCode();
    }

    @Override
    public String toString() {
        return orders().toList().toString();
    }
}
