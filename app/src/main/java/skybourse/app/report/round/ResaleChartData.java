package skybourse.app.report.round;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonFormat;
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
import skybourse.round.market.AuditedResale;
import skybourse.tier2.auction.Order;
import skybourse.tier2.auction.Side;
import skybourse.tier2.auction.Trade;
import skybourse.tier2.clock.Announcement;

/** Data of the charts of tier 2; amounts are in money. */
sealed interface ResaleChartData {

    /** Maximum number of stops that are sampled from a longer auction, over both clocks. Stops with acceptances are drawn even if they are not sampled. */
    int STOPS_DRAWN = 1_500;

    /** Tier 2 without an auction. */
    record NoAuction() implements ResaleChartData {}

    /**
     * Tier 2 with an auction.
     *
     * @param buyers stops of the buyers' clock
     * @param sellers stops of the sellers' clock
     * @param accepted stops with acceptances
     * @param steps number of all stops
     * @param prices different prices of lots, lowest first
     * @param flights lots by pair of fixed agent and aerial agent
     */
    record Auction(
            List<Stop> buyers,
            List<Stop> sellers,
            List<Acceptance> accepted,
            int steps,
            List<Double> prices,
            List<FlightLine> flights)
            implements ResaleChartData {}

    /** A stop of a clock. */
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    record Stop(int step, double price) {}

    /**
     * A stop with acceptances. {@code label} names the participants that accept, with their numbers of lots. {@code traded} is 1 if all of them lead
     * to trades, otherwise 0. {@code buyers} is 1 for a stop of the buyers' clock, otherwise 0.
     */
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    record Acceptance(int step, double price, String label, int traded, int buyers) {}

    /** Line on the map for the lots that a pair of agents traded. Coordinates are in m. */
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    record FlightLine(double fromX, double fromY, double toX, double toY, int lots, String from, String to) {

        private static FlightLine of(Flight flight) {
            return new FlightLine(
                    flight.from.position().xMetres(),
                    flight.from.position().yMetres(),
                    flight.to.position().xMetres(),
                    flight.to.position().yMetres(),
                    flight.lots,
                    flight.from.id(),
                    flight.to.id());
        }
    }

    /** Number of lots that an aerial agent takes over from a fixed agent. */
    record Flight(Agent from, Agent to, int lots) {}

    static ResaleChartData of(AuditedResale study) {
        if (!(study instanceof AuditedResale.HeldAuction held)) {
            return new NoAuction();
        }
        double tick = held.finalRound().scenario().rules().tickMoney();
        return new Auction(
                clock(held, Side.BUYERS, tick),
                clock(held, Side.SELLERS, tick),
                accepted(held, tick),
                held.announcements().size(),
                prices(held, tick),
                flights(held).stream().map(FlightLine::of).toList());
    }

    private static List<Stop> clock(AuditedResale.HeldAuction held, Side side, double tick) {
        int every = 1 + held.announcements().size() / STOPS_DRAWN;
        List<Stop> stops = new ArrayList<>();
        for (int i = 0; i < held.announcements().size(); i++) {
            Announcement stop = held.announcements().get(i);
            if (stop.side() == side && (i % every == 0 || !stop.accepted().isEmpty())) {
                stops.add(new Stop(i + 1, stop.stopTicks() * tick));
            }
        }
        return stops;
    }

    private static Set<String> traded(AuditedResale.HeldAuction held) {
        Set<String> traded = new HashSet<>();
        for (Trade trade : held.trades()) {
            traded.add(trade.bid().label());
            traded.add(trade.ask().label());
        }
        return traded;
    }

    private static List<Acceptance> accepted(AuditedResale.HeldAuction held, double tick) {
        Set<String> traded = traded(held);
        List<Acceptance> stops = new ArrayList<>();
        for (int i = 0; i < held.announcements().size(); i++) {
            Announcement stop = held.announcements().get(i);
            if (!stop.accepted().isEmpty()) {
                boolean all = stop.accepted().stream().map(Order::label).allMatch(traded::contains);
                stops.add(new Acceptance(
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

    private static List<Double> prices(AuditedResale.HeldAuction held, double tick) {
        return held.trades().stream()
                .flatMap(trade -> List.of(trade.buyerPriceHalfTicks(), trade.sellerPriceHalfTicks()).stream())
                .distinct()
                .sorted()
                .map(halfTicks -> halfTicks * tick / 2)
                .toList();
    }

    /** Returns the traded lots by pair of fixed agent and aerial agent. */
    static List<Flight> flights(AuditedResale.HeldAuction held) {
        Map<String, Agent> agents = new HashMap<>();
        Scenario scenario = held.finalRound().scenario();
        scenario.leaders().forEach(agent -> agents.put(agent.id(), agent));
        scenario.aerialAgents().forEach(agent -> agents.put(agent.id(), agent));
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
