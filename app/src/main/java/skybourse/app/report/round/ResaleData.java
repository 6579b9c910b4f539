package skybourse.app.report.round;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import skybourse.base.agent.Agent;
import skybourse.base.scenario.Scenario;
import skybourse.round.market.ResaleStudy;
import skybourse.tier2.auction.Order;
import skybourse.tier2.auction.Side;
import skybourse.tier2.auction.Trade;
import skybourse.tier2.clock.Announcement;

/** What the charts of tier 2 draw, as a tree for JSON; amounts are in money. */
final class ResaleData {

    /** Of longer courses only every so many stops are drawn, and all at which somebody accepts. */
    private static final int STOPS_DRAWN = 1_500;

    private final ResaleStudy.Held held;
    private final double tick;

    private ResaleData(ResaleStudy.Held held) {
        this.held = held;
        this.tick = held.after().scenario().rules().tickMoney();
    }

    static Map<String, ?> of(ResaleStudy study) {
        return study instanceof ResaleStudy.Held held ? new ResaleData(held).tree() : Map.of();
    }

    private Map<String, ?> tree() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("buyers", clock(Side.BUYERS));
        tree.put("sellers", clock(Side.SELLERS));
        tree.put("accepted", accepted());
        tree.put("steps", held.announcements().size());
        tree.put("prices", prices());
        tree.put("flights", flights(held).stream().map(Flight::tree).toList());
        return tree;
    }

    private List<List<? extends Number>> clock(Side side) {
        int every = 1 + held.announcements().size() / STOPS_DRAWN;
        List<List<? extends Number>> stops = new ArrayList<>();
        for (int i = 0; i < held.announcements().size(); i++) {
            Announcement stop = held.announcements().get(i);
            if (stop.side() == side && (i % every == 0 || !stop.accepted().isEmpty())) {
                stops.add(List.of(i + 1, stop.stopTicks() * tick));
            }
        }
        return stops;
    }

    /** Returns stops with acceptances as {@code [step, price, label, all traded, side]}. */
    private Set<String> traded() {
        Set<String> traded = new HashSet<>();
        for (Trade trade : held.trades()) {
            traded.add(trade.bid().label());
            traded.add(trade.ask().label());
        }
        return traded;
    }

    private List<List<Object>> accepted() {
        Set<String> traded = traded();
        List<List<Object>> stops = new ArrayList<>();
        for (int i = 0; i < held.announcements().size(); i++) {
            Announcement stop = held.announcements().get(i);
            if (!stop.accepted().isEmpty()) {
                boolean all = stop.accepted().stream().map(Order::label).allMatch(traded::contains);
                stops.add(List.of(
                        i + 1, stop.stopTicks() * tick, label(stop), all ? 1 : 0, stop.side() == Side.BUYERS ? 1 : 0));
            }
        }
        return stops;
    }

    private static String label(Announcement stop) {
        Map<String, Long> lots = stop.accepted().stream()
                .collect(Collectors.groupingBy(Order::participant, LinkedHashMap::new, Collectors.counting()));
        return lots.entrySet().stream()
                .map(entry -> entry.getKey() + (entry.getValue() > 1 ? " ×" + entry.getValue() : ""))
                .collect(Collectors.joining(", "));
    }

    private List<Double> prices() {
        return held.trades().stream()
                .flatMap(trade -> List.of(trade.buyerPriceHalfTicks(), trade.sellerPriceHalfTicks()).stream())
                .distinct()
                .sorted()
                .map(halfTicks -> halfTicks * tick / 2)
                .toList();
    }

    /** Lots that an aerial agent takes from a fixed agent. */
    record Flight(Agent from, Agent to, int lots) {

        private List<Object> tree() {
            return List.of(
                    from.position().xMetres(),
                    from.position().yMetres(),
                    to.position().xMetres(),
                    to.position().yMetres(),
                    lots,
                    from.id(),
                    to.id());
        }
    }

    /** Returns who takes lots from whom. */
    static List<Flight> flights(ResaleStudy.Held held) {
        Map<String, Agent> agents = new HashMap<>();
        Scenario world = held.after().scenario();
        world.leaders().forEach(agent -> agents.put(agent.id(), agent));
        world.aerialAgents().forEach(agent -> agents.put(agent.id(), agent));
        Map<List<String>, Integer> lots = new LinkedHashMap<>();
        for (Trade trade : held.trades()) {
            lots.merge(List.of(trade.bid().participant(), trade.ask().participant()), 1, Integer::sum);
        }
        List<Flight> flights = new ArrayList<>();
        lots.forEach((pair, count) -> flights.add(new Flight(
                requireNonNull(agents.get(pair.getFirst())), requireNonNull(agents.get(pair.getLast())), count)));
        return flights;
    }
}
