package skybourse.files.scenario;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import skybourse.base.scenario.Crowd;
import skybourse.base.scenario.Scenario;
import skybourse.base.scenario.ScenarioSampler;
import skybourse.base.scenario.ScenarioSampler.Counts;
import skybourse.files.text.InvalidInputException;

class CrowdTextTest {

    private static final String TEXT = ScenarioText.writeYaml(crowded(40));

    private static Scenario crowded(int agents) {
        ScenarioSampler sampler = ScenarioSampler.standard(new Counts(agents, 1, 2, 1));
        return sampler.sample("crowded", 3).withWirelessAgents(sampler.crowd(3).agents());
    }

    private static Scenario read(String text) {
        return ScenarioText.read("s.yaml", text.getBytes(UTF_8));
    }

    @Test
    void crowdIsWrittenCompactlyAndReadBack() {
        Scenario read = read(TEXT);
        assertThat(read).isEqualTo(crowded(40));
        assertThat(Crowd.of(read.wirelessAgents())).contains(new Crowd(40, 3, 500, 500));
        assertThat(ScenarioText.writeYaml(read)).isEqualTo(TEXT);
        assertThat(ScenarioText.writeYaml(crowded(4000)))
                .hasLineCount((int) TEXT.lines().count());
        DynamicScenario market = ScenarioText.readOverTime("s.yaml", TEXT.getBytes(UTF_8), _ -> new byte[0]);
        assertThat(Crowd.of(market.scenario().wirelessAgents())).isPresent();
        assertThat(market.text()).contains("crowd:").doesNotContain("id: WA");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            count: 40       | count: 0                | wirelessAgents.crowd.count must be at least 1: 0
            count: 40       | count: 1.5              | wirelessAgents.crowd.count must be a whole number
            count: 40       | count: 40, ids: a       | wirelessAgents.crowd.ids must be a known field
            count: 40       | count: 40, position: {} | wirelessAgents.crowd.position must be a known field
            eastMetres: 500.0 | eastMetres: 0         | wirelessAgents.crowd.area.eastMetres must be
            crowd:          | crowed:                 | wirelessAgents.crowed must be a known field
            id: MA1         | id: WA40                | id must be unique: WA40
            channel:        | explicit:               | network.explicit
            """)
    void refusesInvalidCrowds(String good, String bad, String error) {
        String text = TEXT.replaceFirst("crowd:\n *count: 40\n *seed: 3\n *area", "crowd: {count: 40, seed: 3, area")
                .replaceFirst("northMetres: 500.0}", "northMetres: 500.0}}");
        String broken = text.replaceFirst(good, bad);
        assertThat(broken).isNotEqualTo(text);
        assertThatThrownBy(() -> read(broken))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("s.yaml: " + error)
                .message()
                .satisfies(message -> assertThat(message.lines()).hasSize(2))
                .contains(System.lineSeparator() + "Hint: ");
    }

    @Test
    void refusesExplicitLinksOfACrowd() {
        String text = TEXT.replaceFirst("(?s)  channel:.*?wirelessAgents:", "  explicit: {links: []}\nwirelessAgents:");
        assertThatThrownBy(() -> read(text))
                .hasMessageStartingWith(
                        "s.yaml: network.explicit must be a channel model if wirelessAgents is a crowd: explicit");
    }
}
