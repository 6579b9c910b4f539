package skybourse.tier2.audit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import skybourse.base.numeric.Rational;
import skybourse.tier2.auction.AuctionRule;
import skybourse.tier2.auction.Order;
import skybourse.tier2.auction.OrderBook;
import skybourse.tier2.auction.Side;
import skybourse.tier2.auction.TieOrder;

/**
 * Brute-force audit: every report is cleared with the rule itself under every order of the trader's own
 * side and every choice of the omitted trader. Shares no code with the audits that it checks.
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
    static Rational utility(AuctionRule rule, OrderBook book, OrderBook truth, String trader) {
        if (book.ordersOf(trader).isEmpty()) {
            return Rational.ZERO;
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
        return Rational.of(sum, count);
    }

    private static String label(Order order) {
        return order.participant() + "/" + order.lot();
    }

    private static Map<String, Integer> places(List<String> order) {
        return IntStream.range(0, order.size()).boxed().collect(Collectors.toMap(order::get, i -> i));
    }

    /** Returns the best expected utility of all reports from {@code low} to {@code high}, with a price per lot, and of absence. */
    static Rational best(AuctionRule rule, OrderBook truth, String trader, long low, long high) {
        return best(truth, trader, everyReport(truth, trader, low, high), book -> utility(rule, book, truth, trader));
    }

    /** Returns the best with the same price for all lots. */
    static Rational bestOfOnePrice(AuctionRule rule, OrderBook truth, String trader, long low, long high) {
        List<List<Order>> onePrice = new ArrayList<>();
        for (long price = low; price <= high; price++) {
            List<Order> lots = List.of();
            for (Order own : truth.ordersOf(trader)) {
                lots = Stream.concat(lots.stream(), Stream.of(own.withLimit(price)))
                        .toList();
                onePrice.add(lots);
            }
        }
        return best(truth, trader, onePrice, book -> utility(rule, book, truth, trader));
    }

    /** Returns the best utility of all reports for a given tie order. */
    static Rational bestGiven(TieOrder ties, AuctionRule rule, OrderBook truth, String trader, long low, long high) {
        return best(
                truth,
                trader,
                everyReport(truth, trader, low, high),
                book -> Rational.of(rule.clear(book, ties).utilityHalfTicks(trader, truth)));
    }

    private static Rational best(
            OrderBook truth, String trader, List<List<Order>> reports, Function<OrderBook, Rational> utility) {
        Rational best = Stream.of(Rational.ZERO, utility.apply(truth))
                .max(Comparator.naturalOrder())
                .orElseThrow();
        for (List<Order> report : reports) {
            Rational other = utility.apply(truth.with(trader, report));
            best = other.compareTo(best) > 0 ? other : best;
        }
        return best;
    }

    /** Returns all valid reports with up to the trader's number of lots, enumerated like an odometer. */
    private static List<List<Order>> everyReport(OrderBook truth, String trader, long low, long high) {
        List<Order> own = truth.ordersOf(trader);
        List<List<Order>> reports = new ArrayList<>();
        for (int lots = 1; lots <= own.size(); lots++) {
            long[] prices = LongStream.generate(() -> low).limit(lots).toArray();
            for (int at = 0; at < lots; ) {
                List<Order> report = new ArrayList<>();
                for (int lot = 0; lot < lots; lot++) {
                    report.add(own.get(lot).withLimit(prices[lot]));
                }
                if (isBook(report)) {
                    reports.add(report);
                }
                for (at = 0; at < lots && ++prices[at] > high; at++) {
                    prices[at] = low;
                }
            }
        }
        return reports;
    }

    private static boolean isBook(List<Order> report) {
        try {
            OrderBook.of(report);
            return true;
        } catch (IllegalArgumentException growsMoreEager) {
            return false;
        }
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
