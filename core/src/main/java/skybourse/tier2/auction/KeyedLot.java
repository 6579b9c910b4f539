package skybourse.tier2.auction;

import java.util.Comparator;
import java.util.List;

/** Lot with its tie key, which is computed once. */
record KeyedLot(Order order, long key) {

    /** Order by tie key, then id, then lot number, so that the lots of a participant are consecutive. */
    private static final Comparator<KeyedLot> AMONG_EQUALS = Comparator.comparingLong(KeyedLot::key)
            .thenComparing(claim -> claim.order().participant())
            .thenComparingInt(claim -> claim.order().lot());

    /** Returns lots with equal limit prices in tie order. */
    static List<Order> inOrder(List<Order> equals, TieOrder ties) {
        return equals.stream()
                .map(order -> new KeyedLot(order, ties.key(order.participant())))
                .sorted(AMONG_EQUALS)
                .map(KeyedLot::order)
                .toList();
    }
}
