package skybourse.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import skybourse.app.command.ExitCode;
import skybourse.base.agent.Computer;
import skybourse.base.agent.Leader;
import skybourse.base.agent.MobileAgent;
import skybourse.base.agent.Position;
import skybourse.base.agent.Radio;
import skybourse.base.agent.Rules;
import skybourse.base.agent.Task;
import skybourse.base.agent.WirelessAgent;
import skybourse.base.agent.WirelessAgentBuilder;
import skybourse.base.scenario.ExplicitNetwork;
import skybourse.base.scenario.ExplicitNetwork.Link;
import skybourse.base.scenario.Scenario;
import skybourse.base.scenario.ScenarioBuilder;
import skybourse.base.scenario.ScenarioSampler;
import skybourse.files.scenario.ScenarioText;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CertifyCommandTest {

    @TempDir
    Path folder;

    private Ran certify(String price, String... more) throws IOException {
        return certify(
                ScenarioSampler.standard(new ScenarioSampler.Counts(10, 1, 2, 0))
                        .sample("small", 3),
                price,
                more);
    }

    private Ran certify(Scenario scenario, String price, String... more) throws IOException {
        Path file = Files.writeString(folder.resolve("small.yaml"), ScenarioText.writeYaml(scenario));
        String text = scenario.leaders().stream()
                .map(Leader::id)
                .collect(Collectors.joining(": " + price + "\n", "", ": " + price + "\n"));
        Path prices = Files.writeString(folder.resolve("prices.yaml"), text);
        return Ran.of(Stream.concat(Stream.of("certify", file, "--prices", prices), Stream.of(more))
                .toArray());
    }

    @Test
    void reportsGainAtArbitraryPrices() throws IOException {
        Ran ran = certify("3.0e-6");
        assertThat(ran.code()).isZero();
        assertThat(ran.out())
                .startsWith("Prices not certified: an agent may gain up to ")
                .contains(", not met.", " (decision profit +");
    }

    @Test
    void printsJsonWithClosedLeaderAndVerdict() throws IOException {
        Ran ran = certify("closed", "--json");
        assertThat(ran.code()).isZero();
        assertThat(ran.out()).contains("\"pricePerBit\" : \"closed\"", "\"holds\" : false");
    }

    @Test
    void rejectsPriceAboveCap() throws IOException {
        Ran ran = certify("3");
        assertThat(ran.code()).isEqualTo(ExitCode.INVALID_INPUT);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err())
                .contains("must be at most the leader's cap")
                .hasLineCount(2)
                .contains("\nHint: ");
    }

    /**
     * Five agents buy all they can up to a price of 2 per Mbit and little above, one buys up to 21: profit has a maximum of 12
     * at 2 and one of 21 at 21, far away. All numbers follow from the closed form {@code xi / (1 + u) - H} with {@code H} =
     * -1, the energy cost that a task saves if it is sent.
     */
    private static Scenario twoMaxima() {
        var here = new Position(0, 0, 1);
        List<WirelessAgent> agents = new ArrayList<>();
        List<Link> links = new ArrayList<>();
        for (int n = 0; n < 6; n++) {
            agents.add(WirelessAgentBuilder.builder()
                    .id("wa-" + n)
                    .position(here)
                    .task(new Task(1e6, 1e9, 1e4))
                    .computer(new Computer(1e9, 1e-27))
                    .radio(new Radio(1e-12, 1e6))
                    .satisfactionWeight(n == 0 ? 40 : 2)
                    .joulePrice(1)
                    .build());
            links.add(new Link("wa-" + n, "ma-1", 1e8, 1));
        }
        return ScenarioBuilder.builder()
                .name("two-maxima")
                .description("")
                .seed(1)
                .rules(Rules.standard())
                .network(new ExplicitNetwork(links))
                .wirelessAgents(agents)
                .mobileAgents(List.of(new MobileAgent("ma-1", here, new Computer(1e11, 0), 0, 30e-6)))
                .fixedAgents(List.of())
                .aerialAgents(List.of())
                .build();
    }

    @Test
    void findsBetterMaximumFarFromGivenPrices() throws IOException {
        Ran local = certify(twoMaxima(), "2.0e-6", "--json");
        JsonNode leader =
                JsonMapper.shared().readTree(local.out()).path("leaders").path(0);
        assertThat(leader.path("decisionProfit").doubleValue()).isCloseTo(12, within(1e-6));
        assertThat(leader.path("bestPricePerBit").doubleValue()).isCloseTo(21e-6, within(1e-6));
        assertThat(leader.path("upperBound").doubleValue()).isGreaterThanOrEqualTo(21 - 1e-6);
        assertThat(local.out()).contains("\"holds\" : false");
        assertThat(certify(twoMaxima(), "21.0e-6", "--json").out()).contains("\"holds\" : true");
    }
}
