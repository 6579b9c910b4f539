package skybourse.round.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import skybourse.base.agent.AerialAgent;
import skybourse.base.agent.AerialAgentBuilder;
import skybourse.base.agent.Computer;
import skybourse.base.agent.FixedAgent;
import skybourse.base.agent.FixedAgentBuilder;
import skybourse.base.agent.Position;
import skybourse.base.agent.Radio;
import skybourse.base.agent.RotaryWing;
import skybourse.base.agent.Rules;
import skybourse.base.agent.RulesBuilder;
import skybourse.base.scenario.ExplicitNetwork;
import skybourse.base.scenario.ExplicitNetwork.Link;
import skybourse.base.scenario.Scenario;
import skybourse.base.scenario.ScenarioBuilder;
import skybourse.base.scenario.ScenarioLinks;
import skybourse.round.analysis.LedgerReconciliation;
import skybourse.round.ledger.Ledger;
import skybourse.round.ledger.Ledger.Reason;
import skybourse.tier2.auction.Ask;
import skybourse.tier2.auction.AuctionOutcome;
import skybourse.tier2.auction.Bid;
import skybourse.tier2.auction.Communication;
import skybourse.tier2.auction.Side;
import skybourse.tier2.auction.Trade;
import skybourse.tier2.audit.BestMisreport;
import skybourse.tier2.rule.SellerVickrey;

/** Two fixed agents of 5 and 4 work/s that sell 7.5 and 6, and two aerial agents. Expected values are calculated by hand. */
class TwoByTwoTest {

    private static final double[][] RATIOS = {{0.25, 0.5}, {0.5, 0.1}};

    private static FixedAgent fixed(String id, double speed, double penalty) {
        return FixedAgentBuilder.builder()
                .id(id)
                .position(new Position(60, 10, 10))
                .computer(new Computer(speed, 0.01))
                .radio(new Radio(1, 1e6))
                .joulePrice(0.5)
                .priceCapPerBit(4)
                .penaltyPerWork(penalty)
                .build();
    }

    private static AerialAgent aerial(String id, double speed) {
        return AerialAgentBuilder.builder()
                .id(id)
                .position(new Position(50, 50, 80))
                .computer(new Computer(speed, 0.01))
                .computeJoulePrice(0.1)
                .hoverJoulePrice(0.01)
                .markup(1.25)
                .batteryPrice(0.05)
                .build();
    }

    private static Scenario scenario(double lotWork, double fourthRelay) {
        Scenario small = SmallRound.scenario();
        Rules rules = small.rules();
        List<Link> links = new ArrayList<>(List.of(
                new Link("wa-1", "fa-1", 10, 1),
                new Link("wa-1", "fa-2", 20, 0.5),
                new Link("wa-2", "fa-1", 10, 0.5),
                new Link("wa-2", "fa-2", 40, 1),
                new Link("fa-1", "uav-1", 100, 1),
                new Link("fa-2", "uav-1", 50, 1),
                new Link("fa-1", "uav-2", 80, 1)));
        if (fourthRelay > 0) {
            links.add(new Link("fa-2", "uav-2", fourthRelay, 1));
        }
        return ScenarioBuilder.builder()
                .name("two-by-two")
                .description(small.description())
                .seed(7)
                .rules(RulesBuilder.builder()
                        .roundSeconds(1)
                        .overloadPricing(rules.overloadPricing())
                        .overloadDelay(rules.overloadDelay())
                        .sharing(rules.sharing())
                        .tolerance(rules.tolerance())
                        .lotWork(lotWork)
                        .tickMoney(0.01)
                        .ledgerUnitMoney(1e-6)
                        .build())
                .network(new ExplicitNetwork(links))
                .wirelessAgents(small.wirelessAgents())
                .mobileAgents(List.of())
                .fixedAgents(List.of(fixed("fa-1", 5, 1), fixed("fa-2", 4, 0.5)))
                .aerialAgents(List.of(aerial("uav-1", 2.5), aerial("uav-2", 1)))
                .build();
    }

    private static Round round(Scenario scenario, double secondPrice) {
        double[] prices = {2, secondPrice};
        return PriceEvaluation.evaluate(scenario, ScenarioLinks.cached(scenario), prices, OffloadingRatios.of(RATIOS));
    }

    private final Round round = round(scenario(1, 60), 1.5);
    private final ResaleMarket market = ResaleMarket.of(round).orElseThrow();

    @Test
    void bidsFollowRevenueAndPenaltyOfBuyer() {
        // 7.5 and 6 sold: overload 2.5 and 2; 2 and 1.5 per bit times 2 bits per unit, plus the penalty
        assertThat(market.book().orders(Side.BUYERS))
                .containsExactlyInAnyOrder(
                        new Bid("fa-1", 1, 500),
                        new Bid("fa-1", 2, 500),
                        new Bid("fa-1", 3, 250),
                        new Bid("fa-2", 1, 350),
                        new Bid("fa-2", 2, 350));
        assertThat(market.buyersStartTicks())
                .as("the highest price with the highest penalty")
                .isEqualTo(500);
        assertThat(market.buyers().getFirst().bitsPerWork()).isEqualTo(2);
    }

    @Test
    void asksCoverCostOfWorstMatch() {
        double watts = RotaryWing.standard().powerWatts(0);
        // computing 0.01 * 2.5^2 J per unit; hovering for 1 / 2.5 s and 2 bits over 50 bit/s
        double first = 0.1 * 0.0625 + 0.01 * watts * (0.4 + 0.04);
        double second = 0.1 * 0.01 + 0.01 * watts * (1 + 2 / 60.0);
        assertThat(market.book().orders(Side.SELLERS))
                .containsExactlyInAnyOrder(
                        new Ask("uav-1", 1, (long) Math.ceil(125 * first)),
                        new Ask("uav-1", 2, (long) Math.ceil(125 * first + 5)),
                        new Ask("uav-2", 1, (long) Math.ceil(125 * second)));
        assertThat(market.sellersStartTicks())
                .as("the cheaper ask without markup")
                .isEqualTo((long) (100 * first));
    }

    @Test
    void sellerMustReachAllBuyers() {
        ResaleMarket fewer = ResaleMarket.of(round(scenario(1, 0), 1.5)).orElseThrow();
        assertThat(fewer.sellers())
                .singleElement()
                .satisfies(seller -> assertThat(seller.agent().id()).isEqualTo("uav-1"));
        assertThat(market.sellers()).hasSize(2);
    }

    @Test
    void lotCountsIgnoreRounding() {
        ResaleMarket quarters = ResaleMarket.of(round(scenario(0.25, 60), 1.5)).orElseThrow();
        assertThat(quarters.buyers()).extracting(ResaleMarket.Buyer::lots).containsExactly(10, 8);
        ResaleMarket barely =
                ResaleMarket.of(round(scenario(2 - 1e-10, 60), 1.5)).orElseThrow();
        assertThat(barely.buyers().get(1).lots()).isEqualTo(1);
        ResaleMarket large = ResaleMarket.of(round(scenario(2.4, 60), 1.5)).orElseThrow();
        assertThat(large.buyers()).extracting(ResaleMarket.Buyer::lots).containsExactly(2, 1);
        assertThat(large.buyers().get(0).workOf(2, 2.4)).isCloseTo(0.1, within(1e-12));
        assertThat(large.buyers().get(1).workOf(1, 2.4)).isCloseTo(2, within(1e-12));
    }

    private ResaleOutcome crossedTrades() {
        List<Trade> trades = new ArrayList<>();
        Map<String, String> sellers = Map.of("fa-1/1", "uav-1/1", "fa-1/2", "uav-2/1", "fa-2/1", "uav-1/2");
        for (var bid : market.book().orders(Side.BUYERS)) {
            for (var ask : market.book().orders(Side.SELLERS)) {
                if ((ask.participant() + "/" + ask.lot()).equals(sellers.get(bid.participant() + "/" + bid.lot()))) {
                    trades.add(new Trade((Bid) bid, (Ask) ask, 600, 500));
                }
            }
        }
        return ResaleOutcome.of(round, market, new AuctionOutcome.Cleared(trades, new Communication(0, 0)));
    }

    @Test
    void portionHasOwnTransferAndCompleteExecutionTime() {
        ResaleOutcome tier = crossedTrades();
        // uav-1 returns both lots after it has computed both: 2 / 2.5 s
        assertThat(tier.after().leaders().get(0).load().resale().portions())
                .containsExactly(
                        new Resale.Portion("uav-1", 1, 1, 0.02, 0.8), new Resale.Portion("uav-2", 1, 1, 0.025, 1));
        assertThat(tier.after().leaders().get(1).load().resale().portions())
                .containsExactly(new Resale.Portion("uav-1", 1, 1, 0.04, 0.8));
        assertThat(tier.soldShare()).isCloseTo(3 / 4.5, within(1e-12));
        AerialOutcome first = tier.aerialAgents().get(0);
        assertThat(first.lots()).isEqualTo(2);
        assertThat(first.lotsWork()).isEqualTo(2);
        assertThat(first.transferSeconds()).isCloseTo(0.06, within(1e-12));
        assertThat(first.received()).isCloseTo(5, within(1e-12));
        AerialOutcome second = tier.aerialAgents().get(1);
        assertThat(second.received()).isCloseTo(2.5, within(1e-12));
        assertThat(second.transferSeconds()).isCloseTo(0.025, within(1e-12));
        assertThat(tier.welfare())
                .isCloseTo(tier.after().totals().welfare() - first.cost() - second.cost(), within(1e-12));
    }

    @Test
    void sellersArePaidForTheirLots() {
        Ledger ledger = crossedTrades().ledger();
        assertThat(ledger.total(Reason.LOT_BOUGHT)).isEqualTo(9_000_000);
        assertThat(ledger.total(Reason.LOT_SOLD)).isEqualTo(7_500_000);
        assertThat(ledger.balances())
                .containsEntry("house", 1_500_000L)
                .containsEntry("uav-1", 5_000_000L)
                .containsEntry("uav-2", 2_500_000L);
        // fa-1: 30 billed; half a unit waits: 30 / 15 refunded, 0.5 penalty, 6 for lots
        assertThat(ledger.balances()).containsEntry("fa-1", 30_000_000L - 2_000_000 - 500_000 - 6_000_000);
        // fa-2: 18 billed; one unit waits: 18 / 6 refunded, 0.5 penalty, 3 for the lot
        assertThat(ledger.balances()).containsEntry("fa-2", 18_000_000L - 3_000_000 - 500_000 - 3_000_000);
        // of fa-1's refund and penalty wa-1 sent a third, of fa-2's five sixths
        assertThat(ledger.balances())
                .containsEntry("wa-1", -10_000_000L - 15_000_000 + 666_667 + 166_667 + 2_500_000 + 416_667);
    }

    @Test
    void negativePriceReversesPayment() {
        var bid = (Bid) market.book().orders(Side.BUYERS).getFirst();
        var ask = (Ask) market.book().orders(Side.SELLERS).getFirst();
        var outcome = new AuctionOutcome.Cleared(List.of(new Trade(bid, ask, -2, 0)), new Communication(0, 0));
        Ledger ledger = ResaleOutcome.of(round, market, outcome).ledger();
        assertThat(ledger.entries())
                .contains(new Ledger.Entry(Scenario.HOUSE, bid.participant(), 10_000, Reason.LOT_BOUGHT))
                .contains(new Ledger.Entry(Scenario.HOUSE, ask.participant(), 0, Reason.LOT_SOLD));
    }

    @Test
    void closedLeaderDoesNotAffectStartClock() {
        double[][] onlyFirst = {{0.5, 0}, {0.5, 0}};
        Scenario scenario = scenario(1, 60);
        double[] prices = {1, Double.POSITIVE_INFINITY};
        Round one = PriceEvaluation.evaluate(
                scenario, ScenarioLinks.cached(scenario), prices, OffloadingRatios.of(onlyFirst));
        ResaleMarket found = ResaleMarket.of(one).orElseThrow();
        assertThat(found.buyersStartTicks()).isEqualTo(300);
        assertThat(found.buyers()).hasSize(1);
    }

    @Test
    void studyStatesWhyNoAuctionWasHeld() {
        Scenario scenario = scenario(1, 60);
        Round calm = PriceEvaluation.evaluate(
                scenario, ScenarioLinks.cached(scenario), new double[] {2, 1.5}, OffloadingRatios.of(new double[][] {
                    {0.1, 0.1}, {0.1, 0.1}
                }));
        assertNotHeld(calm, AuditedResale.Reason.NOBODY_OVERLOADED);
        Scenario grounded = scenario.withSeed(7)
                .withNetwork(new ExplicitNetwork(
                        ((ExplicitNetwork) scenario.network()).links().subList(0, 4)))
                .withMobileAgents(List.of())
                .withAerialAgents(List.of());
        assertNotHeld(round(grounded, 1.5), AuditedResale.Reason.NO_AERIAL_AGENTS);
        Scenario away = scenario.withSeed(7)
                .withNetwork(new ExplicitNetwork(
                        ((ExplicitNetwork) scenario.network()).links().subList(0, 5)))
                .withMobileAgents(List.of());
        AuditedResale.NoAuction study = assertNotHeld(round(away, 1.5), AuditedResale.Reason.NOBODY_IN_REACH);
        assertThat(study.aerialAgents()).hasSize(2).allMatch(outcome -> outcome.cost() == 0 && outcome.profit() == 0);
        assertThat(study.trades()).isEmpty();
        assertThat(study.welfare()).isEqualTo(study.finalRound().totals().welfare());
    }

    private static AuditedResale.NoAuction assertNotHeld(Round before, AuditedResale.Reason reason) {
        var study = (AuditedResale.NoAuction) AuditedResale.of(before, SmallRound::midpoint);
        assertThat(study.reason()).isEqualTo(reason);
        assertThat(study.finalRound()).isSameAs(before);
        assertThat(study.ledger().total(Reason.BILL)).isPositive();
        return study;
    }

    @Test
    void heldAuctionHasAnnouncementsAndAudit() {
        var study = (AuditedResale.HeldAuction) AuditedResale.of(round, SmallRound::midpoint);
        assertThat(study.announcements()).isNotEmpty();
        assertThat(study.audit().misreports()).hasSize(4);
        assertThat(study.trades()).isNotEmpty().isEqualTo(study.tier().outcome().trades());
        assertThat(study.aerialAgents()).isEqualTo(study.tier().aerialAgents()).hasSize(2);
        assertThat(study.ledger()).isEqualTo(study.tier().ledger());
        assertThat(study.welfare()).isEqualTo(study.tier().welfare());
        assertThat(study.welfare())
                .isCloseTo(
                        study.finalRound().totals().welfare()
                                - study.aerialAgents().get(0).cost()
                                - study.aerialAgents().get(1).cost(),
                        within(1e-12));
        var sealed = (AuditedResale.HeldAuction) AuditedResale.of(round, _ -> new skybourse.tier2.rule.McAfee());
        assertThat(sealed.announcements()).isEmpty();
        assertThat(sealed.audit().misreports()).hasSize(4);
    }

    /** Bids follow from the ledger, so only sellers can misreport. Buyers' payments equal sellers' receipts. */
    @Test
    void sellerVickreyBalancesExactly() {
        var study = (AuditedResale.HeldAuction) AuditedResale.of(round, _ -> new SellerVickrey());
        assertThat(study.audit().misreports())
                .extracting(BestMisreport::trader)
                .containsExactlyInAnyOrder("uav-1", "uav-2");
        assertThat(study.audit().gainers()).isZero();
        assertThat(study.audit().efficiency()).isEqualTo(1);
        LedgerReconciliation reconciliation = LedgerReconciliation.of(study.ledger(), study);
        assertThat(reconciliation.balanced()).isTrue();
        assertThat(reconciliation.agreesWithMoney()).isTrue();
        assertThat(reconciliation.houseKeeps()).isZero();
        assertThat(study.ledger().total(Reason.LOT_BOUGHT))
                .isPositive()
                .isEqualTo(study.ledger().total(Reason.LOT_SOLD))
                .isEqualTo(reconciliation.aerialAgentsReceive());
    }

    @Test
    void tooLargeMarketIsAuditedWithoutSearch() {
        Rules rules = round.scenario().rules();
        Scenario fine = round.scenario()
                .withRules(RulesBuilder.builder()
                        .roundSeconds(1)
                        .overloadPricing(rules.overloadPricing())
                        .overloadDelay(rules.overloadDelay())
                        .sharing(rules.sharing())
                        .tolerance(rules.tolerance())
                        .lotWork(1)
                        .tickMoney(1e-4)
                        .ledgerUnitMoney(1e-6)
                        .build());
        var study = (AuditedResale.HeldAuction) AuditedResale.of(round(fine, 1.5), SmallRound::midpoint);
        assertThat(study.audit().misreports()).isEmpty();
        assertThat(study.trades()).isNotEmpty();
    }
}
