package skybourse.round.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import skybourse.base.agent.AerialAgent;
import skybourse.base.agent.Computer;
import skybourse.base.agent.FixedAgent;
import skybourse.base.agent.FixedAgentBuilder;
import skybourse.base.agent.Position;
import skybourse.base.agent.Radio;
import skybourse.base.agent.Rules;
import skybourse.base.agent.Task;
import skybourse.base.agent.WirelessAgentBuilder;
import skybourse.base.numeric.TaskRunner;
import skybourse.base.scenario.ExplicitNetwork;
import skybourse.base.scenario.Scenario;
import skybourse.base.scenario.ScenarioBuilder;
import skybourse.base.scenario.ScenarioSampler;
import skybourse.round.analysis.RoundAudit.DeclarationKind;
import skybourse.round.market.ResaleMarket;
import skybourse.round.market.ResaleOutcome;
import skybourse.round.market.Round;
import skybourse.round.market.SmallRound;
import skybourse.round.market.TwoTierRound;
import skybourse.tier1.equilibrium.CertifiedSolver;
import skybourse.tier1.equilibrium.SolveResult;
import skybourse.tier2.auction.Ask;
import skybourse.tier2.auction.AuctionRule;
import skybourse.tier2.auction.Order;
import skybourse.tier2.auction.OrderBook;
import skybourse.tier2.auction.TieOrder;
import skybourse.tier2.rule.KDoubleAuction;
import skybourse.tier2.rule.SellerVickrey;

class RoundAuditTest {

    private static final CertifiedSolver SOLVER =
            SolverCatalogue.certified(SolverCatalogue.priceMethod("newton", "slope", 1), 1e-6, 1);

    private static RoundAudit audit(Scenario world, AuctionRule rule) {
        return RoundAudit.of(world, SOLVER, _ -> rule, TaskRunner.of(2));
    }

    /**
     * One customer, one leader, nobody in the air. The customer sends {@code 8 / (20 p - 19.5) - 1} of 10 work, for it pays 0.5 to send and saves 20;
     * the leader can do 5 and gives back what waits: it had best sell just 5, at {@code 20 p - 19.5 = 16 / 3}, and is left with {@code 10 p} less
     * 0.625 of energy. A myopic one sells all 10, at {@code 20 p - 19.5 = 4}, keeps half of 23.5, pays 0.5 for
     * being late and does all 10 in the end.
     */
    @Test
    void theBestPriceOfALoneLeaderIsTheOneAtWhichNothingWaits() {
        Scenario world = ScenarioBuilder.builder()
                .name("lone")
                .description("")
                .seed(7)
                .rules(Rules.standard().withOverloadPricing(Rules.OverloadPricing.IGNORE))
                .network(new ExplicitNetwork(List.of(new ExplicitNetwork.Link("wa", "fa", 20, 1))))
                .wirelessAgents(List.of(WirelessAgentBuilder.builder()
                        .id("wa")
                        .position(new Position(0, 0, 1.5))
                        .task(new Task(20, 10, 1000))
                        .computer(new Computer(4, 0.125))
                        .radio(new Radio(0.5, 1e6))
                        .satisfactionWeight(8)
                        .joulePrice(1)
                        .build()))
                .mobileAgents(List.of())
                .fixedAgents(List.of(FixedAgentBuilder.builder()
                        .id("fa")
                        .position(new Position(9, 0, 10))
                        .computer(new Computer(5, 0.01))
                        .radio(new Radio(1, 1e6))
                        .joulePrice(0.5)
                        .priceCapPerBit(4)
                        .penaltyPerWork(0.1)
                        .build()))
                .aerialAgents(List.of())
                .build();
        RoundAudit.PriceAudit found = audit(world, new SellerVickrey()).asked().getFirst();
        double best = (16 / 3.0 + 19.5) / 20;
        assertThat(found.bestPrice()).isCloseTo(best, within(1e-4));
        assertThat(found.best()).isCloseTo(10 * best - 0.625, within(1e-3));
        assertThat(found.settled())
                .as("where the proved decision profit is best")
                .isCloseTo(23.5 / 2 - 0.5 - 1.25, within(1e-3));
        assertThat(found.decision().relativeGap()).isLessThan(1e-5);
        assertThat(found.relativeGain()).isCloseTo(found.best() / found.settled() - 1, within(1e-12));
    }

    /** The fixed agent can do less than half of what it sells. */
    private static Scenario world(Rules.OverloadPricing pricing) {
        Scenario world = SmallRound.resaleScenario();
        FixedAgent slow = FixedAgentBuilder.builder()
                .id("fa-1")
                .position(new Position(60, 10, 10))
                .computer(new Computer(4, 0.01))
                .radio(new Radio(1, 1e6))
                .joulePrice(0.5)
                .priceCapPerBit(4)
                .penaltyPerWork(1)
                .build();
        return world.withDescription("")
                .withRules(world.rules().withOverloadPricing(pricing))
                .withFixedAgents(List.of(slow));
    }

    private static Scenario myopic() {
        return world(Rules.OverloadPricing.IGNORE);
    }

    /** Where reports move no price, the best costs are found by asking every thousandth of the true ones from one book. */
    @Test
    void theBestCostsToDeclareAreThoseOfEveryMultiple() {
        AuctionRule rule = new KDoubleAuction(1);
        Scenario world = myopic();
        TwoTierRound tiers = TwoTierRound.of(world);
        Round sold = tiers.sell(
                SOLVER.solve(tiers.game(), StudyPlan.zeroStart(tiers.game())).prices());
        OrderBook truth = ResaleMarket.of(sold).orElseThrow().book();
        double most = 0;
        for (int thousandths = 500; thousandths <= 3000; thousandths++) {
            most = Math.max(most, left(rule, sold, truth, thousandths / 1000.0));
        }
        RoundAudit.DeclarationAudit found = audit(world, rule).declarations().getFirst();
        assertThat(found.truthful()).isCloseTo(left(rule, sold, truth, 1), within(1e-9));
        assertThat(found.best(DeclarationKind.COST).profit())
                .isCloseTo(most, within(0.03)); // three half ticks of two lots
        assertThat(found.gain()).isGreaterThan(1);
        assertThat(found.best(DeclarationKind.COST).value()).isGreaterThan(1);
    }

    /**
     * Asks are in whole ticks of 0.01 already rounded up: a multiple of one may differ by a tick from that of the costs. Payments less the
     * energy of lots at the real rate and the battery.
     */
    private static double left(AuctionRule rule, Round sold, OrderBook truth, double multiple) {
        List<Order> asks = new ArrayList<>();
        truth.ordersOf("uav-1")
                .forEach(ask -> asks.add(new Ask("uav-1", ask.lot(), (long) Math.ceil(multiple * ask.limitTicks()))));
        var outcome = rule.clear(truth.with("uav-1", asks), new TieOrder.ById());
        return ResaleOutcome.of(sold, ResaleMarket.of(sold).orElseThrow(), outcome)
                .aerialAgents()
                .getFirst()
                .profit();
    }

    /** Truthful for given orders is truthful through both tiers where no report reaches tier 1, and only there. */
    @Test
    void aTruthfulRuleLeavesNothingToGainOnlyWhereReportsMoveNoPrice() {
        RoundAudit shut = audit(myopic(), new SellerVickrey());
        assertThat(shut.declarations()).allMatch(one -> one.gain() == 0);
        assertThat(shut.declarations())
                .allSatisfy(one -> assertThat(one.tried())
                        .allMatch(best -> best.value() == best.kind().truthfulValue(one.agent())));
        RoundAudit leaks = audit(world(Rules.OverloadPricing.EXPECTED_COST), new SellerVickrey());
        assertThat(leaks.declarationsMovePrices()).isTrue();
    }

    /** Asks exclude the markup under a rule that promises truthfulness, and include it under other rules. */
    @Test
    void aMarkupMovesAsksOnlyUnderRulesThatPromiseNoTruthfulness() {
        Scenario world = myopic();
        TwoTierRound tiers = TwoTierRound.of(world);
        double[] prices =
                SOLVER.solve(tiers.game(), StudyPlan.zeroStart(tiers.game())).prices();
        Scenario dearer = world.withAerialAgents(
                world.aerialAgents().stream().map(agent -> agent.withMarkup(2)).toList());
        ResaleMarket asked = ResaleMarket.of(tiers.sell(prices)).orElseThrow();
        ResaleMarket marked =
                ResaleMarket.of(TwoTierRound.of(dearer).sell(prices)).orElseThrow();
        assertThat(marked.forRule(new KDoubleAuction(1)).book())
                .isNotEqualTo(asked.forRule(new KDoubleAuction(1)).book());
        assertThat(marked.forRule(new SellerVickrey()).book())
                .isEqualTo(asked.forRule(new SellerVickrey()).book());
        AerialAgent agent = world.aerialAgents().getFirst();
        Order first =
                asked.forRule(new SellerVickrey()).book().ordersOf(agent.id()).getFirst();
        double rate = tiers.links().relayBitsPerSecond(asked.buyers().getFirst().leader(), 0);
        assertThat(first.limitTicks()).isEqualTo((long) Math.ceil(
                agent.lotCost(world.rules().lotWork(), asked.buyers().getFirst().bitsPerWork(), rate, 0)
                        / world.rules().tickMoney()));
    }

    /** Before the draw nobody expects to gain; at the prices drawn a leader gains a tenth. Fixed prices have one bound. */
    @Test
    void theBoundOfAMixIsToldApartFromThatOfItsDraw() {
        Scenario torn =
                ScenarioSampler.standard(new ScenarioSampler.Counts(8, 1, 2, 0)).sample("torn", 11);
        RoundAudit mixed = RoundAudit.of(torn, SOLVER.withMixedPrices(), SmallRound::midpoint, TaskRunner.CALLER);
        assertThat(mixed.result()).isInstanceOf(SolveResult.CertifiedMixed.class);
        assertThat(mixed.result().certificate().epsilon()).isLessThan(1e-6);
        assertThat(mixed.drawnEpsilon()).isGreaterThan(1e-3);
        RoundAudit fixed = audit(myopic(), new SellerVickrey());
        assertThat(fixed.drawnEpsilon()).isEqualTo(fixed.result().certificate().epsilon());
    }

    @Test
    void whatIsFoundDoesNotDependOnThreads() {
        Function<ResaleMarket, AuctionRule> rule = SmallRound::midpoint;
        RoundAudit one = RoundAudit.of(myopic(), SOLVER, rule, TaskRunner.CALLER);
        RoundAudit many = RoundAudit.of(myopic(), SOLVER, rule, TaskRunner.of(4));
        assertThat(many.declarations()).isEqualTo(one.declarations());
        assertThat(many.asked()).isEqualTo(one.asked());
        TwoTierRound tiers = TwoTierRound.of(myopic());
        var result = SOLVER.solve(tiers.game(), StudyPlan.zeroStart(tiers.game()));
        assertThat(RoundAudit.asked(tiers, result, rule, TaskRunner.CALLER)).isEqualTo(one.asked());
        assertThat(many.asked()).hasSize(2).allMatch(asked -> asked.best() >= asked.settled());
    }
}
