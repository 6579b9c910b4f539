package skybourse.round.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import skybourse.base.agent.Leader;
import skybourse.base.agent.MobileAgent;
import skybourse.base.agent.WirelessAgent;
import skybourse.base.scenario.Scenario;
import skybourse.base.scenario.ScenarioSampler;

/** Best responses rounded to whole units: the number of units per leader and the units computed at home. */
class TaskUnitRoundingTest {

    private static Scenario sampled(int seed) {
        return ScenarioSampler.standard(new ScenarioSampler.Counts(12, 2, 2, 2)).sample("drawn", seed);
    }

    private static double[] prices(TwoTierRound tiers, double share) {
        return tiers.scenario().leaders().stream()
                .mapToDouble(leader -> share * leader.priceCapPerBit())
                .toArray();
    }

    private static int[] units(TwoTierRound tiers, int count) {
        int[] units = new int[tiers.scenario().wirelessAgents().size()];
        Arrays.fill(units, count);
        return units;
    }

    /** Returns a wireless agent's value of a further unit at a leader less its bill, from the utility of complete rounds. */
    private static double surplus(TwoTierRound tiers, double[] prices, int agent, int leader, double from, double to) {
        WirelessAgent buyer = tiers.scenario().wirelessAgents().get(agent);
        var links = tiers.links().of(agent);
        int link = IntStream.range(0, links.count())
                .filter(l -> links.leaders()[l] == leader)
                .findFirst()
                .orElseThrow();
        double quality = links.qualities()[link];
        double seconds = (to - from) * buyer.task().inputBits() / links.bitsPerSecond()[link];
        return buyer.satisfactionWeight() * (Math.log1p(quality * to) - Math.log1p(quality * from))
                + buyer.joulePrice()
                        * (buyer.computer().joulesPerWork() * buyer.task().work() * (to - from)
                                - buyer.radio().transmitPowerWatts() * seconds)
                - prices[leader] * buyer.task().inputBits() * (to - from);
    }

    @Test
    void divisibleTasksFollowBestResponses() {
        TwoTierRound tiers = TwoTierRound.of(sampled(1));
        double[] prices = prices(tiers, .2);
        assertThat(TaskUnitRounding.sell(tiers, prices, units(tiers, 0)).agents())
                .isEqualTo(tiers.sell(prices).agents());
    }

    /** Each share is a whole number of units, at most one unit above the best response, and worth its bill to the last unit. */
    @Test
    void sharesAreWholeProfitableUnits() {
        int home = 0;
        int up = 0;
        for (int seed = 1; seed <= 20; seed++) {
            TwoTierRound tiers = TwoTierRound.of(sampled(seed));
            double[] prices = prices(tiers, .25);
            for (int count : new int[] {1, 2, 5, 40}) {
                List<AgentOutcome> best = tiers.sell(prices).agents();
                List<AgentOutcome> whole = TaskUnitRounding.sell(tiers, prices, units(tiers, count))
                        .agents();
                for (int n = 0; n < whole.size(); n++) {
                    int agent = n;
                    double[] response = new double[tiers.scenario().leaders().size()];
                    best.get(n).links().forEach(link -> response[link.leader()] = link.ratio());
                    double sent = 0;
                    for (AgentOutcome.Link link : whole.get(n).links()) {
                        double exact = link.ratio() * count;
                        assertThat(exact)
                                .isCloseTo(Math.rint(exact), within(1e-9))
                                .isGreaterThan(.5);
                        assertThat(TaskUnitRounding.count(link.ratio(), count)).isEqualTo((int) Math.rint(exact));
                        assertThat(link.ratio()).isLessThan(response[link.leader()] + 1.0 / count);
                        assertThat(surplus(
                                        tiers, prices, agent, link.leader(), link.ratio() - 1.0 / count, link.ratio()))
                                .isGreaterThanOrEqualTo(-1e-9);
                        assertThat(link.bill())
                                .isCloseTo(
                                        prices[link.leader()]
                                                * whole.get(n).agent().task().inputBits()
                                                * link.ratio(),
                                        within(1e-9));
                        sent += link.ratio();
                        up += link.ratio() > response[link.leader()] ? 1 : 0;
                    }
                    assertThat(sent).isLessThanOrEqualTo(1 + 1e-9);
                    home += whole.get(n).links().isEmpty()
                                    && !best.get(n).links().isEmpty()
                            ? 1
                            : 0;
                }
            }
        }
        assertThat(up).as("shares rounded up").isGreaterThan(100);
        assertThat(home).as("tasks computed at home").isPositive();
    }

    /** Many small units approximate divisible tasks if no leader is full. */
    @Test
    void manyUnitsApproximateDivisibleTasks() {
        TwoTierRound tiers = TwoTierRound.of(sampled(3));
        double[] prices = IntStream.rangeClosed(1, 20)
                .mapToObj(share -> prices(tiers, .05 * share))
                .filter(some -> tiers.sell(some).leaders().stream()
                        .allMatch(leader -> leader.load().overload() == 0))
                .findFirst()
                .orElseThrow();
        assertThat(tiers.sell(prices).leaders()).anyMatch(leader -> leader.revenue() > 0);
        List<AgentOutcome> best = tiers.sell(prices).agents();
        List<AgentOutcome> whole =
                TaskUnitRounding.sell(tiers, prices, units(tiers, 10_000)).agents();
        for (int n = 0; n < best.size(); n++) {
            assertThat(whole.get(n).bill()).isCloseTo(best.get(n).bill(), within(1e-2));
        }
    }

    /** No unit exceeds the capacity of a mobile agent; a fixed agent may sell more and resell the overload. */
    @Test
    void mobileAgentSellsAtMostItsCapacity() {
        int full = 0;
        int over = 0;
        for (int seed = 1; seed <= 20; seed++) {
            TwoTierRound tiers = TwoTierRound.of(sampled(seed));
            Round round = TaskUnitRounding.sell(tiers, prices(tiers, .05), units(tiers, 4));
            for (LeaderOutcome outcome : round.leaders()) {
                Leader leader = outcome.leader();
                double load = outcome.load().work() / outcome.load().capacity();
                if (leader instanceof MobileAgent) {
                    assertThat(load).isLessThanOrEqualTo(1 + 1e-9);
                    full += load > .8 ? 1 : 0;
                } else {
                    over += load > 1 ? 1 : 0;
                }
            }
        }
        assertThat(full).as("mobile agents with load above 0.8").isGreaterThan(10);
        assertThat(over).as("overloaded fixed agents").isPositive();
    }

    /** A unit larger than a lot is sold only if the leader can compute it itself. */
    @Test
    void unitsAboveLotSizeStayAtLeader() {
        for (int seed = 1; seed <= 10; seed++) {
            TwoTierRound tiers = TwoTierRound.of(sampled(seed));
            Scenario scenario = tiers.scenario();
            Round round = TaskUnitRounding.sell(tiers, prices(tiers, .05), units(tiers, 1));
            var parts = new WorkAssignment(round, units(tiers, 1));
            for (int s = 0; s < scenario.leaders().size(); s++) {
                assertThat(parts.lots(s))
                        .allMatch(work -> work <= scenario.rules().lotWork() * (1 + 1e-9));
            }
        }
    }
}
