package skybourse.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import skybourse.app.folders.ScenarioFileReader;
import skybourse.base.numeric.TaskRunner;
import skybourse.files.scenario.DynamicScenario;
import skybourse.round.analysis.SolverCatalogue;
import skybourse.round.dynamics.SimulationSetupBuilder;
import skybourse.round.simulation.Simulation;
import skybourse.round.simulation.SlotResult;
import skybourse.tier2.rule.McAfee;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The example without certified pure prices, from the file to the result, and over time. */
class TornTest {

    private static final String TORN = "examples/torn.yaml";

    @TempDir
    private Path temp;

    @Test
    void mixedPricesOfResultAreCertifiedAgain() throws IOException {
        Ran ran = Ran.of("run", TORN, "--starts", 0, "--out", temp.resolve("torn"));
        assertThat(ran.out())
                .contains(
                        "Mixed prices certified: ",
                        "FA2 randomizes its price per Mbit: 2.744 (44.2 %) or 3.083 (55.8 %).",
                        "In 44.2 % of rounds, MA1 asks ")
                .doesNotContain("--strategy");
        Path result = temp.resolve("torn/result.json");
        JsonNode tree = JsonMapper.shared().readTree(Files.readString(result));
        assertThat(tree.path("solution").path("ending").stringValue()).isEqualTo("certified-mixed");
        assertThat(tree.path("schema").intValue()).isEqualTo(4);
        JsonNode torn = tree.path("leaders").get(2);
        assertThat(torn.path("mix"))
                .extracting(point -> point.path("pricePerBit").doubleValue())
                .contains(torn.path("pricePerBit").doubleValue())
                .hasSize(2);
        assertThat(Files.readString(temp.resolve("torn/data.js"))).contains("FA2 randomizes its price");
        assertThat(Ran.of("certify", TORN, "--prices", result).out())
                .contains(", met.", "FA2 randomizes its price per Mbit: 2.744 (44.2 %)");
        Path moved = Files.writeString(
                temp.resolve("moved.json"),
                Files.readString(result)
                        .replaceFirst("\"weight\" ?: ?0\\.\\d+", "\"weight\": 0.5")
                        .replaceFirst("(\"weight\": 0\\.5[^w]*\"weight\" ?: ?)0\\.\\d+", "$10.5"));
        assertThat(Ran.of("certify", TORN, "--prices", moved).out()).contains(", not met.");
    }

    /** The sampled price need not be the most probable one. */
    @Test
    void auditUsesSampledPricesOfRun() throws IOException {
        for (long seed : new long[] {1, 2}) {
            Path torn = Files.writeString(
                    temp.resolve("torn.yaml"),
                    Files.readString(Path.of(TORN)).replaceFirst("(?m)^seed: .*", "seed: " + seed));
            Ran.of("run", torn, "--starts", 0, "--out", temp.resolve("torn"));
            JsonNode run = JsonMapper.shared().readTree(Files.readString(temp.resolve("torn/result.json")));
            JsonNode audit = JsonMapper.shared()
                    .readTree(Ran.of("audit", torn, "--round", "--json").out());
            JsonNode player = audit.path("players")
                    .get(audit.path("players").size() - run.path("leaders").size() + 2);
            assertThat(player.path("player").stringValue()).isEqualTo("FA2");
            assertThat(player.path("pricePerBit"))
                    .isEqualTo(run.path("leaders").get(2).path("pricePerBit"));
        }
    }

    @Test
    void uncertifiedPurePricesHintAtMixedStrategy() throws IOException {
        Path pure = Files.writeString(
                temp.resolve("pure.yaml"), Files.readString(Path.of(TORN)).replace("  strategy: mixed\n", ""));
        assertThat(Ran.of("solve", pure).out())
                .contains("Prices not certified: ", "Mixed prices may be certifiable: try --strategy mixed.");
        assertThat(Ran.of("solve", pure, "--strategy", "mixed").out()).contains("Mixed prices certified: ");
    }

    @Test
    void rejectsSettingsThatConflictWithMixedPrices() throws IOException {
        assertThat(Ran.of("solve", TORN, "--repair", "never").err())
                .contains("--repair: never cannot be combined with --strategy mixed", "Hint: ");
        Path steps = Files.writeString(
                temp.resolve("steps.yaml"), Files.readString(Path.of(TORN)) + "overTime:\n  pricing: {mode: steps}\n");
        assertThat(Ran.of("simulate", steps, "--slots", 2, "--out", temp.resolve("steps"))
                        .err())
                .contains("strategy must be pure if prices are not solved in each slot: mixed", "Hint: ");
        Path odd = Files.writeString(
                temp.resolve("odd.yaml"), Files.readString(Path.of(TORN)).replace("strategy: mixed", "strategy: wild"));
        assertThat(Ran.of("validate", odd).err()).contains("rules.strategy", "pure, mixed", "Hint: ");
    }

    /** Each slot samples its own prices, byte-identical for any number of threads and after a continuation. */
    @Tag("slow")
    @Test
    void simulationSamplesPricesInEverySlot() throws IOException {
        Path one = temp.resolve("one");
        assertThat(Ran.of("simulate", TORN, "--slots", 12, "--threads", 1, "--out", one)
                        .code())
                .isZero();
        Path parts = temp.resolve("parts");
        Ran.of("simulate", TORN, "--slots", 5, "--threads", 3, "--out", parts);
        assertThat(Ran.of("simulate", "--continue", parts, "--slots", 12).code())
                .isZero();
        for (String table : new String[] {"slots.csv", "leaders.csv", "ledger.csv"}) {
            assertThat(parts.resolve(table)).hasSameTextualContentAs(one.resolve(table));
        }
        Set<String> sampled = new HashSet<>();
        for (String row : Files.readAllLines(one.resolve("leaders.csv"))) {
            if (row.contains(",FA2,")) {
                sampled.add(row.split(",")[2]);
            }
        }
        assertThat(sampled).hasSizeGreaterThan(1);
    }

    private static double sampledPrice(long seed, double... posted) {
        DynamicScenario market = ScenarioFileReader.readOverTime(Path.of(TORN));
        var setup = SimulationSetupBuilder.builder()
                .scenario(market.scenario())
                .dynamics(market.dynamics())
                .seed(seed)
                .frozen(false)
                .solver(SolverCatalogue.defaultSolver(market.scenario().rules(), 1))
                .certifyEvery(0)
                .mechanism(_ -> new McAfee())
                .tasks(TaskRunner.CALLER)
                .build();
        SlotResult slot = Simulation.begin(setup).play(posted, new double[0], new int[0]);
        return slot.leaders().get(2).price();
    }

    /** If MA1 posts its price, FA2 samples another price in some seeds, but not in all. */
    @Tag("slow")
    @Test
    void postedPriceChangesSamplingOfOthers() {
        double nan = Double.NaN;
        int same = 0;
        for (long seed = 1; seed <= 6; seed++) {
            double usual = sampledPrice(seed);
            assertThat(sampledPrice(seed, nan, nan, nan)).as("no posted price").isEqualTo(usual);
            same += sampledPrice(seed, 2.5e-6, nan, nan) == usual ? 1 : 0;
        }
        assertThat(same).isBetween(1, 5);
    }
}
