package skybourse.venue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.LongPredicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import skybourse.base.agent.Leader;
import skybourse.base.agent.Rules;
import skybourse.base.agent.Task;
import skybourse.base.agent.WirelessAgent;
import skybourse.base.scenario.Scenario;
import skybourse.round.market.AgentOutcome;
import skybourse.venue.event.MarketCommand;
import skybourse.venue.event.MarketEvent;
import skybourse.venue.event.MarketPayment;
import skybourse.venue.event.MarketRules;
import skybourse.venue.event.Piece;
import skybourse.venue.event.RoundPrices;

/** Work and money of a sold round, computed again from its trades, prices and rules. */
class SettledMoneyTest {

    private static final int MARKETS = 12;

    private static Played joined(int seed) {
        return new Played(Played.drawn(24, seed)).joined();
    }

    private static String pair(Piece piece) {
        return piece.leader() + " " + piece.worker();
    }

    /**
     * All lots of a leader but the last are full. If nothing is refunded, the pieces of a buyer cover all the shares
     * that it sends.
     */
    @Test
    void piecesContainAllSoldWork() {
        int whole = 0;
        for (int seed = 1; seed <= MARKETS; seed++) {
            Played market = joined(seed);
            market.putTasks("t");
            market.done(new MarketCommand.Freeze(0, new TreeSet<>(), Played.DRAW));
            FrozenRound frozen = market.venue.frozenRound().orElseThrow();
            RoundPrices solved = market.solved(frozen);
            List<AgentOutcome> sent = frozen.afterTierOne(solved).agents();
            var settled = (MarketEvent.RoundSettled) market.done(new MarketCommand.SolveFinished(solved))
                    .events()
                    .getFirst();
            Rules rules = market.rules.scenario().rules();
            Map<String, Double> resold = settled.pieces().stream()
                    .filter(Piece::isLot)
                    .collect(Collectors.groupingBy(Piece::leader, Collectors.summingDouble(Piece::work)));
            Map<String, Long> lots = settled.trades().stream()
                    .collect(Collectors.groupingBy(MarketEvent.LotTrade::buyer, Collectors.counting()));
            assertThat(resold.keySet()).isEqualTo(lots.keySet());
            resold.forEach((leader, work) -> assertThat(work / rules.lotWork())
                    .isGreaterThan(lots.get(leader) - 1 - 1e-9)
                    .isLessThan(lots.get(leader) + 1e-9));
            Map<String, Double> own = settled.pieces().stream()
                    .filter(piece -> !piece.isLot() && piece.state().isOpen())
                    .collect(Collectors.groupingBy(Piece::leader, Collectors.summingDouble(Piece::work)));
            for (Leader leader : market.rules.scenario().leaders()) {
                assertThat(own.getOrDefault(leader.id(), 0.0))
                        .isLessThanOrEqualTo(leader.computer().workPerSecond() * rules.roundSeconds() * (1 + 1e-9));
            }
            if (settled.entries().stream().noneMatch(entry -> entry.reason() == MarketPayment.Reason.REFUND)) {
                whole++;
                for (AgentOutcome buyer : sent) {
                    double shares = buyer.links().stream()
                            .mapToDouble(AgentOutcome.Link::ratio)
                            .sum();
                    double to = settled.pieces().stream()
                            .filter(piece -> piece.buyer().equals(buyer.agent().id()))
                            .mapToDouble(Piece::to)
                            .max()
                            .orElse(0);
                    assertThat(to).isCloseTo(shares, within(1e-9));
                }
            }
            for (Piece piece : settled.pieces()) {
                double seconds = market.rules.scenario().wirelessAgents().stream()
                                .filter(agent -> agent.id().equals(piece.buyer()))
                                .findFirst()
                                .orElseThrow()
                                .task()
                                .deadlineSeconds()
                        + 2;
                assertThat(piece.dueMillis()).isEqualTo(market.now + (long) Math.ceil(1_000 * seconds));
            }
        }
        assertThat(whole).as("rounds without refunds").isPositive();
    }

    @Test
    void wagesAndResalePriceAreProportionalToWork() {
        int lots = 0;
        for (int seed = 1; seed <= MARKETS; seed++) {
            Played market = joined(seed);
            market.putTasks("t");
            MarketEvent.RoundSettled settled = market.sell();
            Rules rules = market.rules.scenario().rules();
            Map<String, Long> wages = settled.trades().stream()
                    .collect(Collectors.groupingBy(
                            trade -> trade.buyer() + " " + trade.seller(),
                            Collectors.summingLong(trade -> trade.sellerHalfTicks() * rules.ledgerUnitsPerHalfTick())));
            List<Piece> all = settled.pieces().stream().filter(Piece::isLot).toList();
            Map<String, Double> work = all.stream()
                    .collect(Collectors.groupingBy(SettledMoneyTest::pair, Collectors.summingDouble(Piece::work)));
            for (Piece piece : all) {
                double share = wages.get(pair(piece)) * piece.work() / work.get(pair(piece));
                assertThat((double) piece.wageUnits()).isCloseTo(share, within(1.0));
            }
            double paid = settled.trades().stream()
                            .mapToLong(MarketEvent.LotTrade::buyerHalfTicks)
                            .sum()
                    * rules.tickMoney()
                    / 2;
            double done = all.stream().mapToDouble(Piece::work).sum();
            if (all.isEmpty()) {
                assertThat(settled.resalePricePerWork()).isNaN();
            } else {
                assertThat(settled.resalePricePerWork()).isCloseTo(paid / done, within(1e-9 * paid / done));
            }
            for (MarketEvent.LotTrade trade : settled.trades()) {
                assertThat(settled.lots().get(trade.buyer())).isGreaterThanOrEqualTo(trade.buyerLot());
                assertThat(settled.lots().get(trade.seller())).isGreaterThanOrEqualTo(trade.sellerLot());
            }
            lots += all.size();
        }
        assertThat(lots).isGreaterThan(20);
    }

    /**
     * An aerial agent offers one more lot for each further bond that it can pay. The bond is the highest one for a
     * lot's work.
     */
    @Test
    void eachLotNeedsOneMoreBond() {
        Scenario scenario = Played.drawn(24, 4);
        Leader dearest = scenario.leaders().stream()
                .max(Comparator.comparingDouble(PerformanceBonds::bondPerWork))
                .orElseThrow();
        LongPredicate[] has = new LongPredicate[2];
        for (int lots = 1; lots <= 2; lots++) {
            int least = lots;
            has[lots - 1] = money -> {
                Played market = new Played(scenario).joined();
                market.done(new MarketCommand.Withdraw("AA1", Played.MONEY - money, "out"));
                market.putTasks("t");
                return market.sell().lots().getOrDefault("AA1", 0) >= least;
            };
        }
        long bond = market(scenario)
                .units(PerformanceBonds.bondPerWork(dearest) * scenario.rules().lotWork());
        assertThat(bond).isPositive();
        assertThat(least(has[1]) - least(has[0])).isEqualTo(bond);
    }

    private static MarketRules market(Scenario scenario) {
        return MarketRules.standard(scenario, "seller-vcg", 2, 10, true);
    }

    private static long least(LongPredicate holds) {
        long low = 0;
        long high = Played.MONEY - 1;
        assertThat(holds.test(high)).isTrue();
        while (low < high) {
            long middle = (low + high) / 2;
            if (holds.test(middle)) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    /**
     * The money held for a bill is the smaller of two amounts, plus one ledger unit per leader for rounding: all input
     * at the highest price cap, and the worth of the work plus the energy saved.
     */
    @Test
    void heldMoneyIsSmallerOfHighestBillAndWorth() {
        Scenario scenario = Played.drawn(20, 4);
        WirelessAgent agent = scenario.wirelessAgents().getFirst();
        int leaders = scenario.leaders().size();
        double cap = scenario.leaders().stream()
                .mapToDouble(Leader::priceCapPerBit)
                .max()
                .orElseThrow();
        double unit = scenario.rules().ledgerUnitMoney();
        Played market = new Played(scenario).joined();
        var little = new Task(1_000, 3e6, 1);
        assertThat(market.done(new MarketCommand.PutTask("WA1", "a", little, 0, Played.PAYLOAD, 5))
                        .reply()
                        .units())
                .isEqualTo((long) Math.ceil(cap * 1_000 / unit) + leaders);
        market.done(new MarketCommand.WithdrawTask("WA1", "a"));
        double energy = agent.joulePrice() * agent.computer().joulesPerWork() * 3e9;
        double worth = agent.satisfactionWeight() * leaders * Math.log1p(1.0 / leaders) + energy;
        assertThat(energy).isGreaterThan(unit);
        var much = new Task(worth / cap * 2, 3e9, 1);
        assertThat(market.done(new MarketCommand.PutTask("WA1", "b", much, 0, Played.PAYLOAD, 5))
                        .reply()
                        .units())
                .isEqualTo((long) Math.ceil(worth / unit) + leaders);
    }

    /** A leader that cannot pay the full penalty for undone work pays what it has. The settlement states the rest. */
    @Test
    void settlementStatesUnpaidPenalties() {
        long told = 0;
        for (int seed = 1; seed <= 6; seed++) {
            Map<String, Long> penalties = new HashMap<>();
            for (long left : new long[] {Played.MONEY, 0}) {
                Scenario sampled = Played.drawn(20, seed).withAerialAgents(List.of());
                Played market = new Played(sampled).joined();
                for (Leader leader : sampled.leaders()) {
                    market.done(new MarketCommand.PutAgent(
                            leader.id(), 2, BoundsTest.terms(leader.priceCapPerBit() / 20, Double.NaN)));
                    long needed = market.venue.agent(leader.id()).orElseThrow().neededUnits();
                    long out = Math.min(Played.MONEY - needed, Played.MONEY - left);
                    if (out > 0) {
                        market.done(new MarketCommand.Withdraw(leader.id(), out, "out-" + leader.id()));
                    }
                }
                for (int n = 0; n < 20; n++) {
                    var agent = sampled.wirelessAgents().get(n);
                    var task = new Task(3e7, 1e11, 1e6);
                    market.done(new MarketCommand.PutTask(agent.id(), "t", task, 0, Played.PAYLOAD, 5));
                }
                MarketEvent.RoundSettled settled = market.sell();
                long paid = settled.entries().stream()
                        .filter(entry -> entry.reason() == MarketPayment.Reason.PENALTY)
                        .mapToLong(MarketPayment::units)
                        .sum();
                penalties.merge(
                        "all", left > 0 ? paid + settled.shortUnits() : -paid - settled.shortUnits(), Long::sum);
                told += settled.shortUnits();
            }
            assertThat(penalties.get("all")).isZero();
        }
        assertThat(told).isPositive();
    }

    @Test
    void reportsAllPaymentsAndNamesBrokenInvariants() {
        List<MarketPayment> told = new ArrayList<>();
        MarketRules rules = market(Played.drawn(20, 4));
        Played market = new Played(rules, ExchangeEngine.open(rules, told::add), _ -> {}).joined();
        long brought = told.stream().mapToLong(MarketPayment::units).sum();
        assertThat(brought).isEqualTo(Played.MONEY * market.agents().size());
        market.putTasks("t");
        MarketEvent.RoundSettled settled = market.sell();
        assertThat(told.subList(told.size() - settled.entries().size(), told.size()))
                .isEqualTo(settled.entries());
        market.deliver();
        market.wait(60);
        assertThat(told.stream()
                        .filter(entry -> entry.from().equals(Scenario.ESCROW))
                        .mapToLong(MarketPayment::units)
                        .sum())
                .isEqualTo(told.stream()
                        .filter(entry -> entry.to().equals(Scenario.ESCROW))
                        .mapToLong(MarketPayment::units)
                        .sum());
        assertThat(market.venue.breach()).isEmpty();
        market.venue.apply(1, 0, List.of(new MarketEvent.MoneyWithdrawn("WA1", market.balance("WA1") + 1, "more")));
        assertThat(market.venue.breach().orElseThrow()).contains("WA1");
        Played other = new Played(rules).joined();
        other.putTasks("t");
        other.sell();
        other.venue.apply(1, 0, List.of(new MarketEvent.MoneyWithdrawn("WA1", other.balance("WA1"), "all")));
        assertThat(other.venue.breach()).isEmpty();
        other.done(new MarketCommand.Deposit("WA1", Played.MONEY, "again"));
        other.done(new MarketCommand.PutTask("WA1", "t2", new Task(1e6, 1e9, 1), 0, Played.PAYLOAD, 5));
        other.venue.apply(1, 0, List.of(new MarketEvent.MoneyWithdrawn("WA1", other.balance("WA1"), "held too")));
        assertThat(other.venue.breach().orElseThrow())
                .startsWith("an agent has less money than is held")
                .contains("WA1");
    }
}
