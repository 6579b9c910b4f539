package skybourse.round.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import skybourse.base.agent.Leader;
import skybourse.base.agent.WirelessAgent;
import skybourse.base.numeric.TaskRunner;
import skybourse.base.scenario.AgentLinks;
import skybourse.base.scenario.Scenario;
import skybourse.base.scenario.ScenarioLinks;
import skybourse.base.scenario.ScenarioSampler;
import skybourse.base.scenario.ScenarioSampler.Counts;
import skybourse.round.dynamics.Dynamics;
import skybourse.round.dynamics.Setups;
import skybourse.round.market.PriceEvaluation;
import skybourse.round.market.ResaleMarket;
import skybourse.round.market.ResaleOutcome;
import skybourse.round.market.Round;
import skybourse.round.market.SoldPieces;
import skybourse.round.state.LeaderBeliefs;
import skybourse.testing.Cases;
import skybourse.tier2.auction.AuctionRule;
import skybourse.tier2.auction.TieOrder;
import skybourse.tier2.clock.ClearingRule;
import skybourse.tier2.clock.DoubleDutch;
import skybourse.tier2.clock.FixedStep;
import skybourse.tier2.clock.TurnOrder;
import skybourse.tier2.rule.EfficientTrade;

/** Effect of more aerial agents and of more backlog on the remaining work, with tier 1 unchanged. */
class BacklogTest {

    private static final double ROUNDING = 1e-9;

    /** Invented sales of a slot, with backlogs. */
    private record Sold(Scenario scenario, SoldPieces sales, double[] backlogs) {

        Round round(Scenario with) {
            double[] prices =
                    with.leaders().stream().mapToDouble(Leader::priceCapPerBit).toArray();
            double[] unlimited = new double[backlogs.length];
            Arrays.fill(unlimited, Double.POSITIVE_INFINITY);
            return PriceEvaluation.evaluate(
                    with, ScenarioLinks.cached(with), prices, sales, backlogs, unlimited, TaskRunner.CALLER);
        }
    }

    private static Sold sold(RandomGenerator random, int size) {
        var counts = new Counts(2 + size, 1, 1 + random.nextInt(3), 1 + random.nextInt(4));
        Scenario scenario = ScenarioSampler.standard(counts).sample("drawn", random.nextLong(1L << 50));
        ScenarioLinks links = ScenarioLinks.cached(scenario);
        var sales = new SoldPieces();
        for (int n = 0; n < scenario.wirelessAgents().size(); n++) {
            sell(random, scenario, n, links.of(n), sales);
        }
        double[] backlogs = scenario.leaders().stream()
                .mapToDouble(leader -> capacity(scenario, leader) * random.nextDouble(1.2))
                .toArray();
        return new Sold(scenario, sales, backlogs);
    }

    private static double capacity(Scenario scenario, Leader leader) {
        return leader.computer().workPerSecond() * scenario.rules().roundSeconds();
    }

    /** Sells a task over all links at once, at any prices. */
    private static void sell(RandomGenerator random, Scenario scenario, int n, AgentLinks links, SoldPieces sales) {
        WirelessAgent agent = scenario.wirelessAgents().get(n);
        double[] ratios = new double[links.count()];
        double remaining = 1;
        for (int l = 0; l < ratios.length; l++) {
            ratios[l] = remaining * (0.1 + 0.8 * random.nextDouble());
            remaining -= ratios[l];
        }
        sales.addTask(agent, n, remaining);
        for (int l = 0; l < links.count(); l++) {
            int leader = links.leaders()[l];
            double ratio = ratios[l];
            double rate = links.bitsPerSecond()[l];
            double seconds = ratio * agent.task().inputBits() / rate;
            double price = scenario.leaders().get(leader).priceCapPerBit() * random.nextDouble();
            sales.addPiece(leader, ratio, links.qualities()[l], seconds, price);
        }
    }

    private static double backlogAfterResale(Round round, ResaleMarket market, AuctionRule rule) {
        ResaleOutcome resold = ResaleOutcome.of(round, market, rule.clear(market.book(), new TieOrder.Lottery(3, 0)));
        return backlog(resold.after());
    }

    private static double backlog(Round round) {
        return round.leaders().stream()
                .mapToDouble(leader -> leader.load().backlogAfter())
                .sum();
    }

    /** This holds for the efficient rule and for clocks with one-tick steps, fixed start clocks and turn order shorter. */
    @Test
    void moreAerialAgentsNeverIncreaseBacklog() {
        int[] improvements = {0};
        Cases.forAll(BacklogTest::sold, sold -> {
            var all = ResaleMarket.of(sold.round(sold.scenario));
            if (all.isEmpty()) {
                return;
            }
            var clocks = new DoubleDutch(
                    all.get().buyersStartTicks(),
                    all.get().sellersStartTicks(),
                    TurnOrder.SHORTER,
                    ClearingRule.MIDPOINT,
                    new FixedStep(1));
            for (AuctionRule rule : List.of(new EfficientTrade(), clocks)) {
                double before = backlog(sold.round(sold.scenario));
                for (int k = 1; k <= sold.scenario.aerialAgents().size(); k++) {
                    Scenario fewer = sold.scenario.withAerialAgents(
                            sold.scenario.aerialAgents().subList(0, k));
                    Round round = sold.round(fewer);
                    double after = ResaleMarket.of(round)
                            .map(market -> backlogAfterResale(round, market, rule))
                            .orElse(before);
                    assertThat(after).as("%d, %s", k, rule.name()).isLessThanOrEqualTo(before * (1 + ROUNDING));
                    improvements[0] += after < before ? 1 : 0;
                    before = after;
                }
            }
        });
        assertThat(improvements[0]).as("agents that reduced the backlog").isGreaterThan(100);
    }

    @Test
    void moreBacklogNeverIncreasesFreeCapacity() {
        Cases.forAll(BacklogTest::sold, sold -> {
            var beliefs = new LeaderBeliefs(Setups.of(sold.scenario, Dynamics.stationary(), 0));
            ScenarioLinks links = ScenarioLinks.cached(sold.scenario);
            double[] more = Arrays.stream(sold.backlogs).map(b -> b * 1.1 + 1).toArray();
            var room = beliefs.table(sold.scenario, links, sold.backlogs, 0);
            var less = beliefs.table(sold.scenario, links, more, 0);
            Round round = sold.round(sold.scenario);
            Round busier = new Sold(sold.scenario, sold.sales, more).round(sold.scenario);
            for (int s = 0; s < more.length; s++) {
                assertThat(less.capacity(s)).isBetween(0.0, room.capacity(s));
                var load = round.leaders().get(s).load();
                var busy = busier.leaders().get(s).load();
                assertThat(busy.freeCapacity()).isEqualTo(less.capacity(s)).isLessThanOrEqualTo(load.freeCapacity());
                assertThat(busy.backlogAfter()).isGreaterThanOrEqualTo(load.backlogAfter());
            }
        });
    }
}
