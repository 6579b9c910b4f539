package skybourse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import skybourse.codec.ScenarioText;
import skybourse.scenario.Leader;
import skybourse.scenario.Scenario;
import skybourse.scenario.ScenarioSampler;

class CertifyCommandTest {

    @TempDir
    Path folder;

    private record Ran(int code, String out, String err) {}

    private Ran certify(String price, String... more) throws IOException {
        Scenario scenario = ScenarioSampler.standard(new ScenarioSampler.Counts(10, 1, 2, 0))
                .sample("small", 3);
        Path world = Files.writeString(folder.resolve("small.yaml"), ScenarioText.writeYaml(scenario));
        String text = scenario.leaders().stream()
                .map(Leader::id)
                .collect(Collectors.joining(": " + price + "\n", "", ": " + price + "\n"));
        Path prices = Files.writeString(folder.resolve("prices.yaml"), text);
        var out = new StringWriter();
        var err = new StringWriter();
        String[] arguments = new String[4 + more.length];
        System.arraycopy(new String[] {"certify", world.toString(), "--prices", prices.toString()}, 0, arguments, 0, 4);
        System.arraycopy(more, 0, arguments, 4, more.length);
        int code = Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
        return new Ran(code, out.toString(), err.toString());
    }

    @Test
    void tellsHowFarAStrangersPricesAreFromEquilibrium() throws IOException {
        Ran ran = certify("3.0e-6");
        assertThat(ran.code()).isZero();
        assertThat(ran.out()).startsWith("eps ").contains("is not met", " earns ");
    }

    @Test
    void printsJsonWhosePricesCanBeCertifiedAgain() throws IOException {
        Ran ran = certify("closed", "--json");
        assertThat(ran.code()).isZero();
        assertThat(ran.out()).contains("\"pricePerBit\" : \"closed\"", "\"holds\" : false");
    }

    @Test
    void refusesAPriceAboveTheCapInTwoLines() throws IOException {
        Ran ran = certify("3");
        assertThat(ran.code()).isEqualTo(Main.BAD_INPUT);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err())
                .contains("must be at most the leader's cap")
                .hasLineCount(2)
                .contains("\nMaybe ");
    }
}
