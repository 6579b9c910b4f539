package skybourse.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import skybourse.app.command.ExitCode;
import skybourse.app.folders.ScenarioFileReader;
import skybourse.files.codec.LedgerText;
import skybourse.round.ledger.Ledger;
import skybourse.testing.Balances;
import skybourse.testing.OpenData;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Both tiers from a scenario file to the written folder: overload, trades, a balanced ledger, more deadlines met. */
class BothTiersTest {

    @TempDir
    private Path temp;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int execute(Object... arguments) {
        List<String> words = new ArrayList<>();
        for (Object argument : arguments) {
            words.add(argument.toString());
        }
        return Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(words.toArray(String[]::new));
    }

    private static JsonNode result(Path folder) throws IOException {
        return JsonMapper.shared().readTree(Files.readString(folder.resolve("result.json")));
    }

    private static void assertTierTwoHelps(Path folder) throws IOException {
        JsonNode result = result(folder);
        assertThat(StreamSupport.stream(result.get("leaders").spliterator(), false))
                .anyMatch(leader -> leader.get("kind").asString().equals("fixed")
                        && leader.get("overload").asDouble() > 0
                        && leader.get("resold").asDouble() > 0);
        assertThat(result.at("/resale/held").asBoolean()).isTrue();
        assertThat(result.at("/resale/trades")).isNotEmpty();
        assertThat(result.at("/ledgerCheck/balanced").asBoolean()).isTrue();
        assertThat(result.at("/ledgerCheck/agreesWithMoney").asBoolean()).isTrue();
        assertThat(result.at("/totals/deadlinesMet").asInt())
                .isGreaterThan(result.at("/totalsWithoutResale/deadlinesMet").asInt());
        assertThat(result.at("/resaleCost").asDouble()).isPositive();
    }

    @Test
    void tierTwoHelpsInReferenceScenario() throws IOException {
        assertThat(execute("run", "--starts", 0, "--step", 5, "--out", temp.resolve("run")))
                .as(err.toString())
                .isZero();
        assertTierTwoHelps(temp.resolve("run"));
    }

    @Test
    void tierTwoHelpsInScenarioFromRealTraces() throws IOException {
        Path scenario = temp.resolve("azure.yaml");
        int imported = execute(OpenData.imports("--out", scenario));
        assertThat(imported).as(err.toString()).isZero();
        assertThat(execute("run", scenario, "--starts", 0, "--step", 5, "--out", temp.resolve("run")))
                .as(err.toString())
                .isZero();
        assertTierTwoHelps(temp.resolve("run"));
    }

    /** Under VCG the sellers get more than the buyers pay, and the house's payments are in the ledger. */
    @Test
    void ledgerContainsDeficitOfHouseUnderVcg() throws IOException {
        assertThat(execute("run", "--starts", 0, "--rule", "vcg", "--out", temp.resolve("run")))
                .as(err.toString())
                .isZero();
        JsonNode result = result(temp.resolve("run"));
        Path file = temp.resolve("run").resolve("ledger.csv");
        Ledger ledger = LedgerText.parse("ledger.csv", Files.readString(file));
        long house = Balances.of(ledger, id -> id.equals("house"));
        assertThat(house).isNegative();
        assertThat(result.at("/ledgerCheck/houseKeeps").asLong()).isEqualTo(house);
        assertThat(result.at("/ledgerCheck/balanced").asBoolean()).isTrue();
        assertThat(result.at("/ledgerCheck/agreesWithMoney").asBoolean()).isTrue();
        // a half tick of 0.005 money is 5,000 units of 1e-6
        assertThat(house).isEqualTo(result.at("/resale/houseHalfTicks").asLong() * 5_000);
        assertThat(out.toString()).contains("the house pays");
    }

    @Test
    void rejectsTooSmallLotsAndWritesNoFolder() throws IOException {
        Path scenario = temp.resolve("small-lots.yaml");
        String text = new String(ScenarioFileReader.bundled(), StandardCharsets.UTF_8);
        Files.writeString(scenario, text.replaceFirst("rules: \\{", "rules: {lotWork: 1000, "));
        for (String[] command : new String[][] {
            {
                "run",
                scenario.toString(),
                "--starts",
                "0",
                "--out",
                temp.resolve("run").toString()
            },
            {"solve", scenario.toString()},
            {"audit", "--distribution", "tier1", "--scenario", scenario.toString(), "--markets", "8"}
        }) {
            err.getBuffer().setLength(0);
            assertThat(execute((Object[]) command)).isEqualTo(ExitCode.INVALID_INPUT);
            assertThat(err.toString().lines())
                    .containsExactly(
                            "skybourse: " + scenario
                                    + ": rules.lotWork must make at most 100000 lots on a side: 1000.0",
                            "Hint: check the unit; docs/reference/scenario-files.md explains the rules of a scenario.");
        }
        assertThat(temp.resolve("run")).doesNotExist();
    }
}
