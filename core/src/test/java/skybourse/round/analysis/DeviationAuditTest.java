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
import skybourse.round.analysis.DeviationAudit.DeclarationKind;
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

class DeviationAuditTest {

    private static final CertifiedSolver SOLVER =
            SolverCatalogue.certified(SolverCatalogue.priceMethod("newton", "slope", 1), 1e-6, 1);

    private static DeviationAudit audit(Scenario scenario, AuctionRule rule) {
        return DeviationAudit.of(scenario, SOLVER, _ -> rule, TaskRunner.of(2));
    }

    /**
     * One wireless agent, one leader, no aerial agent. The agent sends {@code 8 / (20 p - 19.5) - 1} of 10 work; sending costs 0.5 and saves 20;
     * the leader can do 5 and refunds work that waits: its best is to sell just 5, at {@code 20 p - 19.5 = 16 / 3}, and it earns {@code 10 p} less
     * 0.625 of energy. A myopic one sells all 10, at {@code 20 p - 19.5 = 4}, keeps half of 23.5, pays 0.5 for
     * being late and computes all 10 in the end.
     */
    @Test
    void singleLeaderBestPriceLeavesNoOverload() {
        Scenario scenario = ScenarioBuilder.builder()
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
        DeviationAudit.PriceAudit found =
                audit(scenario, new SellerVickrey()).asked().getFirst();
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
    private static Scenario scenario(Rules.OverloadPricing pricing) {
        Scenario scenario = SmallRound.resaleScenario();
        FixedAgent slow = FixedAgentBuilder.builder()
                .id("fa-1")
                .position(new Position(60, 10, 10))
                .computer(new Computer(4, 0.01))
                .radio(new Radio(1, 1e6))
                .joulePrice(0.5)
                .priceCapPerBit(4)
                .penaltyPerWork(1)
                .build();
        return scenario.withDescription("")
                .withRules(scenario.rules().withOverloadPricing(pricing))
                .withFixedAgents(List.of(slow));
    }

    private static Scenario myopicScenario() {
        return scenario(Rules.OverloadPricing.IGNORE);
    }

    /** If reports change no tier 1 price, a search over thousandths of the true costs finds the same best cost. */
    @Test
    void bestDeclaredCostsMatchExhaustiveSearch() {
        AuctionRule rule = new KDoubleAuction(1);
        Scenario scenario = myopicScenario();
        TwoTierRound tiers = TwoTierRound.of(scenario);
        Round tierOneRound = tiers.sell(SOLVER.solve(tiers.game(), RoundAnalysisPlan.zeroStart(tiers.game()))
                .prices());
        OrderBook truth = ResaleMarket.of(tierOneRound).orElseThrow().book();
        double most = 0;
        for (int thousandths = 500; thousandths <= 3000; thousandths++) {
            most = Math.max(most, profitWithCostFactor(rule, tierOneRound, truth, thousandths / 1000.0));
        }
        DeviationAudit.DeclarationAudit found =
                audit(scenario, rule).declarations().getFirst();
        assertThat(found.truthful()).isCloseTo(profitWithCostFactor(rule, tierOneRound, truth, 1), within(1e-9));
        assertThat(found.best(DeclarationKind.COST).profit())
                .isCloseTo(most, within(0.03)); // three half ticks of two lots
        assertThat(found.gain()).isGreaterThan(1);
        assertThat(found.best(DeclarationKind.COST).value()).isGreaterThan(1);
    }

    /**
     * Asks are in whole ticks of 0.01 already rounded up: a multiple of one may differ by a tick from that of the costs. Payments less the
     * energy of lots at the real rate and the battery.
     */
    private static double profitWithCostFactor(AuctionRule rule, Round tierOneRound, OrderBook truth, double multiple) {
        List<Order> asks = new ArrayList<>();
        truth.ordersOf("uav-1")
                .forEach(ask -> asks.add(new Ask("uav-1", ask.lot(), (long) Math.ceil(multiple * ask.limitTicks()))));
        var outcome = rule.clear(truth.with("uav-1", asks), new TieOrder.ById());
        return ResaleOutcome.of(tierOneRound, ResaleMarket.of(tierOneRound).orElseThrow(), outcome)
                .aerialAgents()
                .getFirst()
                .profit();
    }

    /** A truthful auction rule is truthful through both tiers only if no report reaches tier 1. */
    @Test
    void truthfulRuleIsTruthfulIfPricesIgnoreReports() {
        DeviationAudit myopicAudit = audit(myopicScenario(), new SellerVickrey());
        assertThat(myopicAudit.declarations()).allMatch(one -> one.gain() == 0);
        assertThat(myopicAudit.declarations())
                .allSatisfy(one -> assertThat(one.tried())
                        .allMatch(best -> best.value() == best.kind().truthfulValue(one.agent())));
        DeviationAudit expectedCostAudit = audit(scenario(Rules.OverloadPricing.EXPECTED_COST), new SellerVickrey());
        assertThat(expectedCostAudit.declarationsMovePrices()).isTrue();
    }

    /** Asks exclude the markup under a rule that promises truthfulness, and include it under other rules. */
    @Test
    void truthfulRulesExcludeMarkupFromAsks() {
        Scenario scenario = myopicScenario();
        TwoTierRound tiers = TwoTierRound.of(scenario);
        double[] prices = SOLVER.solve(tiers.game(), RoundAnalysisPlan.zeroStart(tiers.game()))
                .prices();
        Scenario dearer = scenario.withAerialAgents(scenario.aerialAgents().stream()
                .map(agent -> agent.withMarkup(2))
                .toList());
        ResaleMarket asked = ResaleMarket.of(tiers.sell(prices)).orElseThrow();
        ResaleMarket marked =
                ResaleMarket.of(TwoTierRound.of(dearer).sell(prices)).orElseThrow();
        assertThat(marked.forRule(new KDoubleAuction(1)).book())
                .isNotEqualTo(asked.forRule(new KDoubleAuction(1)).book());
        assertThat(marked.forRule(new SellerVickrey()).book())
                .isEqualTo(asked.forRule(new SellerVickrey()).book());
        AerialAgent agent = scenario.aerialAgents().getFirst();
        Order first =
                asked.forRule(new SellerVickrey()).book().ordersOf(agent.id()).getFirst();
        double rate = tiers.links().relayBitsPerSecond(asked.buyers().getFirst().leader(), 0);
        assertThat(first.limitTicks()).isEqualTo((long) Math.ceil(agent.lotCost(
                        scenario.rules().lotWork(), asked.buyers().getFirst().bitsPerWork(), rate, 0)
                / scenario.rules().tickMoney()));
    }

    /** In expectation no leader gains; at the sampled prices a leader gains more than 0.001. Fixed prices have one bound. */
    @Test
    void mixedAndSampledPricesHaveSeparateBounds() {
        Scenario randomizing =
                ScenarioSampler.standard(new ScenarioSampler.Counts(8, 1, 2, 0)).sample("torn", 11);
        DeviationAudit mixed =
                DeviationAudit.of(randomizing, SOLVER.withMixedPrices(), SmallRound::midpoint, TaskRunner.CALLER);
        assertThat(mixed.result()).isInstanceOf(SolveResult.CertifiedMixed.class);
        assertThat(mixed.result().certificate().epsilon()).isLessThan(1e-6);
        assertThat(mixed.drawnEpsilon()).isGreaterThan(1e-3);
        DeviationAudit fixed = audit(myopicScenario(), new SellerVickrey());
        assertThat(fixed.drawnEpsilon()).isEqualTo(fixed.result().certificate().epsilon());
    }

    @Test
    void auditDoesNotDependOnThreads() {
        Function<ResaleMarket, AuctionRule> rule = SmallRound::midpoint;
        DeviationAudit one = DeviationAudit.of(myopicScenario(), SOLVER, rule, TaskRunner.CALLER);
        DeviationAudit many = DeviationAudit.of(myopicScenario(), SOLVER, rule, TaskRunner.of(4));
        assertThat(many.declarations()).isEqualTo(one.declarations());
        assertThat(many.asked()).isEqualTo(one.asked());
        TwoTierRound tiers = TwoTierRound.of(myopicScenario());
        var result = SOLVER.solve(tiers.game(), RoundAnalysisPlan.zeroStart(tiers.game()));
        assertThat(DeviationAudit.asked(tiers, result, rule, TaskRunner.CALLER)).isEqualTo(one.asked());
        assertThat(many.asked()).hasSize(2).allMatch(asked -> asked.best() >= asked.settled());
    }
}
