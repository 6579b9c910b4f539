package skybourse.tier2.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import skybourse.base.numeric.Fraction;
import skybourse.tier2.auction.Ask;
import skybourse.tier2.auction.AuctionRule;
import skybourse.tier2.auction.Bid;
import skybourse.tier2.auction.Order;
import skybourse.tier2.auction.OrderBook;
import skybourse.tier2.auction.Side;
import skybourse.tier2.auction.TieOrder;

/**
 * The audit as one would write it first: every report is cleared with the rule itself under every order of the trader's own
 * side and every choice of who is left out. Shares no code with the audits that it checks.
 */
final class EveryReport {

    private record Lots(Map<String, Integer> places, Map<String, Integer> draw) implements TieOrder {
        @Override
        public long key(String participant) {
            return places.getOrDefault(participant, 0);
        }

        @Override
        public long drawKey(Order order) {
            return draw.getOrDefault(label(order), 0);
        }
    }

    private EveryReport() {}

    /** Returns a trader's expected utility, in half ticks at {@code truth}, when it and the others report {@code book}. */
    static Fraction utility(AuctionRule rule, OrderBook book, OrderBook truth, String trader) {
        if (book.ordersOf(trader).isEmpty()) {
            return Fraction.ZERO;
        }
        Side side = truth.ordersOf(trader).getFirst().side();
        List<String> own = ids(book, side);
        long sum = 0;
        long count = 0;
        List<List<String>> draws = side == Side.SELLERS && rule.name().matches("sbba|.*balanced.*")
                ? orders(book.orders(Side.SELLERS).stream()
                        .map(EveryReport::label)
                        .toList())
                : List.of(List.of());
        for (List<String> order : orders(own)) {
            for (List<String> draw : draws) {
                sum += rule.clear(book, new Lots(places(order), places(draw))).utilityHalfTicks(trader, truth);
                count++;
            }
        }
        return Fraction.of(sum, count);
    }

    private static String label(Order order) {
        return order.participant() + "/" + order.lot();
    }

    private static Map<String, Integer> places(List<String> order) {
        return IntStream.range(0, order.size()).boxed().collect(Collectors.toMap(order::get, i -> i));
    }

    /** Returns the best expected utility of all reports from {@code low} to {@code high} and of staying away. */
    static Fraction best(AuctionRule rule, OrderBook truth, String trader, long low, long high) {
        Fraction honest = utility(rule, truth, truth, trader);
        Fraction best = honest.compareTo(Fraction.ZERO) > 0 ? honest : Fraction.ZERO;
        List<Order> own = truth.ordersOf(trader);
        for (long price = low; price <= high; price++) {
            for (int lots = 1; lots <= own.size(); lots++) {
                OrderBook book = truth.with(trader, report(own.getFirst(), price, lots));
                Fraction other = utility(rule, book, truth, trader);
                best = other.compareTo(best) > 0 ? other : best;
            }
        }
        return best;
    }

    static List<Order> report(Order like, long price, int lots) {
        List<Order> report = new ArrayList<>();
        for (int lot = 1; lot <= lots; lot++) {
            report.add(
                    like.side() == Side.BUYERS
                            ? new Bid(like.participant(), lot, price)
                            : new Ask(like.participant(), lot, price));
        }
        return report;
    }

    static List<String> ids(OrderBook book, Side side) {
        return book.orders(side).stream().map(Order::participant).distinct().toList();
    }

    private static List<List<String>> orders(List<String> ids) {
        if (ids.isEmpty()) {
            return List.of(List.of());
        }
        List<List<String>> all = new ArrayList<>();
        for (String first : ids) {
            List<String> rest = ids.stream().filter(id -> !id.equals(first)).toList();
            for (List<String> tail : orders(rest)) {
                List<String> one = new ArrayList<>(List.of(first));
                one.addAll(tail);
                all.add(one);
            }
        }
        return all;
    }
}
