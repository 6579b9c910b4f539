package skybourse.tier2.clock.dropout;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import skybourse.tier2.auction.AuctionOutcome;
import skybourse.tier2.auction.AuctionOutcome.NoTrade;
import skybourse.tier2.auction.Communication;
import skybourse.tier2.auction.NoTradeReason;
import skybourse.tier2.auction.Order;
import skybourse.tier2.auction.OrderBook;
import skybourse.tier2.auction.Pairing;
import skybourse.tier2.auction.Side;
import skybourse.tier2.auction.TieOrder;
import skybourse.tier2.clock.Announcement;

/** Drop-out auction in progress, announcement by announcement. Not thread-safe. */
final class DropOutRun {

    private final DropOutAuction rule;
    private final OrderBook book;
    private final DropOutSide buyers;
    private final DropOutSide sellers;
    private final List<DropOutState.Leaver> out = new ArrayList<>();
    private final DropOutState state;
    private int announcements;
    private long messages;

    DropOutRun(DropOutAuction rule, OrderBook book) {
        this.rule = rule;
        this.book = book;
        buyers = new DropOutSide(Side.BUYERS, rule.sellersStartTicks(), book);
        sellers = new DropOutSide(Side.SELLERS, rule.buyersStartTicks(), book);
        state = new DropOutState(buyers, sellers, out);
    }

    /** Makes the next announcement; empty if the auction has ended. */
    Optional<Announcement> announce() {
        return state.next(rule.policy(), announcements).map(move -> move(move.side(), move.ticks()));
    }

    private boolean somebodyIsMissing() {
        return buyers.activeCount().isEmpty() || sellers.activeCount().isEmpty();
    }

    private Announcement move(Side side, long ticks) {
        DropOutSide mover = side == Side.BUYERS ? buyers : sellers;
        int told = mover.activeCount().size();
        List<Order> leaving = mover.move(ticks).stream()
                .sorted()
                .map(participant -> book.ordersOf(participant).getFirst())
                .toList();
        leaving.forEach(
                order -> out.add(new DropOutState.Leaver(mover.clockTicks(), book.ordersOf(order.participant()))));
        announcements++;
        messages += told + leaving.size();
        return new Announcement(
                side,
                mover.clockTicks(),
                told,
                leaving,
                buyers.activeCount().size(),
                sellers.activeCount().size());
    }

    /** Returns the outcome. The auction must have ended. */
    AuctionOutcome outcome(TieOrder ties) {
        if (state.gapTicks() < 0) {
            return new NoTrade(
                    new NoTradeReason.ClocksStartCrossed(rule.buyersStartTicks(), rule.sellersStartTicks()), effort(0));
        }
        if (somebodyIsMissing()) {
            return new NoTrade(new NoTradeReason.NobodyMatched(), effort(0));
        }
        long price = buyers.clockTicks();
        List<Order> buying = buyers.activeLots(price);
        List<Order> selling = sellers.activeLots(price);
        int lots = Math.min(buying.size(), selling.size());
        return Pairing.outcome(
                Pairing.pair(inTurns(buying, lots, ties), inTurns(selling, lots, ties), 2 * price, 2 * price),
                lots,
                effort(buyers.activeCount().size() + sellers.activeCount().size()));
    }

    /** Returns the ids of all active traders, buyers first. */
    List<String> stillIn() {
        return Stream.concat(buyers.activeCount().stream(), sellers.activeCount().stream())
                .toList();
    }

    /** Returns the clock price of a side. */
    long clockTicks(Side side) {
        return state.clockTicks(side);
    }

    private Communication effort(int naming) {
        return new Communication(announcements, messages + naming);
    }

    /** Selects the given number of orders. Each participant trades one lot per turn, in tie order within a turn. */
    private static List<Order> inTurns(List<Order> named, int lots, TieOrder ties) {
        Map<Integer, List<Order>> turns = new LinkedHashMap<>();
        for (Order order : ties.inOrder(named)) {
            turns.computeIfAbsent(order.lot(), _ -> new ArrayList<>()).add(order);
        }
        List<Order> served = new ArrayList<>();
        for (int turn = 1; served.size() < lots; turn++) {
            List<Order> equals = turns.getOrDefault(turn, List.of());
            served.addAll(equals.subList(0, Math.min(equals.size(), lots - served.size())));
        }
        return served;
    }
}
