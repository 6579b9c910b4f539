package skybourse.round.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import skybourse.base.agent.Computer;
import skybourse.base.agent.EnergyModel;
import skybourse.base.agent.EnergyModel.Dvfs;
import skybourse.base.agent.EnergyModel.ResaleBound;
import skybourse.base.agent.EnergyModel.Table;
import skybourse.base.agent.EnergyModel.Table.Row;
import skybourse.base.agent.FixedAgent;
import skybourse.base.agent.FixedAgentBuilder;
import skybourse.base.agent.Position;
import skybourse.base.agent.Radio;
import skybourse.base.scenario.Scenario;
import skybourse.base.scenario.ScenarioLinks;
import skybourse.base.scenario.ScenarioSampler;
import skybourse.base.scenario.ScenarioSampler.Counts;
import skybourse.round.ledger.Ledger;
import skybourse.round.market.Resale.Portion;
import skybourse.testing.Cases;
import skybourse.tier1.game.EnergyCurves;
import skybourse.tier1.game.ScenarioGameFactory;
import skybourse.tier2.auction.TieOrder;

/**
 * Fixed agents that resell work within their capacity, because its energy costs more than resale. In a round of 2 s and 6 units of work, the clock of
 * the known answers uses {@code L^3 / 8} J for a load L. A joule costs 2, the penalty is 1.
 */
class ResaleWithinCapacityTest {

    private static final EnergyModel CLOCK = new Dvfs(0, 0);

    private static FixedAgent agent(EnergyModel energy) {
        return FixedAgentBuilder.builder()
                .id("FA1")
                .position(new Position(0, 0, 0))
                .computer(new Computer(3, 0.5, Optional.of(energy)))
                .radio(new Radio(1, 1))
                .joulePrice(2)
                .priceCapPerBit(100)
                .penaltyPerWork(1)
                .build();
    }

    private static LeaderOutcome outcome(double work, double backlog, double ownWork, double resold) {
        var resale = resold == 0 ? Resale.NONE : new Resale(List.of(new Portion("AA1", 1, resold, 0, 0)));
        var load = new LeaderLoad(work, 6, backlog, 3, ownWork, resale);
        return new LeaderOutcome(agent(CLOCK), 1, load, 1, 20 * work);
    }

    /** Valuations of lots of one unit of work. */
    private static List<Double> valuations(LeaderOutcome outcome) {
        double demand = outcome.load().resaleDemand();
        int lots = (int) Math.ceil(demand);
        var buyer = new ResaleMarket.Buyer(outcome.leader(), 0, demand, 1, lots, List.of(), 1);
        return ResaleBids.valuations(buyer, outcome, 1);
    }

    private static double energy(double from, double to) {
        return 2 * (to * to * to - from * from * from) / 8;
    }

    @Test
    void lotsWithinCapacityAreWorthTheirEnergy() {
        assertThat(valuations(outcome(5, 0, 2.5, 0))).containsExactly(energy(4, 5), energy(3, 4), energy(2.5, 3));
        assertThat(valuations(outcome(2.5, 0, 2.5, 0))).isEmpty();
        List<Double> later = valuations(outcome(3, 2, 1, 0));
        assertThat(later).as("after 2 units of a backlog").hasSize(2);
        assertThat(later.getFirst()).isCloseTo(energy(4, 5), within(1e-12));
        assertThat(later.getLast()).isCloseTo(energy(3, 4), within(1e-12));
    }

    private static List<Double> overloaded(double revenue) {
        return valuations(
                new LeaderOutcome(agent(CLOCK), 1, outcome(7.5, 0, 4, 0).load(), 1, revenue));
    }

    /** The overload of 1.5 is worth the refund of 40 and the penalty of 1 per unit, also in the lot that it shares with other work. */
    @Test
    void overloadIsInTheFirstLots() {
        List<Double> values = overloaded(7.5 * 40);
        assertThat(values).hasSize(4);
        assertThat(values.get(0)).isEqualTo(41);
        assertThat(values.get(1)).isCloseTo(0.5 * 41 + energy(5.5, 6), within(1e-12));
        assertThat(values.get(2)).isCloseTo(energy(4.5, 5.5), within(1e-12));
        assertThat(values.get(3)).isCloseTo(energy(4, 4.5), within(1e-12));
        assertThat(overloaded(7.5 * 2))
                .as("no lot is worth more than the one before")
                .containsExactly(3.0, 3.0, 3.0, 3.0);
    }

    /** Without trades the leader computes all that fits, and only the rest waits and is refunded. */
    @Test
    void unsoldWorkWithinCapacityDoesNotWait() {
        LeaderLoad unsold = outcome(7.5, 0, 4, 0).load();
        assertThat(unsold.resaleDemand()).isEqualTo(3.5);
        assertThat(unsold.leftOver()).isEqualTo(1.5);
        assertThat(unsold.backlogAfter()).isEqualTo(1.5);
        LeaderLoad partly = outcome(7.5, 0, 4, 2).load();
        assertThat(partly.leftOver()).isZero();
        assertThat(partly.backlogAfter()).isZero();
        assertThat(outcome(7.5, 0, 4, 3.5).joules()).isCloseTo(8, within(1e-12));
        assertThat(outcome(5, 0, 2.5, 0).load().leftOver()).isZero();
        assertThat(new LeaderLoad(7.5, 6, 5, 3, 4, Resale.NONE).ownWork())
                .as("at most what is free")
                .isEqualTo(1);
    }

    /** A unit at full speed costs 9. Energy within capacity beyond that, refunds and penalties are lost if nothing is resold. */
    @Test
    void lossFollowsCurve() {
        assertThat(outcome(5, 0, 6, 0).lossPerWork()).as("no demand").isEqualTo(21);
        assertThat(outcome(7.5, 0, 6, 0).lossPerWork()).as("only overload").isEqualTo(21);
        assertThat(outcome(5, 0, 4, 0).lossPerWork()).isCloseTo(energy(4, 5) - 9, within(1e-12));
        assertThat(outcome(7.5, 0, 4, 0).lossPerWork())
                .isCloseTo((1.5 * 21 + energy(4, 6) - 2 * 9) / 3.5, within(1e-12));
        assertThat(outcome(3, 0, 1, 0).lossPerWork()).as("at least 0").isZero();
        assertThat(outcome(3, 2, 1, 0).lossPerWork())
                .as("after a backlog")
                .isCloseTo(energy(3, 5) / 2 - 9, within(1e-12));
    }

    private static Scenario market(Scenario drawn, EnergyModel energy, double resalePrice) {
        List<FixedAgent> slow = drawn.fixedAgents().stream()
                .map(agent -> agent.withComputer(agent.computer().withEnergy(energy)))
                .toList();
        return drawn.withFixedAgents(slow)
                .withRules(drawn.rules().withExpectedResalePrice(OptionalDouble.of(resalePrice)));
    }

    private static double[] ownWork(Scenario market) {
        return EnergyCurves.ownWork(ScenarioGameFactory.of(market).leaderTable(), market.leaders());
    }

    /** The server sells 8 of 10 units. At a resale price of 0.6, the clock makes it compute 6.3 of them itself, the table 4. */
    @Test
    void serverBidsBeforeItIsFull() {
        List<Row> rows = List.of(new Row(4, 1), new Row(10, 10));
        for (EnergyModel energy : List.of(
                CLOCK, new Table(rows), new Dvfs(0, 0, ResaleBound.CAPACITY), new Table(rows, ResaleBound.CAPACITY))) {
            Scenario market = market(SmallRound.resaleScenario(), energy, 0.6);
            double[] ownWork = ownWork(market);
            Round round = PriceEvaluation.evaluate(
                    market,
                    ScenarioLinks.cached(market),
                    new double[] {1, 1},
                    OffloadingRatios.of(new double[][] {{0, 0.4}, {0, 0.4}}),
                    ownWork);
            boolean early = energy.resellsWithinCapacity();
            assertThat(ResaleMarket.of(round).isPresent()).as("%s", energy).isEqualTo(early);
            double most = energy instanceof Table ? 4 : Math.sqrt(0.6 / 0.015);
            assertThat(ownWork[1]).as("%s", energy).isCloseTo(early ? most : 10, within(1e-9));
        }
    }

    /** In random markets, agents compute work that they do not resell as far as it fits. They pay refunds only for the rest. */
    @Test
    void resaleMovesOnlyWorkThatIsSold() {
        AtomicInteger early = new AtomicInteger();
        Cases.forAll((random, size) -> random, random -> {
            Counts counts = new Counts(20, 1, 2, 3);
            Scenario drawn = ScenarioSampler.standard(counts).sample("drawn", random.nextLong(1L << 50));
            double resale = drawn.rules().expectedResalePrice().orElseThrow() * random.nextDouble(0.3, 1.5);
            Scenario market = market(drawn, CLOCK, resale);
            TwoTierRound tiers = TwoTierRound.of(market);
            double[] prices = new double[3];
            Arrays.setAll(prices, _ -> random.nextDouble(2e-6, 6e-6));
            Optional<ResaleOutcome> resold =
                    TwoTierRound.resell(tiers.sell(prices), SmallRound::midpoint, new TieOrder.ById());
            resold.ifPresent(tier -> {
                Map<String, Long> refunds = tier.ledger().entries().stream()
                        .filter(entry -> entry.reason() == Ledger.Reason.REFUND)
                        .collect(
                                Collectors.groupingBy(Ledger.Entry::from, Collectors.summingLong(Ledger.Entry::units)));
                for (LeaderOutcome leader : tier.after().leaders()) {
                    LeaderLoad load = leader.load();
                    double rest = load.work() - load.resale().work() - load.capacity();
                    assertThat(load.leftOver()).isCloseTo(Math.max(0, rest), within(1e-5 * load.capacity()));
                    assertThat(refunds.containsKey(leader.leader().id())).isEqualTo(load.leftOver() > 0);
                    early.addAndGet(load.overload() == 0 && load.resale().work() > 0 ? 1 : 0);
                }
            });
        });
        assertThat(early.get()).as("agents that resold work without overload").isGreaterThan(5);
    }
}
