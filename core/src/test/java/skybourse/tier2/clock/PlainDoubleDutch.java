package skybourse.tier2.clock;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import skybourse.tier2.auction.Order;
import skybourse.tier2.auction.OrderBook;
import skybourse.tier2.auction.Side;
import skybourse.tier2.auction.TieOrder;

/**
 * Plain implementation of the Double Dutch Auction from {@code docs/explanation/auctions.md}: lists and loops, with its own turns and
 * prices. Shares no code with the implementations that it checks.
 */
final class PlainDoubleDutch {

    private static final class Half {
        final List<Order> waiting = new ArrayList<>();
        final List<Order> queue = new ArrayList<>();
        final List<Long> stops = new ArrayList<>();
        long clock;
        boolean told;

        long people() {
            return waiting.stream().map(Order::participant).distinct().count();
        }
    }

    private final DoubleDutch rule;
    private final TieOrder ties;
    private final Half buyers = new Half();
    private final Half sellers = new Half();
    private final List<String> course = new ArrayList<>();
    private long messages;
    private long regret;

    PlainDoubleDutch(DoubleDutch rule, OrderBook book, TieOrder ties) {
        this.rule = rule;
        this.ties = ties;
        buyers.waiting.addAll(book.orders(Side.BUYERS));
        sellers.waiting.addAll(book.orders(Side.SELLERS));
        buyers.clock = rule.buyersStartTicks();
        sellers.clock = rule.sellersStartTicks();
    }

    Map<String, Object> facts() {
        if (buyers.clock >= sellers.clock) {
            if (rule.turns() == TurnOrder.ALTERNATE) {
                alternate();
            } else {
                shorter();
            }
        }
        Map<String, Object> facts = new TreeMap<>(cleared());
        facts.put("course", course);
        facts.put("announcements", course.size());
        facts.put("messages", messages);
        facts.put("regret", regret);
        facts.put("clocks", List.of(buyers.clock, sellers.clock));
        facts.put("queues", List.of(buyers.queue.size(), sellers.queue.size()));
        return facts;
    }

    private void alternate() {
        Half turn = buyers;
        while (true) {
            boolean noBuyer = buyers.waiting.isEmpty() && buyers.queue.size() <= sellers.queue.size();
            boolean noSeller = sellers.waiting.isEmpty() && sellers.queue.size() <= buyers.queue.size();
            boolean met = buyers.clock == sellers.clock;
            if (noBuyer || noSeller || (met && buyers.told && sellers.told)) {
                return;
            }
            if (met) {
                turn = buyers.told ? sellers : buyers;
            } else if (turn.waiting.isEmpty()) {
                turn = turn == buyers ? sellers : buyers;
            }
            if (announce(turn)) {
                turn = turn == buyers ? sellers : buyers;
            }
        }
    }

    private void shorter() {
        announce(buyers);
        announce(sellers);
        while (buyers.clock > sellers.clock) {
            Half turn = sellers.queue.size() > buyers.queue.size() ? buyers : sellers;
            if (turn.waiting.isEmpty()) {
                return;
            }
            announce(turn);
        }
    }

    /** Tells whether a trader accepts. */
    private boolean announce(Half half) {
        long gap = buyers.clock - sellers.clock;
        long step = rule.policy() instanceof FixedStep(long ticks)
                ? Math.min(ticks, gap)
                : ((DrawnSteps) rule.policy()).ticks(course.size(), gap);
        if (half.told) {
            half.clock += half == buyers ? -step : step;
        }
        half.told = true;
        List<Order> accepting = new ArrayList<>(half.waiting);
        accepting.removeIf(order -> half == buyers ? order.limitTicks() < half.clock : order.limitTicks() > half.clock);
        accepting.sort(Comparator.<Order>comparingLong(order -> ties.key(order.participant()))
                .thenComparing(Order::participant)
                .thenComparing(Order::lot));
        messages += half.people()
                + accepting.stream().map(Order::participant).distinct().count();
        half.waiting.removeAll(accepting);
        for (Order order : accepting) {
            half.queue.add(order);
            half.stops.add(half.clock);
            regret += Math.abs(order.limitTicks() - half.clock);
        }
        course.add((half == buyers ? "buyers " : "sellers ")
                + half.clock
                + accepting.stream()
                        .map(order -> " " + order.participant() + "/" + order.lot())
                        .toList());
        return !accepting.isEmpty();
    }

    private Map<String, Object> cleared() {
        int q = Math.min(buyers.queue.size(), sellers.queue.size());
        if (q == 0) {
            return trades(List.of(), List.of(), 0, 0);
        }
        long bid = buyers.stops.get(q - 1);
        long ask = sellers.stops.get(q - 1);
        List<Order> all = buyers.queue.subList(0, q);
        List<Order> butOne = buyers.queue.subList(0, q - 1);
        return switch (rule.clearing()) {
            case MIDPOINT -> trades(all, sellers.queue.subList(0, q), bid + ask, bid + ask);
            case TRADE_REDUCTION -> trades(butOne, sellers.queue.subList(0, q - 1), bid + bid, ask + ask);
            case STRONGLY_BALANCED_REDUCTION -> {
                if (sellers.queue.size() > buyers.queue.size()) {
                    long price = 2 * sellers.stops.get(q);
                    yield trades(all, sellers.queue.subList(0, q), price, price);
                }
                yield trades(butOne, withoutOneDrawn(), 2 * bid, 2 * bid);
            }
        };
    }

    private List<Order> withoutOneDrawn() {
        List<Order> left = new ArrayList<>(sellers.queue);
        left.sort(Comparator.<Order>comparingLong(ties::drawKey)
                .thenComparing(Order::participant)
                .thenComparing(Order::lot));
        String unlucky = left.getFirst().participant();
        left = new ArrayList<>(sellers.queue);
        left.remove(left.stream()
                .filter(order -> order.participant().equals(unlucky))
                .reduce((_, last) -> last)
                .orElseThrow());
        return left;
    }

    private static Map<String, Object> trades(List<Order> bought, List<Order> sold, long pays, long gets) {
        long welfare = bought.stream().mapToLong(Order::limitTicks).sum()
                - sold.stream().mapToLong(Order::limitTicks).sum();
        return bought.isEmpty()
                ? Map.<String, Object>of("trades", 0, "bought", List.of(), "sold", List.of(), "welfare", 0L)
                : Map.<String, Object>of(
                        "trades",
                        bought.size(),
                        "bought",
                        labels(bought),
                        "sold",
                        labels(sold),
                        "buyers pay",
                        pays,
                        "sellers get",
                        gets,
                        "welfare",
                        welfare);
    }

    private static List<String> labels(List<Order> orders) {
        return orders.stream().map(Order::label).sorted().toList();
    }
}
