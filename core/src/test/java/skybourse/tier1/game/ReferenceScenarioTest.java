package skybourse.tier1.game;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import skybourse.base.agent.WirelessAgent;
import skybourse.base.scenario.AgentLinks;
import skybourse.base.scenario.Scenario;
import skybourse.base.scenario.ScenarioLinks;
import skybourse.base.scenario.ScenarioSampler;
import skybourse.base.scenario.ScenarioSampler.Counts;

/** Properties of the reference scenario, checked without the product's solvers. */
class ReferenceScenarioTest {

    private static final double HIGHEST = 12e-6;
    private static final Scenario WORLD =
            ScenarioSampler.standard(new Counts(20, 2, 3, 3)).sample("reference", 1);
    private static final PricingGame GAME = ScenarioGameFactory.of(WORLD);
    private static final BruteForceMarket MARKET = new BruteForceMarket(GAME);
    private static final double[] PRICES = MARKET.settle(new double[5], HIGHEST, 24);

    private static double fullness(int leader) {
        return MARKET.load(leader, PRICES) / GAME.leaderTable().capacity(leader);
    }

    @Test
    void mobileAgentsSellExactlyTheirCapacity() {
        assertThat(fullness(0)).isCloseTo(1, within(1e-6));
        assertThat(fullness(1)).isCloseTo(1, within(1e-6));
    }

    @Test
    void fixedAgentsOversellWithinAerialCapacity() {
        double overload = 0;
        for (int s = 2; s < 5; s++) {
            assertThat(fullness(s)).isBetween(1.1, 1.5);
            overload += (fullness(s) - 1) * GAME.leaderTable().capacity(s);
        }
        double spare = WORLD.aerialAgents().stream()
                .mapToDouble(agent -> agent.computer().workPerSecond())
                .sum();
        assertThat(overload).isLessThan(0.75 * spare);
    }

    @Test
    void pricesAreAboveCostAndFarBelowTheirCaps() {
        for (double price : PRICES) {
            assertThat(price).isBetween(3.4e-6, 4.7e-6);
        }
        for (int s = 0; s < 5; s++) {
            assertThat(MARKET.profit(s, PRICES)).isGreaterThan(1);
        }
    }

    @Test
    void noBetterPriceOnFineGrid() {
        for (int s = 0; s < 5; s++) {
            double[] moved = PRICES.clone();
            moved[s] = MARKET.bestPrice(s, PRICES, HIGHEST, 1000);
            double gain = MARKET.profit(s, moved) - MARKET.profit(s, PRICES);
            assertThat(gain).isLessThan(1e-6 * MARKET.profit(s, PRICES));
        }
    }

    @Tag("slow")
    @Test
    void highStartPricesLeadToSameEquilibrium() {
        double[] caps = new double[5];
        Arrays.fill(caps, 20e-6);
        double[] end = MARKET.settle(caps, HIGHEST, 24);
        for (int s = 0; s < 5; s++) {
            assertThat(end[s]).isCloseTo(PRICES[s], within(1e-6 * PRICES[s]));
        }
    }

    /** Half of the deadlines are missed if overload waits, and at most one if all of it is computed on time. */
    @Test
    void deadlinesAreMissedBecauseOverloadWaits() {
        assertThat(late(false)).isLessThanOrEqualTo(1);
        assertThat(late(true)).isBetween(8L, 12L);
    }

    private static long late(boolean overloadWaits) {
        return IntStream.range(0, 20)
                .filter(n -> seconds(n, overloadWaits)
                        > WORLD.wirelessAgents().get(n).task().deadlineSeconds())
                .count();
    }

    private static double seconds(int agent, boolean overloadWaits) {
        ScenarioLinks reach = WORLD.network().linksOf(WORLD);
        AgentLinks links = reach.of(agent);
        double[] ratios = MARKET.ratios(agent, PRICES);
        WirelessAgent owner = WORLD.wirelessAgents().get(agent);
        double longest = (1 - Arrays.stream(ratios).sum())
                * owner.task().work()
                / owner.computer().workPerSecond();
        for (int l = 0; l < links.count(); l++) {
            int leader = links.leaders()[l];
            double speed = WORLD.leaders().get(leader).computer().workPerSecond();
            double sent = ratios[l] * owner.task().inputBits() / links.bitsPerSecond()[l];
            double done = ratios[l] * owner.task().work() / speed;
            double waiting = Math.max(0, MARKET.load(leader, PRICES) - speed);
            boolean waits = overloadWaits && waiting > 1e-6 * speed && ratios[l] > 0;
            longest = Math.max(longest, sent + (waits ? 1 + waiting / speed : done));
        }
        return longest;
    }
}
