package skybourse.base.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import skybourse.base.agent.AerialAgent;
import skybourse.base.agent.Leader;
import skybourse.base.agent.WirelessAgent;
import skybourse.base.random.UniformRange;
import skybourse.base.scenario.ScenarioSampler.Counts;

class ScenarioSamplerTest {

    private static final int MANY = 100_000;

    private static ScenarioSampler sampler(int wireless, int mobile, int fixed, int aerial) {
        return ScenarioSampler.standard(new Counts(wireless, mobile, fixed, aerial));
    }

    @Test
    void equalSeedsGiveEqualScenarios() {
        assertThat(sampler(20, 2, 3, 3).sample("a", 5))
                .isEqualTo(sampler(20, 2, 3, 3).sample("a", 5));
        assertThat(sampler(20, 2, 3, 3).sample("a", 5))
                .isNotEqualTo(sampler(20, 2, 3, 3).sample("a", 6));
    }

    @Test
    void additionalAgentDoesNotChangeOthers() {
        Scenario few = sampler(10, 2, 3, 3).sample("few", 5);
        Scenario more = sampler(11, 2, 3, 3).sample("more", 5);
        assertThat(more.wirelessAgents().subList(0, 10)).isEqualTo(few.wirelessAgents());
        assertThat(more.leaders()).isEqualTo(few.leaders());
    }

    /** Kolmogorov-Smirnov at a level of about 1e-6, fixed seed. */
    @Test
    void valuesAreUniformInTheirRanges() {
        ScenarioSampler sampler = sampler(MANY, 2, 3, 0);
        List<WirelessAgent> agents = sampler.sample("many", 20_261_124).wirelessAgents();
        var side = new UniformRange(0, sampler.sideMetres());
        DemandRanges demand = sampler.demand();
        assertUniform(agents, agent -> agent.position().xMetres(), side);
        assertUniform(agents, agent -> agent.position().yMetres(), side);
        assertUniform(agents, agent -> agent.task().inputBits(), demand.inputBits());
        assertUniform(agents, agent -> agent.task().work() / agent.task().inputBits(), demand.workPerBit());
        assertUniform(agents, agent -> agent.task().deadlineSeconds(), demand.deadlineSeconds());
        assertUniform(agents, WirelessAgent::satisfactionWeight, demand.satisfactionWeight());
        assertUniform(
                agents,
                agent -> agent.computer().workPerSecond(),
                demand.computer().workPerSecond());
    }

    private static void assertUniform(
            List<WirelessAgent> agents, ToDoubleFunction<WirelessAgent> number, UniformRange range) {
        double[] values = agents.stream().mapToDouble(number).sorted().toArray();
        double worst = 0;
        for (int i = 0; i < values.length; i++) {
            double law = (values[i] - range.low()) / (range.high() - range.low());
            worst = Math.max(worst, Math.max(law - i / (double) MANY, (i + 1) / (double) MANY - law));
        }
        assertThat(worst).isLessThan(2.7 / Math.sqrt(MANY));
    }

    @Test
    void valuesOfOneAgentAreIndependent() {
        List<WirelessAgent> agents = sampler(MANY, 2, 3, 0).sample("many", 3).wirelessAgents();
        double[] bits =
                agents.stream().mapToDouble(agent -> agent.task().inputBits()).toArray();
        double[] weights =
                agents.stream().mapToDouble(WirelessAgent::satisfactionWeight).toArray();
        assertThat(correlation(bits, weights)).isCloseTo(0, within(6 / Math.sqrt(MANY)));
        double[] next = Arrays.copyOfRange(bits, 1, MANY);
        assertThat(correlation(Arrays.copyOf(bits, MANY - 1), next)).isCloseTo(0, within(6 / Math.sqrt(MANY)));
    }

    private static double correlation(double[] x, double[] y) {
        double meanX = Arrays.stream(x).average().orElseThrow();
        double meanY = Arrays.stream(y).average().orElseThrow();
        double both = 0;
        double xx = 0;
        double yy = 0;
        for (int i = 0; i < x.length; i++) {
            both += (x[i] - meanX) * (y[i] - meanY);
            xx += (x[i] - meanX) * (x[i] - meanX);
            yy += (y[i] - meanY) * (y[i] - meanY);
        }
        return both / Math.sqrt(xx * yy);
    }

    /** Sellers of a large market are scaled from the reference: more capacity at the same cost per unit. */
    @Test
    void sellersScaleWithMarket() {
        Scenario small = sampler(20, 2, 3, 3).sample("small", 9);
        Scenario large = sampler(2000, 2, 3, 3).sample("large", 9);
        for (int s = 0; s < 5; s++) {
            Leader one = small.leaders().get(s);
            Leader cluster = large.leaders().get(s);
            assertThat(cluster.computer().workPerSecond() / one.computer().workPerSecond())
                    .isCloseTo(100, within(1e-9));
            assertThat(cluster.costPerWork()).isCloseTo(one.costPerWork(), within(1e-12 * one.costPerWork()));
        }
        for (int j = 0; j < 3; j++) {
            for (int k = 0; k < 3; k++) {
                assertThat(ask(large, j, k)).isCloseTo(ask(small, j, k), within(1e-12 * ask(small, j, k)));
            }
        }
    }

    private static double ask(Scenario scenario, int fixed, int aerial) {
        int leader = scenario.leaders().indexOf(scenario.fixedAgents().get(fixed));
        double rate = scenario.network().linksOf(scenario).relayBitsPerSecond(leader, aerial);
        return scenario.aerialAgents().get(aerial).askPerWork(1e-3, rate);
    }

    /** Manual calculation: 1e10 work/s are 5 lots; the input is sent over 260.7 m, and 90 m up. All seeds have the same price. */
    @Test
    void publishedPriceDependsOnDistributionsOnly() {
        ScenarioSampler sampler = sampler(20, 2, 3, 3);
        double computing = 1.1 * (0.1 * 1e-29 * 1e20 + 0.1 * 168.4842 / 10e9);
        double published = sampler.sample("a", 5).rules().expectedResalePrice().orElseThrow();
        assertThat(published).isBetween(1.2 * computing, 1.2 * computing + 2.5e-10);
        assertThat(sampler.sample("b", 6).rules())
                .isEqualTo(sampler.sample("a", 5).rules());
        assertThat(sampler(20, 2, 3, 0).sample("a", 5).rules().expectedResalePrice())
                .isEmpty();
    }

    @Test
    void batteryPriceIsShareOfFirstLot() {
        AerialAgent agent =
                sampler(20, 2, 3, 3).sample("small", 9).aerialAgents().getFirst();
        double first = agent.lotAsk(2e9, 0, 1, 0);
        assertThat(agent.lotAsk(2e9, 0, 1, 1) - first).isCloseTo(0.05 * first, within(1e-12 * first));
    }

    @Test
    void manyLeadersAreLimitedToBestLinks() {
        Scenario scenario = sampler(50, 40, 60, 0).sample("crowd", 4);
        ScenarioLinks links = scenario.network().linksOf(scenario);
        for (int n = 0; n < 50; n++) {
            assertThat(links.of(n).count()).isLessThanOrEqualTo(20).isPositive();
        }
    }

    @Test
    void rejectsMarketsWithoutLeadersOrBuyers() {
        assertThatThrownBy(() -> new Counts(5, 0, 0, 3)).hasMessage("mobile + fixed must be positive: 0");
        assertThatThrownBy(() -> new Counts(0, 1, 0, 3)).hasMessage("wireless must be positive: 0");
    }
}
