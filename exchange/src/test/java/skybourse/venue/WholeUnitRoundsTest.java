package skybourse.venue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import skybourse.base.agent.WirelessAgent;
import skybourse.base.scenario.Scenario;
import skybourse.venue.event.Caller;
import skybourse.venue.event.MarketCommand;
import skybourse.venue.event.MarketEvent;
import skybourse.venue.event.MarketPayment;
import skybourse.venue.event.Piece;
import skybourse.venue.event.RoundPrices;

/** Rounds whose tasks have indivisible units. */
class WholeUnitRoundsTest {

    /** Sells the scenario's tasks, with the given numbers of units in turn; 0 for a divisible task. */
    private static MarketEvent.RoundSettled sold(Played market, int... units) {
        put(market, units);
        return market.sell();
    }

    private static void put(Played market, int... units) {
        List<WirelessAgent> buyers = market.rules.scenario().wirelessAgents();
        for (int n = 0; n < buyers.size(); n++) {
            WirelessAgent buyer = buyers.get(n);
            market.done(new MarketCommand.PutTask(
                    buyer.id(), "t", buyer.task(), units[n % units.length], Played.PAYLOAD, market.venue.round()));
        }
    }

    private static Map<String, Integer> units(Played market, int... units) {
        Map<String, Integer> byBuyer = new HashMap<>();
        List<WirelessAgent> buyers = market.rules.scenario().wirelessAgents();
        for (int n = 0; n < buyers.size(); n++) {
            byBuyer.put(buyers.get(n).id(), units[n % units.length]);
        }
        return byBuyer;
    }

    /** A task of one unit is one piece with one bill, or is computed locally. */
    @Tag("slow")
    @Test
    void taskOfOneUnitHasAtMostOnePiece() {
        int one = 0;
        int none = 0;
        for (int seed = 1; seed <= 12; seed++) {
            Played market = new Played(Played.drawn(16, seed)).joined();
            MarketEvent.RoundSettled settled = sold(market, 1);
            Map<String, Long> pieces =
                    settled.pieces().stream().collect(Collectors.groupingBy(Piece::buyer, Collectors.counting()));
            for (WirelessAgent buyer : market.rules.scenario().wirelessAgents()) {
                long count = pieces.getOrDefault(buyer.id(), 0L);
                assertThat(count).isLessThanOrEqualTo(1);
                one += (int) count;
                none += count == 0 ? 1 : 0;
            }
            assertThat(settled.pieces())
                    .allMatch(piece -> piece.from() == 0 && piece.to() == 1 && piece.billUnits() > 0);
        }
        assertThat(one).as("pieces").isGreaterThan(20);
        assertThat(none).as("computed locally").isPositive();
    }

    /** Pieces hold whole units without gaps, each billed at the price of its units. */
    @Test
    void piecesHoldWholeUnitsBilledAtLeaderPrice() {
        int lots = 0;
        int undone = 0;
        for (int seed = 1; seed <= 12; seed++) {
            Played market = new Played(Played.drawn(20, seed)).joined();
            int[] counts = {7, 0, 100, 3};
            MarketEvent.RoundSettled settled = sold(market, counts);
            Map<String, Integer> units = units(market, counts);
            Scenario scenario = market.rules.scenario();
            Map<String, Double> prices = market.venue.lastPrices();
            for (WirelessAgent buyer : scenario.wirelessAgents()) {
                int all = units.get(buyer.id());
                double last = 0;
                Map<String, Long> bills = new HashMap<>();
                Map<String, Double> shares = new HashMap<>();
                for (Piece piece : settled.pieces()) {
                    if (piece.buyer().equals(buyer.id())) {
                        assertThat(piece.from()).isCloseTo(last, within(1e-9));
                        last = piece.to();
                        if (all > 0) {
                            assertThat(piece.from() * all).isCloseTo(Math.rint(piece.from() * all), within(1e-9));
                            assertThat(piece.to() * all).isGreaterThan(piece.from() * all + .5);
                        }
                        bills.merge(piece.leader(), piece.billUnits(), Long::sum);
                        shares.merge(piece.leader(), piece.to() - piece.from(), Double::sum);
                    }
                }
                bills.forEach((leader, bill) -> assertThat((double) bill)
                        .isCloseTo(
                                prices.get(leader)
                                        * buyer.task().inputBits()
                                        * shares.get(leader)
                                        / scenario.rules().ledgerUnitMoney(),
                                within(1.0 + 1e-6)));
            }
            lots += (int) settled.pieces().stream().filter(Piece::isLot).count();
            undone += (int) settled.pieces().stream()
                    .filter(piece -> !piece.state().isOpen())
                    .count();
        }
        assertThat(lots).as("pieces in lots").isGreaterThan(20);
        assertThat(undone).as("undone pieces").isPositive();
    }

    /** No worker exceeds its capacity: a leader's own, or one lot's work for each lot that an aerial agent sold. */
    @Test
    void noWorkerExceedsItsCapacity() {
        int full = 0;
        for (int seed = 1; seed <= 12; seed++) {
            Played market = new Played(Played.drawn(20, seed)).joined();
            MarketEvent.RoundSettled settled = sold(market, 4, 1, 9);
            var rules = market.rules.scenario().rules();
            Map<String, Long> lots = settled.trades().stream()
                    .collect(Collectors.groupingBy(MarketEvent.LotTrade::seller, Collectors.counting()));
            Map<String, Double> work = settled.pieces().stream()
                    .filter(piece -> piece.state().isOpen())
                    .collect(Collectors.groupingBy(Piece::worker, Collectors.summingDouble(Piece::work)));
            lots.forEach((seller, count) -> assertThat(work.getOrDefault(seller, 0.0))
                    .as("work is in lots that were traded")
                    .isPositive()
                    .isLessThanOrEqualTo(count * rules.lotWork() * (1 + 1e-9)));
            for (var leader : market.rules.scenario().leaders()) {
                double most = leader.computer().workPerSecond() * rules.roundSeconds();
                assertThat(work.getOrDefault(leader.id(), 0.0)).isLessThanOrEqualTo(most * (1 + 1e-6));
                full += work.getOrDefault(leader.id(), 0.0) > .7 * most ? 1 : 0;
            }
        }
        assertThat(full).isGreaterThan(10);
    }

    /** Undone units are refunded in full. All other bills are held in escrow. */
    @Tag("slow")
    @Test
    void undoneUnitsAreRefundedInFull() {
        int refunded = 0;
        for (int seed = 1; seed <= 12; seed++) {
            Played market = new Played(Played.drawn(20, seed)).joined();
            MarketEvent.RoundSettled settled = sold(market, 5);
            Map<String, Long> refunds = settled.entries().stream()
                    .filter(entry -> entry.reason() == MarketPayment.Reason.REFUND)
                    .collect(Collectors.toMap(MarketPayment::of, MarketPayment::units));
            Map<String, Long> undone = settled.pieces().stream()
                    .filter(piece -> !piece.state().isOpen())
                    .collect(Collectors.toMap(Piece::id, Piece::billUnits));
            assertThat(refunds).isEqualTo(undone);
            long held = settled.entries().stream()
                    .filter(entry -> entry.reason() == MarketPayment.Reason.HELD)
                    .mapToLong(MarketPayment::units)
                    .sum();
            assertThat(held
                            - refunds.values().stream()
                                    .mapToLong(Long::longValue)
                                    .sum())
                    .isEqualTo(settled.pieces().stream()
                            .mapToLong(Piece::escrowUnits)
                            .sum());
            refunded += refunds.size();
            market.deliver();
            market.wait(60);
            assertThat(market.venue.agents()).allMatch(agent -> agent.heldUnits() == 0);
        }
        assertThat(refunded).isPositive();
    }

    /** Divisible tasks and tasks in units have the same prices. */
    @Test
    void unitsDoNotChangePrices() {
        assertThat(solved(3, 0)).isEqualTo(solved(0));
    }

    /** Solves the tasks again, each divided into the given number of units. */
    private static RoundPrices solved(int... units) {
        Played market = new Played(Played.drawn(20, 4)).joined();
        put(market, units);
        market.done(new MarketCommand.Freeze(0, new TreeSet<>(), Played.DRAW));
        return market.venue.frozenRound().orElseThrow().solve(market.solver, () -> false);
    }

    /** A restored market freezes the same units. */
    @Test
    void restoredMarketKeepsUnits() {
        Played market = new Played(Played.drawn(12, 4)).joined();
        WirelessAgent buyer = market.rules.scenario().wirelessAgents().getFirst();
        market.done(new MarketCommand.PutTask(buyer.id(), "t", buyer.task(), 3, Played.PAYLOAD, 9));
        ExchangeEngine again = market.readBack();
        ExchangeEngine restored = ExchangeEngine.open(market.rules);
        restored.restore(market.venue.snapshot().orElseThrow());
        for (ExchangeEngine engine : List.of(market.venue, again, restored)) {
            engine.decide(new MarketCommand.Freeze(0, new TreeSet<>(), Played.DRAW), new Caller.Market(), market.now);
            assertThat(engine.frozenRound().orElseThrow().units()).containsExactly(3);
        }
    }

    /** Sums of one row of the table: tasks, those that stay at home, bills, and how far they are from the divisible bill. */
    private static final class Row {
        private int tasks;
        private int home;
        private double divisible;
        private double whole;
        private double apart;
        private double most;

        void add(double divisibleBill, double wholeBill, double unit) {
            tasks++;
            home += divisibleBill > 0 && wholeBill == 0 ? 1 : 0;
            divisible += divisibleBill;
            whole += wholeBill;
            apart += Math.abs(wholeBill - divisibleBill);
            most = Math.max(most, Math.abs(wholeBill - divisibleBill) / unit);
        }
    }

    private static Map<String, Double> bills(MarketEvent.RoundSettled settled) {
        return settled.pieces().stream()
                .collect(Collectors.groupingBy(Piece::buyer, Collectors.summingDouble(Piece::billUnits)));
    }

    /**
     * Bills of tasks in units, compared with those of the same tasks if divisible; {@code -Dwhole.rounds=200} prints
     * the table. A bill is higher by at most one unit per leader.
     */
    @Test
    void billsOfUnitsAreCloseToDivisibleBills() {
        int rounds = Integer.getInteger("whole.rounds", 3);
        for (int count : new int[] {1, 2, 5, 20, 100}) {
            var row = new Row();
            for (int seed = 1; seed <= rounds; seed++) {
                Played market = new Played(Played.drawn(20, seed)).joined();
                Map<String, Double> divisible = bills(sold(market, 0));
                MarketEvent.RoundSettled settled = sold(new Played(Played.drawn(20, seed)).joined(), count);
                Map<String, Double> whole = bills(settled);
                int leaders = market.rules.scenario().leaders().size();
                double dearest = market.venue.lastPrices().values().stream()
                        .filter(Double::isFinite)
                        .mapToDouble(price -> price)
                        .max()
                        .orElseThrow();
                for (WirelessAgent buyer : market.rules.scenario().wirelessAgents()) {
                    double unit = dearest
                            * buyer.task().inputBits()
                            / count
                            / market.rules.scenario().rules().ledgerUnitMoney();
                    double one = divisible.getOrDefault(buyer.id(), 0.0);
                    double other = whole.getOrDefault(buyer.id(), 0.0);
                    assertThat(other).isLessThanOrEqualTo(one + leaders * unit);
                    row.add(one, other, unit);
                }
            }
            assertThat(row.apart / row.divisible).isLessThan(count < 5 ? 1.0 : count < 100 ? .25 : .05);
            if (Integer.getInteger("whole.rounds") != null) {
                System.out.println(String.format(
                        Locale.ROOT,
                        "%3d units: %d tasks, %.1f %% stay at home, whole bills %.1f %% of divisible ones, %.1f %% apart in the mean, at most %.2f units of the dearest leader",
                        count,
                        row.tasks,
                        100.0 * row.home / row.tasks,
                        100 * row.whole / row.divisible,
                        100 * row.apart / row.divisible,
                        row.most));
            }
        }
    }
}
