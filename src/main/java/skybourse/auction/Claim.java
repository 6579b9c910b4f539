package skybourse.auction;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A lot with its tie key drawn once; {@code last} marks the participant's last lot, with which it stops waiting. */
record Claim(Order order, long key, boolean last) {

    /** By lot, then id; a participant's lots stand together in their order. */
    static final Comparator<Claim> AMONG_EQUALS = Comparator.comparingLong(Claim::key)
            .thenComparing(claim -> claim.order().participant())
            .thenComparingInt(claim -> claim.order().lot());

    /** Returns one side's lots, most eager first. */
    static List<Claim> ranked(Side side, OrderBook book, TieOrder ties) {
        List<Claim> claims = new ArrayList<>();
        for (Order order : book.orders(side)) {
            int lots = book.ordersOf(order.participant()).size();
            claims.add(new Claim(order, ties.key(order.participant()), order.lot() == lots));
        }
        return ranked(side, claims);
    }

    /** Returns the lots sorted, most eager first. */
    static List<Claim> ranked(Side side, List<Claim> claims) {
        Comparator<Claim> rising =
                Comparator.comparingLong(claim -> claim.order().limitTicks());
        return claims.stream()
                .sorted((side == Side.BUYERS ? rising.reversed() : rising).thenComparing(AMONG_EQUALS))
                .toList();
    }
}
