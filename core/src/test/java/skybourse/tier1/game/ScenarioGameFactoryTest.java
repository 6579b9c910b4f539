package skybourse.tier1.game;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import skybourse.base.agent.AerialAgentBuilder;
import skybourse.base.agent.Computer;
import skybourse.base.agent.FixedAgentBuilder;
import skybourse.base.agent.MobileAgent;
import skybourse.base.agent.Position;
import skybourse.base.agent.Radio;
import skybourse.base.agent.Rules;
import skybourse.base.agent.Rules.OverloadPricing;
import skybourse.base.agent.RulesBuilder;
import skybourse.base.agent.Task;
import skybourse.base.agent.WirelessAgent;
import skybourse.base.agent.WirelessAgentBuilder;
import skybourse.base.scenario.AgentLinks;
import skybourse.base.scenario.ExplicitNetwork;
import skybourse.base.scenario.ExplicitNetwork.Link;
import skybourse.base.scenario.Scenario;
import skybourse.base.scenario.ScenarioBuilder;
import skybourse.base.scenario.ScenarioLinks;
import skybourse.base.scenario.ScenarioSampler;
import skybourse.base.scenario.ScenarioSampler.Counts;

class ScenarioGameFactoryTest {

    private static final Position HERE = new Position(0, 0, 0);

    private static WirelessAgent wireless(String id, double deadlineSeconds) {
        return WirelessAgentBuilder.builder()
                .id(id)
                .position(HERE)
                .task(new Task(4e6, 5e9, deadlineSeconds))
                .computer(new Computer(1e9, 1e-27))
                .radio(new Radio(0.1, 1e7))
                .satisfactionWeight(25)
                .joulePrice(2)
                .build();
    }

    /** One vehicle of 10 and one edge server of 20 Gcycles/s, one UAV; links of 40 Mbit/s. */
    private static Scenario world(OverloadPricing pricing, List<Link> relays) {
        Rules standard = Rules.standard();
        List<Link> links = new java.util.ArrayList<>(
                List.of(new Link("a", "m", 4e7, 0.5), new Link("a", "f", 4e7, 0.25), new Link("b", "f", 2e7, 1)));
        links.addAll(relays);
        return ScenarioBuilder.builder()
                .name("two")
                .description("")
                .seed(1)
                .rules(RulesBuilder.builder()
                        .roundSeconds(2)
                        .overloadPricing(pricing)
                        .overloadDelay(standard.overloadDelay())
                        .sharing(standard.sharing())
                        .tolerance(1e-6)
                        .lotWork(2e9)
                        .tickMoney(0.01)
                        .ledgerUnitMoney(1e-6)
                        .build())
                .network(new ExplicitNetwork(links))
                .wirelessAgents(List.of(wireless("a", 0.3), wireless("b", 100)))
                .mobileAgents(List.of(new MobileAgent("m", HERE, new Computer(1e10, 1e-29), 1.5, 20e-6)))
                .fixedAgents(List.of(FixedAgentBuilder.builder()
                        .id("f")
                        .position(HERE)
                        .computer(new Computer(2e10, 4e-30))
                        .radio(new Radio(1, 1e7))
                        .joulePrice(1)
                        .priceCapPerBit(20e-6)
                        .penaltyPerWork(1e-9)
                        .build()))
                .aerialAgents(List.of(
                        AerialAgentBuilder.builder()
                                .id("k1")
                                .position(HERE)
                                .computer(new Computer(1e10, 1e-29))
                                .computeJoulePrice(0.1)
                                .hoverJoulePrice(0.1)
                                .markup(1.1)
                                .batteryPrice(0)
                                .build(),
                        AerialAgentBuilder.builder()
                                .id("k2")
                                .position(HERE)
                                .computer(new Computer(1e10, 1e-29))
                                .computeJoulePrice(0.2)
                                .hoverJoulePrice(0.2)
                                .markup(1.1)
                                .batteryPrice(0)
                                .build()))
                .build();
    }

    @Test
    void gameMatchesModelFormulas() {
        PricingGame game = ScenarioGameFactory.of(world(OverloadPricing.IGNORE, List.of()));
        LeaderTable leaders = game.leaderTable();
        assertThat(leaders.capacities()).containsExactly(2e10, 4e10);
        assertThat(leaders.priceCaps()).containsExactly(20e-6, 20e-6);
        assertThat(leaders.costPerWork(0)).isCloseTo(1.5e-9, within(1e-20));
        assertThat(leaders.costPerWork(1)).isCloseTo(1.6e-9, within(1e-20));
        assertThat(leaders.overloadPrices()).containsExactly(0, 0);
        assertThat(game.links()).isEqualTo(3);
        LinkIndices first = game.entriesOf(0);
        int toVehicle = first.at(0);
        int toServer = first.at(1);
        int onlyLink = game.entriesOf(1).at(0);
        assertThat(game.linkLeader()[toVehicle]).isZero();
        assertThat(game.linkLeader()[toServer]).isEqualTo(1);
        assertThat(game.linkLeader()[onlyLink]).isEqualTo(1);
        // sending takes 0.1 s and 0.01 J, computing at home 5 J; a joule costs 2
        assertThat(game.linkCharge()[toVehicle]).isCloseTo(2 * (0.01 - 5), within(1e-12));
        assertThat(game.linkCharge()[onlyLink]).isCloseTo(2 * (0.02 - 5), within(1e-12));
        assertThat(game.linkInverseQuality()[toServer]).isEqualTo(4);
        // the deadline is 0.3 s; a complete task takes 0.1 + 0.5 s on the vehicle, 0.1 + 0.25 s on the server
        assertThat(game.linkCap()[toVehicle]).isCloseTo(0.5, within(1e-12));
        assertThat(game.linkCap()[toServer]).isCloseTo(0.3 / 0.35, within(1e-12));
        assertThat(game.linkCap()[onlyLink]).isEqualTo(1);
    }

    @Test
    void oversellingNeverPaysWithoutAerialAgents() {
        LeaderTable leaders = ScenarioGameFactory.of(world(OverloadPricing.EXPECTED_COST, List.of()))
                .leaderTable();
        // the cap of 20 per Mbit times 8e-4 bits per cycle, less the cost per cycle
        assertThat(leaders.overloadPrice(0)).isCloseTo(1.6e-8 - 1.5e-9, within(1e-19));
        assertThat(leaders.overloadPrice(1)).isCloseTo(1.6e-8 - 1.6e-9, within(1e-19));
    }

    @Test
    void fixedAgentExpectsLowestReachableAsk() {
        // a cycle takes 0.1 ns and has 8e-4 bits, which take another 0.1 ns at 8 Mbit/s; computing takes 1 nJ
        double dear = 1.1 * 0.2 * (1e-9 + 168.4842 * 2e-10);
        var one = world(OverloadPricing.EXPECTED_COST, List.of(new Link("f", "k2", 8e6, 1)));
        assertThat(ScenarioGameFactory.of(one).leaderTable().overloadPrice(1)).isCloseTo(dear - 1.6e-9, within(1e-18));
        assertThat(ScenarioGameFactory.of(one).leaderTable().overloadPrice(0))
                .isCloseTo(1.6e-8 - 1.5e-9, within(1e-19));
        var both =
                world(OverloadPricing.EXPECTED_COST, List.of(new Link("f", "k2", 8e6, 1), new Link("f", "k1", 8e6, 1)));
        assertThat(ScenarioGameFactory.of(both).leaderTable().overloadPrice(1))
                .isCloseTo(dear / 2 - 1.6e-9, within(1e-18));
        var fast = world(OverloadPricing.EXPECTED_COST, List.of(new Link("f", "k1", 8e12, 1)));
        assertThat(ScenarioGameFactory.of(fast).leaderTable().overloadPrice(1))
                .isCloseTo(1.1 * 0.1 * (1e-9 + 168.4842e-10) - 1.6e-9, within(1e-14));
    }

    /** Independent of its reach. A price per lot, given by mistake as a price per unit, has the effect of one that never pays. */
    @Test
    void publishedPriceIsLimitedToProhibitivePrice() {
        for (List<Link> relays : List.of(List.<Link>of(), List.of(new Link("f", "k1", 8e12, 1)))) {
            Scenario scenario = world(OverloadPricing.EXPECTED_COST, relays);
            assertThat(published(scenario, 9e-9)).isCloseTo(9e-9 - 1.6e-9, within(1e-19));
            assertThat(published(scenario, 5.66)).isCloseTo(1.6e-8 - 1.6e-9, within(1e-19));
        }
    }

    private static double published(Scenario scenario, double price) {
        Scenario priced = scenario.withRules(scenario.rules().withExpectedResalePrice(OptionalDouble.of(price)));
        return ScenarioGameFactory.of(priced).leaderTable().overloadPrice(1);
    }

    @Test
    void manyAgentsArePackedInOrder() {
        Scenario scenario =
                ScenarioSampler.standard(new Counts(10_000, 10, 20, 5)).sample("many", 2);
        PricingGame game = ScenarioGameFactory.of(scenario);
        ScenarioLinks reach = scenario.network().linksOf(scenario);
        int links = 0;
        for (int n = 0; n < 10_000; n++) {
            AgentLinks expected = reach.of(n);
            links += expected.count();
            LinkIndices entries = game.entriesOf(n);
            assertThat(entries.count()).isEqualTo(expected.count());
            for (int l = 0; l < expected.count(); l++) {
                int entry = entries.at(l);
                assertThat(game.linkLeader()[entry]).isEqualTo(expected.leaders()[l]);
                assertThat(game.linkInverseQuality()[entry]).isEqualTo(1 / expected.qualities()[l]);
            }
        }
        assertThat(game.links()).isEqualTo(links);
    }
}
