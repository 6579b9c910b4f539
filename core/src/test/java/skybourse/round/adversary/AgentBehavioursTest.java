package skybourse.round.adversary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import skybourse.base.agent.Agent;
import skybourse.base.agent.WirelessAgent;
import skybourse.base.random.RandomStreams;
import skybourse.base.scenario.Scenario;
import skybourse.base.scenario.ScenarioSampler;
import skybourse.base.scenario.ScenarioSampler.Counts;

class AgentBehavioursTest {

    private static final Scenario MARKET =
            ScenarioSampler.standard(new Counts(20, 2, 3, 3)).sample("market", 1);

    private static AgentBehaviours of(double accident, MaliciousGroup... groups) {
        return new AgentBehaviours(new Adversary(accident, List.of(groups)), MARKET, new RandomStreams(7));
    }

    private static Set<String> misreporting(double share) {
        var behaviours = of(0, MaliciousGroup.share(new Behaviour.Misreport(0.6), share));
        return MARKET.wirelessAgents().stream()
                .map(WirelessAgent::id)
                .filter(id -> behaviours.behaviour(id).isPresent())
                .collect(Collectors.toSet());
    }

    private static Set<Long> failing(AgentBehaviours behaviours, int leader) {
        return LongStream.range(0, 20_000)
                .filter(task -> behaviours.fails(leader, task))
                .boxed()
                .collect(Collectors.toSet());
    }

    @Test
    void largerShareContainsTheSmaller() {
        Set<String> before = new HashSet<>();
        for (int count = 0; count <= 20; count++) {
            Set<String> now = misreporting(count / 20.0);
            assertThat(now).hasSize(count).containsAll(before);
            before = now;
        }
        assertThat(misreporting(0.5)).as("not the first agents").isNotEqualTo(Set.of("WA1", "WA2", "WA3"));
    }

    @Test
    void anotherSeedChoosesOtherAgents() {
        var group = new Adversary(0, List.of(MaliciousGroup.share(new Behaviour.Misreport(0.6), 0.3)));
        Set<String> chosen = MARKET.wirelessAgents().stream()
                .map(WirelessAgent::id)
                .filter(id -> new AgentBehaviours(group, MARKET, new RandomStreams(8))
                        .behaviour(id)
                        .isPresent())
                .collect(Collectors.toSet());
        assertThat(chosen).hasSize(6).isNotEqualTo(misreporting(0.3));
    }

    @Test
    void namedAgentsBehaveSoAndOthersAreHonest() {
        var behaviours = of(0, MaliciousGroup.of(new Behaviour.NoShow(1), "FA2"));
        assertThat(behaviours.behaviour("FA2")).contains(new Behaviour.NoShow(1));
        assertThat(behaviours.behaviour("FA1")).isEmpty();
        assertThat(failing(behaviours, 3)).hasSize(20_000);
        assertThat(failing(behaviours, 2)).isEmpty();
    }

    @Test
    void piecesFailAtTheGivenRateAndLargerRatesContainSmallerOnes() {
        Set<Long> rarely = failing(of(0, MaliciousGroup.of(new Behaviour.NoShow(0.1), "FA1")), 2);
        Set<Long> often = failing(of(0, MaliciousGroup.of(new Behaviour.NoShow(0.4), "FA1")), 2);
        assertThat(rarely.size() / 20_000.0).isCloseTo(0.1, within(0.01));
        assertThat(often.size() / 20_000.0).isCloseTo(0.4, within(0.02));
        assertThat(often).containsAll(rarely);
    }

    @Test
    void lotsFailAtTheGivenRateAndLargerRatesContainSmallerOnes() {
        Set<Long> rarely = failingLots(0.1, "AA1");
        Set<Long> often = failingLots(0.4, "AA1");
        assertThat(rarely.size() / 20_000.0).isCloseTo(0.1, within(0.01));
        assertThat(often.size() / 20_000.0).isCloseTo(0.4, within(0.02));
        assertThat(often).containsAll(rarely).isNotEqualTo(failingLots(0.4, "AA2"));
        assertThat(failingLots(1, "AA1")).hasSize(20_000);
        assertThat(failingLots(0, "AA1")).isEmpty();
        assertThat(of(0.9).failsLot("AA1", 0, 1)).as("no accidents of lots").isFalse();
    }

    private static Set<Long> failingLots(double rate, String agent) {
        var behaviours = of(0, MaliciousGroup.of(new Behaviour.NoShow(rate), agent));
        return LongStream.range(0, 20_000)
                .filter(i -> behaviours.failsLot(agent, i / 10, 1 + (int) (i % 10)))
                .boxed()
                .collect(Collectors.toSet());
    }

    @Test
    void accidentsHappenToAllLeadersBesideTheirBehaviour() {
        var behaviours = of(0.02, MaliciousGroup.of(new Behaviour.NoShow(0.5), "MA1"));
        assertThat(failing(behaviours, 4).size() / 20_000.0).isCloseTo(0.02, within(0.004));
        assertThat(failing(behaviours, 0).size() / 20_000.0).isCloseTo(0.51, within(0.015));
        assertThat(failing(behaviours, 4)).as("leaders fail independently").isNotEqualTo(failing(behaviours, 3));
    }

    @Test
    void honestBehavioursChangeNothing() {
        assertThat(failing(of(0, MaliciousGroup.share(new Behaviour.NoShow(0), 1)), 2))
                .isEmpty();
        assertThat(failing(of(0, MaliciousGroup.share(new Behaviour.NoShow(1), 0)), 2))
                .isEmpty();
    }

    @Test
    void misreportingAgentsReportAMultipleOfTheirWeight() {
        List<WirelessAgent> agents = MARKET.wirelessAgents();
        assertThat(of(0).reported(agents)).isSameAs(agents);
        List<WirelessAgent> reported =
                of(0, MaliciousGroup.of(new Behaviour.Misreport(0.6), "WA2")).reported(agents);
        double weight = agents.get(1).satisfactionWeight();
        assertThat(reported.get(1)).isEqualTo(agents.get(1).withSatisfactionWeight(0.6 * weight));
        assertThat(reported.get(0)).isEqualTo(agents.get(0));
    }

    private static AgentBehaviours ofExchange(double accident, MaliciousGroup... groups) {
        return AgentBehaviours.ofExchange(new Adversary(accident, List.of(groups)), MARKET, new RandomStreams(7));
    }

    private static Set<String> rejected(double rate, String agent) {
        var behaviours = ofExchange(0, MaliciousGroup.share(new Behaviour.Reject(rate), 1));
        return pieces().filter(piece -> behaviours.behaviour(agent, piece).isPresent())
                .collect(Collectors.toSet());
    }

    private static Stream<String> pieces() {
        return LongStream.range(0, 10_000).mapToObj(i -> "r" + i / 100 + "." + i % 100);
    }

    @Test
    void agentsAreMaliciousForAShareOfThePieces() {
        Set<String> rarely = rejected(0.1, "WA1");
        Set<String> often = rejected(0.4, "WA1");
        assertThat(rarely.size() / 10_000.0).isCloseTo(0.1, within(0.012));
        assertThat(often.size() / 10_000.0).isCloseTo(0.4, within(0.02));
        assertThat(often).containsAll(rarely).as("agents draw independently").isNotEqualTo(rejected(0.4, "WA2"));
        assertThat(rejected(1, "WA1")).hasSize(10_000);
        assertThat(rejected(0, "WA1")).isEmpty();
        assertThat(rejected(1, "FA1")).isEmpty();
        var overstating = ofExchange(0, MaliciousGroup.of(new Behaviour.Overstate(2), "AA1"));
        assertThat(pieces().map(piece -> overstating.behaviour("AA1", piece))).allMatch(Optional::isPresent);
    }

    @Test
    void accidentsDependOnThePieceOnly() {
        var behaviours = ofExchange(0.02);
        Set<String> failed = pieces().filter(behaviours::isAccident).collect(Collectors.toSet());
        assertThat(failed.size() / 10_000.0).isCloseTo(0.02, within(0.006));
        var others = ofExchange(0.02, MaliciousGroup.share(new Behaviour.Reject(1), 1));
        assertThat(pieces().filter(others::isAccident)).containsExactlyInAnyOrderElementsOf(failed);
    }

    @Test
    void eachBehaviourSuitsItsRoles() {
        for (Behaviour behaviour : List.of(
                new Behaviour.NoShow(1),
                new Behaviour.Decline(1),
                new Behaviour.WrongResult(1),
                new Behaviour.Overstate(2))) {
            assertThat(selected(behaviour)).containsExactly("MA1", "MA2", "FA1", "FA2", "FA3", "AA1", "AA2", "AA3");
        }
        assertThat(selected(new Behaviour.Reject(1)))
                .hasSize(20)
                .isEqualTo(selected(new Behaviour.Misreport(0.6)))
                .allMatch(id -> id.startsWith("WA"));
        for (Behaviour behaviour : List.of(
                new Behaviour.Decline(1),
                new Behaviour.WrongResult(1),
                new Behaviour.Reject(1),
                new Behaviour.Overstate(2))) {
            assertThatThrownBy(() -> of(0, MaliciousGroup.share(behaviour, 1)))
                    .hasMessage("groups[0].behaviour must be one that an agent of this market can play: " + behaviour);
        }
    }

    private static List<String> selected(Behaviour behaviour) {
        var behaviours = ofExchange(0, MaliciousGroup.share(behaviour, 1));
        return Stream.of(MARKET.wirelessAgents(), MARKET.leaders(), MARKET.aerialAgents())
                .flatMap(List::stream)
                .map(Agent::id)
                .filter(id -> behaviours.behaviour(id).isPresent())
                .toList();
    }

    @Test
    void refusesParametersOutsideTheirRange() {
        assertThatThrownBy(() -> new Behaviour.Decline(1.1)).hasMessageContaining("rate");
        assertThatThrownBy(() -> new Behaviour.WrongResult(-0.1)).hasMessageContaining("rate");
        assertThatThrownBy(() -> new Behaviour.Reject(2)).hasMessageContaining("rate");
        assertThatThrownBy(() -> new Behaviour.Overstate(0.9)).hasMessageContaining("factor");
        assertThatThrownBy(() -> MaliciousGroup.share(new Behaviour.Reject(1), 1.1))
                .hasMessageContaining("share");
    }

    @Test
    void refusesGroupsWithoutFittingAgents() {
        var noShow = new Behaviour.NoShow(1);
        assertThatThrownBy(() -> of(0, MaliciousGroup.share(noShow, 0.06)))
                .hasMessage("groups[0].share must select at least one of 8 agents: 0.06");
        assertThatThrownBy(() -> of(0, MaliciousGroup.of(noShow, "WA1")))
                .hasMessage("groups[0].ids must name agents that can behave so, MA1, MA2, FA1, FA2, FA3: WA1");
        assertThatThrownBy(() -> of(0, MaliciousGroup.of(noShow, "FA1"), MaliciousGroup.of(noShow, "FA1")))
                .hasMessage("groups[1].ids must name each agent once, and none of another group: FA1");
        assertThatThrownBy(() -> new Behaviour.NoShow(1.1)).hasMessageContaining("rate");
        assertThatThrownBy(() -> new Behaviour.Misreport(0)).hasMessageContaining("factor");
        assertThatThrownBy(() -> new Adversary(-0.1, List.of())).hasMessageContaining("accident");
        assertThatThrownBy(() -> new MaliciousGroup(noShow, Optional.empty(), Optional.empty()))
                .hasMessage("share must be given if ids is not, and only then");
    }

    /** Names and shares of one kind of agents do not collide, whatever the seed. */
    @Test
    void groupsShareTheAgentsForEverySeed() {
        var groups = new Adversary(
                0,
                List.of(
                        MaliciousGroup.share(new Behaviour.Misreport(0.6), 0.5),
                        MaliciousGroup.share(new Behaviour.Misreport(0.8), 0.3),
                        MaliciousGroup.of(new Behaviour.Misreport(0.9), "WA1", "WA2")));
        for (int seed = 0; seed < 50; seed++) {
            var behaviours = new AgentBehaviours(groups, MARKET, new RandomStreams(seed));
            assertThat(MARKET.wirelessAgents().stream()
                            .map(agent -> behaviours.behaviour(agent.id()).orElse(new Behaviour.Misreport(1)))
                            .collect(Collectors.groupingBy(one -> one, Collectors.counting())))
                    .containsEntry(new Behaviour.Misreport(0.6), 10L)
                    .containsEntry(new Behaviour.Misreport(0.8), 6L)
                    .containsEntry(new Behaviour.Misreport(0.9), 2L);
        }
        assertThatThrownBy(() -> of(
                        0,
                        MaliciousGroup.share(new Behaviour.Misreport(0.6), 0.7),
                        MaliciousGroup.share(new Behaviour.Misreport(0.8), 0.4)))
                .hasMessage("groups[1].share must leave agents for the other groups, at most 6 of 20: 0.4");
    }

    /** Which pieces of a leader fail does not depend on the other leaders. */
    @Test
    void absentLeadersChangeNoAccident() {
        Scenario fewer = MARKET.withFixedAgents(MARKET.fixedAgents().subList(1, 3));
        var rest = new AgentBehaviours(new Adversary(0.2, List.of()), fewer, new RandomStreams(7));
        assertThat(failing(rest, 2)).isEqualTo(failing(of(0.2), 3)).isNotEmpty();
    }
}
