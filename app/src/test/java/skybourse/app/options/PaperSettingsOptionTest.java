package skybourse.app.options;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import skybourse.app.cli.Ran;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code run}, {@code simulate} and {@code sweep} compute the same round, also with {@code --paper}. */
class PaperSettingsOptionTest {

    private static final Path ONE_SLOT = Path.of("examples", "one-slot.yaml");

    @TempDir
    private Path temp;

    @Tag("slow")
    @Test
    void runSimulateAndSweepGiveSameRound() throws IOException {
        requireOneRound();
    }

    @Tag("slow")
    @Test
    void paperOptionGivesSameRoundInAllCommands() throws IOException {
        Map<String, String> paper = requireOneRound("--paper");
        assertThat(paper).containsEntry("turns", "alternate").containsEntry("policy", "fixed-1");
        assertThat(paper).isNotEqualTo(requireOneRound());
        Path folder = temp.resolve("run--paper");
        assertThat(Ran.of("verify", folder).code()).isZero();
        assertThat(Files.readString(folder.resolve("scenario.yaml")))
                .contains("overloadPricing: ignore")
                .doesNotContain("expectedResalePrice");
    }

    @Test
    void otherOptionsOverridePaperOption() {
        String printed = Ran.of("solve", ONE_SLOT, "--paper", "--turns", "shorter", "--policy", "greedy")
                .out();
        assertThat(printed).contains("midpoint; turn order shorter; clock steps chosen by the policy greedy");
    }

    /** Computes the round by three commands, asserts that they agree, and returns numbers of the run. */
    private Map<String, String> requireOneRound(String... paper) throws IOException {
        String label = String.join("", paper);
        Path run = temp.resolve("run" + label);
        execute(paper, "run", ONE_SLOT, "--starts", "0", "--out", run);
        JsonNode result = JsonMapper.shared().readTree(Files.readString(run.resolve("result.json")));
        JsonNode auction = result.get("resale");
        String trades = Integer.toString(auction.get("trades").size());
        double price = auction.get("trades").get(0).get("buyerPriceHalfTicks").asDouble() / 2;

        Files.copy(ONE_SLOT, temp.resolve("one-slot.yaml"), StandardCopyOption.REPLACE_EXISTING);
        Path spec = Files.writeString(
                temp.resolve("spec.yaml"), "name: one\ntask: round\nseeds: [1]\ngrid: {scenario: [one-slot.yaml]}\n");
        Path swept = temp.resolve("swept" + label);
        execute(paper, "sweep", spec, "--out", swept);
        Map<String, String> row = row(swept.resolve("rows.csv"), 1);
        assertThat(Double.parseDouble(row.get("trades"))).isEqualTo(Double.parseDouble(trades));
        assertThat(Double.parseDouble(row.get("priceTicks"))).isEqualTo(price);

        Path simulated = temp.resolve("played" + label);
        execute(paper, "simulate", ONE_SLOT, "--slots", "1", "--out", simulated);
        assertThat(Double.parseDouble(row(simulated.resolve("slots.csv"), 1).get("lots")))
                .isEqualTo(Double.parseDouble(trades));
        assertThat(Files.readAllLines(simulated.resolve("ledger.csv")).size()).isGreaterThan(1);
        JsonNode rule = auction.get("rule");
        return Map.of(
                "trades", trades,
                "price", Double.toString(price),
                "turns", rule.get("turns").asString(),
                "policy", rule.get("policy").asString());
    }

    private static void execute(String[] paper, Object... arguments) {
        Object[] all = Arrays.copyOf(arguments, arguments.length + paper.length);
        System.arraycopy(paper, 0, all, arguments.length, paper.length);
        Ran ran = Ran.of(all);
        assertThat(ran.code()).as(ran.err()).isZero();
    }

    private static Map<String, String> row(Path table, int line) throws IOException {
        List<String> lines = Files.readAllLines(table).stream()
                .filter(text -> !text.startsWith("#"))
                .toList();
        String[] names = lines.getFirst().split(",");
        String[] cells = lines.get(line).split(",", -1);
        Map<String, String> row = new TreeMap<>();
        for (int i = 0; i < names.length; i++) {
            row.put(names[i], cells[i]);
        }
        return row;
    }
}
