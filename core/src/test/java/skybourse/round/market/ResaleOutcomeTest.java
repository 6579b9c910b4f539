package skybourse.round.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import skybourse.base.agent.Agent;
import skybourse.base.agent.Rules;
import skybourse.base.agent.RulesBuilder;
import skybourse.base.scenario.Scenario;
import skybourse.round.ledger.Ledger;
import skybourse.round.ledger.Ledger.Reason;
import skybourse.testing.Balances;
import skybourse.tier2.auction.Ask;
import skybourse.tier2.auction.AuctionOutcome;
import skybourse.tier2.auction.AuctionOutcome.NoTrade;
import skybourse.tier2.auction.Bid;
import skybourse.tier2.auction.Communication;
import skybourse.tier2.auction.NoTradeReason;
import skybourse.tier2.auction.Order;
import skybourse.tier2.auction.Side;
import skybourse.tier2.auction.TieOrder;
import skybourse.tier2.auction.Trade;
import skybourse.tier2.clock.ClearingRule;
import skybourse.tier2.clock.DoubleDutch;
import skybourse.tier2.clock.FixedStep;
import skybourse.tier2.clock.TurnOrder;

class ResaleOutcomeTest {

    private final Scenario scenario = SmallRound.resaleScenario();
    private final Round before = SmallRound.round(scenario, SmallRound.RATIOS);
    private final ResaleMarket market = ResaleMarket.of(before).orElseThrow();

    @Test
    void overloadIsBidAsLotsWithPartialLast() {
        // revenue 37.5 for a load of 12.5 is 3 per unit, plus a penalty of 1; overload 2.5 is two lots and half a lot
        assertThat(market.book().ordersOf("fa-1"))
                .isEqualTo(List.of(new Bid("fa-1", 1, 400), new Bid("fa-1", 2, 400), new Bid("fa-1", 3, 200)));
    }

    @Test
    void aerialAgentOffersItsCapacityAtRisingAsks() {
        // 1.1 (0.1 * 0.25 + 0.05 * 168.4842 (1/5 + 2/100)) = 2.0661, and 0.05 more for each further lot
        assertThat(market.book().ordersOf("uav-1"))
                .isEqualTo(List.of(
                        new Ask("uav-1", 1, 207),
                        new Ask("uav-1", 2, 212),
                        new Ask("uav-1", 3, 217),
                        new Ask("uav-1", 4, 222),
                        new Ask("uav-1", 5, 227)));
    }

    @Test
    void reportedAsksChangeOnlyOrdersOfTheirSeller() {
        ResaleMarket.Asks asks = (k, lot, costTicks) -> k == 0 ? 100 * lot : costTicks;
        ResaleMarket reported = ResaleMarket.of(before, (_, _, _) -> 3, asks, SellersClockStart.LOWEST_COST)
                .orElseThrow();
        assertThat(reported.book().ordersOf("uav-1"))
                .isEqualTo(List.of(new Ask("uav-1", 1, 100), new Ask("uav-1", 2, 200), new Ask("uav-1", 3, 300)));
        assertThat(reported.book().orders(Side.BUYERS)).isEqualTo(market.book().orders(Side.BUYERS));
        assertThat(reported.buyersStartTicks()).isEqualTo(market.buyersStartTicks());
        assertThat(reported.sellersStartTicks()).isEqualTo(market.sellersStartTicks());
    }

    @Test
    void startClocksAreBeyondAllOrders() {
        // 1.5 per bit times 2 bits per unit plus the penalty; the ask without markup
        assertThat(market.buyersStartTicks()).isEqualTo(400);
        assertThat(market.sellersStartTicks()).isEqualTo(187);
    }

    @Test
    void tradedLotsAreResoldAndRestWaits() {
        ResaleOutcome tier = tier(ClearingRule.MIDPOINT);
        LeaderLoad load = tier.after().leaders().get(1).load();
        assertThat(load.resale().work()).isEqualTo(2);
        assertThat(load.leftOver()).isCloseTo(0.5, within(1e-12));
        // 2 units are 4 bits at 100 bit/s; the aerial agent computes them in 2/5 s
        assertThat(load.resale().seconds()).isCloseTo(0.44, within(1e-12));
        assertThat(tier.soldShare()).isCloseTo(0.8, within(1e-12));
    }

    @Test
    void ledgerBalancesExactlyAndAgreesWithMoney() {
        for (ClearingRule clearing : ClearingRule.values()) {
            ResaleOutcome tier = tier(clearing);
            Ledger ledger = tier.ledger();
            Set<String> payers = ids(scenario.wirelessAgents());
            Set<String> leaders = ids(scenario.leaders());
            Set<String> aerial = ids(scenario.aerialAgents());
            assertThat(Balances.of(ledger, id -> true)).isZero();
            assertThat(-Balances.of(ledger, payers::contains))
                    .isEqualTo(Balances.of(ledger, leaders::contains)
                            + Balances.of(ledger, aerial::contains)
                            + Balances.of(ledger, Scenario.HOUSE::equals));
            double unit = scenario.rules().ledgerUnitMoney();
            double revenue = tier.after().leaders().stream()
                    .mapToDouble(LeaderOutcome::revenue)
                    .sum();
            assertThat(ledger.total(Reason.BILL) * unit).isCloseTo(revenue, within(3 * 0.5 * unit + 1e-12));
            assertThat(Balances.of(ledger, aerial::contains) * unit)
                    .isCloseTo(tier.aerialAgents().getFirst().received(), within(1e-9));
        }
    }

    /**
     * Under a rule with a deficit, the house pays the difference between sellers' receipts and buyers' payments. Three lots
     * with 5 ticks more than the buyer pays are 15 ticks of 0.01, in units of 1e-6.
     */
    @Test
    void housePaysDeficitOfRule() {
        List<Order> bids = market.book().orders(Side.BUYERS);
        List<Order> asks = market.book().orders(Side.SELLERS);
        List<Trade> trades = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            trades.add(new Trade((Bid) bids.get(i), (Ask) asks.get(i), 200, 210));
        }
        var owed = new AuctionOutcome.Cleared(trades, new Communication(0, 0));
        ResaleOutcome tier = ResaleOutcome.of(before, market, owed);
        Ledger ledger = tier.ledger();
        assertThat(Balances.of(ledger, Scenario.HOUSE::equals)).isEqualTo(-150_000);
        assertThat(Balances.of(ledger, id -> id.equals("uav-1"))).isEqualTo(3 * 1_050_000);
        assertThat(Balances.of(ledger, _ -> true)).isZero();
        assertThat(ledger.entries()).allMatch(entry -> entry.units() >= 0);
    }

    @Test
    void leaderRefundsBacklogAndPaysPenalty() {
        // 0.5 of 12.5 waits: 37.5 / 25 refunded, a penalty of 1 per unit
        Ledger ledger = tier(ClearingRule.MIDPOINT).ledger();
        assertThat(ledger.total(Reason.REFUND)).isEqualTo(1_500_000);
        assertThat(ledger.total(Reason.PENALTY)).isEqualTo(500_000);
    }

    @Test
    void aerialProfitIsPositive() {
        assertThat(tier(ClearingRule.MIDPOINT).aerialAgents().getFirst().profit())
                .isPositive();
    }

    @Test
    void roundIsUnchangedWithoutTrade() {
        var noTrade = new NoTrade(new NoTradeReason.NobodyMatched(), new Communication(0, 0));
        ResaleOutcome tier = ResaleOutcome.of(before, market, noTrade);
        assertThat(tier.after()).usingRecursiveComparison().isEqualTo(before);
        assertThat(tier.welfare()).isEqualTo(before.totals().welfare());
    }

    @Test
    void roundWithoutOverloadHasNoResaleMarket() {
        Round calm = SmallRound.round(scenario, new double[][] {{0.25, 0.5}, {0.2, 0.2}});
        assertThat(ResaleMarket.of(calm)).isEmpty();
    }

    private static Set<String> ids(List<? extends Agent> agents) {
        return agents.stream().map(Agent::id).collect(Collectors.toSet());
    }

    private ResaleOutcome tier(ClearingRule clearing) {
        AuctionOutcome outcome = new DoubleDutch(
                        market.buyersStartTicks(),
                        market.sellersStartTicks(),
                        TurnOrder.SHORTER,
                        clearing,
                        new FixedStep(1))
                .clear(market.book(), new TieOrder.Lottery(scenario.seed(), 0));
        return ResaleOutcome.of(before, market, outcome);
    }

    @Test
    void rejectsSettingsThatAllowNoMarket() {
        assertRejected(1, 1e-13, 1e-15, "rules.tickMoney must make prices of lots below");
        assertRejected(1, 1e-8, 1e-9, "rules.tickMoney must make fewer than 16777216 ticks");
        assertRejected(1e-7, 0.01, 1e-6, "rules.lotWork must make at most 100000 lots on a side: 1.0E-7");
    }

    private void assertRejected(double lotWork, double tickMoney, double unit, String message) {
        Round other = before(lotWork, tickMoney, unit);
        assertThatThrownBy(() -> ResaleMarket.of(other))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void rejectsTooSmallLedgerUnits() {
        Round other = before(1, 0.01, 1e-18);
        assertThatThrownBy(() -> Settlement.of(other, List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "rules.ledgerUnitMoney must be large enough for payments of at most 2^62 units in total: 1.0E-18");
    }

    private Round before(double lotWork, double tickMoney, double unit) {
        Rules rules = scenario.rules();
        Scenario other = scenario.withRules(RulesBuilder.builder()
                .roundSeconds(rules.roundSeconds())
                .overloadPricing(rules.overloadPricing())
                .overloadDelay(rules.overloadDelay())
                .sharing(rules.sharing())
                .tolerance(rules.tolerance())
                .lotWork(lotWork)
                .tickMoney(tickMoney)
                .ledgerUnitMoney(unit)
                .build());
        return SmallRound.round(other, SmallRound.RATIOS);
    }
}
