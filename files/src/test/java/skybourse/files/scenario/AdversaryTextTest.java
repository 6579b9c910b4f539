package skybourse.files.scenario;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import skybourse.base.agent.Agent;
import skybourse.base.random.RandomStreams;
import skybourse.base.scenario.Scenario;
import skybourse.files.text.InvalidInputException;
import skybourse.round.adversary.AgentBehaviours;
import skybourse.round.adversary.Behaviour;

class AdversaryTextTest {

    private static Scenario scenario(String name) throws IOException {
        return ScenarioText.read(name, Files.readAllBytes(Path.of("examples", name)));
    }

    private static AgentBehaviours read(String name, String text) throws IOException {
        return AdversaryText.read("b.yaml", text.getBytes(UTF_8), scenario(name), new RandomStreams(1));
    }

    /** Returns the behaviour of each malicious agent. */
    private static Map<String, Behaviour> malicious(AgentBehaviours behaviours, Scenario scenario) {
        Map<String, Behaviour> found = new TreeMap<>();
        Stream.of(scenario.wirelessAgents(), scenario.leaders(), scenario.aerialAgents())
                .flatMap(List::stream)
                .map(Agent::id)
                .forEach(id -> behaviours.behaviour(id).ifPresent(behaviour -> found.put(id, behaviour)));
        return found;
    }

    @Test
    void readsAllBehavioursOfAnExchange() throws IOException {
        AgentBehaviours behaviours = read("campus.yaml", """
                adversary:
                  accident: 0.5
                  groups:
                    - {behaviour: {reject: {rate: 0.5}}, ids: [student-gate]}
                    - {behaviour: {misreport: {factor: 0.6}}, ids: [lecturer]}
                    - {behaviour: {noShow: {rate: 1}}, ids: [drone]}
                    - {behaviour: {decline: {rate: 0.25}}, ids: [shuttle]}
                    - {behaviour: {wrongResult: {rate: 1}}, ids: [library]}
                    - {behaviour: {overstate: {factor: 2}}, ids: [laboratory]}
                """);
        assertThat(malicious(behaviours, scenario("campus.yaml")))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "student-gate", new Behaviour.Reject(0.5),
                        "lecturer", new Behaviour.Misreport(0.6),
                        "drone", new Behaviour.NoShow(1),
                        "shuttle", new Behaviour.Decline(0.25),
                        "library", new Behaviour.WrongResult(1),
                        "laboratory", new Behaviour.Overstate(2)));
        long accidents = Stream.iterate(0, i -> i + 1)
                .limit(1_000)
                .filter(i -> behaviours.isAccident("r0." + i))
                .count();
        assertThat(accidents).isBetween(430L, 570L);
    }

    @Test
    void emptyBlockIsHonest() throws IOException {
        assertThat(malicious(read("campus.yaml", "adversary: {}"), scenario("campus.yaml")))
                .isEmpty();
    }

    @Test
    void examplesSelectTheAgentsThatTheyState() throws IOException {
        assertThat(example("reject.yaml", "campus.yaml").values()).hasSize(2).containsOnly(new Behaviour.Reject(1));
        assertThat(example("reject.yaml", "reference.yaml")).hasSize(5);
        Map<String, Behaviour> mixed = example("mixed.yaml", "reference.yaml");
        assertThat(mixed).hasSize(8);
        assertThat(mixed.values().stream().map(Behaviour::getClass).distinct()).hasSize(6);
    }

    private static Map<String, Behaviour> example(String file, String scenario) throws IOException {
        byte[] bytes = Files.readAllBytes(Path.of("examples/adversary", file));
        return malicious(AdversaryText.read(file, bytes, scenario(scenario), new RandomStreams(1)), scenario(scenario));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "adversaries: {}; adversaries must be a known field",
                "adversary: {group: []}; adversary.group must be a known field",
                "adversary: {accident: 2}; adversary.accident must be at most 1: 2",
                "adversary: {groups: [{behaviour: {reject: {rate: 2}}, share: 1}]};"
                        + " adversary.groups[0].behaviour.reject.rate must be at most 1: 2",
                "adversary: {groups: [{behaviour: {overstate: {factor: 0.5}}, share: 1}]};"
                        + " adversary.groups[0].behaviour.overstate.factor must be at least 1: 0.5",
                "adversary: {groups: [{behaviour: {vanish: {}}, share: 1}]}; adversary.groups[0].behaviour.vanish must be a known field",
                "adversary: {groups: [{behaviour: {decline: {}}, share: 1}]}; adversary.groups[0].behaviour.decline.rate must be given",
                "adversary: {groups: [{behaviour: {reject: {rate: 1}}}]}; adversary.groups[0].share must be given if ids is not",
                "adversary: {groups: [{behaviour: {reject: {rate: 1}}, ids: [nobody]}]};"
                        + " adversary.groups[0].ids must name agents that can behave so, student-lawn,",
                "adversary: {groups: [{behaviour: {reject: {rate: 1}}, ids: [drone]}]};"
                        + " adversary.groups[0].ids must name agents that can behave so, student-lawn,",
                "adversary: {groups: [{behaviour: {noShow: {rate: 1}}, share: 0.1}]};"
                        + " adversary.groups[0].share must select at least one of 4 agents: 0.1",
                "adversary: {groups: [{behaviour: {reject: {rate: 1}}, ids: [lecturer, lecturer]}]};"
                        + " adversary.groups[0].ids must name each agent once, and none of another group: lecturer"
            })
    void errorsNameTheField(String text, String message) {
        assertThatThrownBy(() -> read("campus.yaml", text))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("b.yaml: " + message)
                .hasMessageContaining("docs/");
    }

    /** Wireless agents do not play {@code noShow}, and no agent of a simulation plays what needs an exchange. */
    @Test
    void simulationRefusesBehavioursThatItCannotPlay() throws IOException {
        String campus = Files.readString(Path.of("examples/campus.yaml"));
        for (String[] wrong : new String[][] {
            {
                "{behaviour: {noShow: {rate: 1}}, ids: [student-lawn]}",
                "groups[0].ids must name agents that can behave so, "
            },
            {
                "{behaviour: {reject: {rate: 1}}, share: 1}",
                "groups[0].behaviour must be one that an agent of this market can play"
            }
        }) {
            byte[] file = (campus + "\noverTime: {adversary: {groups: [" + wrong[0] + "]}}\n").getBytes(UTF_8);
            assertThatThrownBy(() -> ScenarioText.readOverTime("c.yaml", file, _ -> new byte[0]))
                    .hasMessageStartingWith("c.yaml: overTime.adversary." + wrong[1]);
        }
    }
}
