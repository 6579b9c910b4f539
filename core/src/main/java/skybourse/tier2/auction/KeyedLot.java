package skybourse.tier2.auction;

import java.util.Comparator;
import java.util.List;

/** A lot with its tie key drawn once. */
record KeyedLot(Order order, long key) {

    /** By lot, then id; a participant's lots stand together in their order. */
    private static final Comparator<KeyedLot> AMONG_EQUALS = Comparator.comparingLong(KeyedLot::key)
            .thenComparing(claim -> claim.order().participant())
            .thenComparingInt(claim -> claim.order().lot());

    /** Returns equally eager lots in the order of the ties. */
    static List<Order> inOrder(List<Order> equals, TieOrder ties) {
        return equals.stream()
                .map(order -> new KeyedLot(order, ties.key(order.participant())))
                .sorted(AMONG_EQUALS)
                .map(KeyedLot::order)
                .toList();
    }
}
