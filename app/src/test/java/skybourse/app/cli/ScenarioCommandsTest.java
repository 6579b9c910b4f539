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
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import skybourse.app.command.ExitCode;
import skybourse.base.agent.WeightDistribution;
import skybourse.base.scenario.Scenario;
import skybourse.files.scenario.ScenarioText;
import skybourse.testing.OpenData;
import skybourse.tier1.game.PricingGame;
import skybourse.tier1.game.ScenarioGameFactory;

class ScenarioCommandsTest {

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(Object... args) {
        CommandLine line = Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        return line.execute(Stream.of(args).map(Object::toString).toArray(String[]::new));
    }

    private Scenario scenario(Path file) throws IOException {
        return ScenarioText.read(file.toString(), Files.readAllBytes(file));
    }

    @Test
    void generatedScenarioIsValid() throws IOException {
        Path file = folder.resolve("deep/down/s.yaml");
        assertThat(run("generate", "--wireless", 7, "--mobile", 1, "--fixed", 2, "--aerial", 0, "--out", file))
                .as(err.toString())
                .isZero();
        assertThat(run("validate", file)).isZero();
        assertThat(out.toString()).contains("valid, 7 wireless, 1 mobile, 2 fixed and 0 aerial agents, ");
        assertThat(folder.resolve("deep/down").toFile().list()).containsExactly("s.yaml");
    }

    /** The same agents in a short file; lots are larger in a crowd of more than 10,000. */
    @Test
    void crowdEqualsListedMarket() throws IOException {
        run("generate", "--wireless", 50, "--out", folder.resolve("list.yaml"));
        run("generate", "--wireless", 50, "--crowd", "--out", folder.resolve("crowd.yaml"));
        assertThat(scenario(folder.resolve("crowd.yaml"))).isEqualTo(scenario(folder.resolve("list.yaml")));
        assertThat(Files.readString(folder.resolve("crowd.yaml")))
                .contains("count: 50")
                .doesNotContain("id: WA");
        run("generate", "--wireless", 20000, "--crowd", "--out", folder.resolve("large.yaml"));
        assertThat(scenario(folder.resolve("large.yaml")).rules().lotWork()).isEqualTo(4e9);
        assertThat(Files.size(folder.resolve("large.yaml"))).isLessThan(4096);
    }

    @Test
    void seedDeterminesGeneratedScenario() throws IOException {
        run("generate", "--seed", 5, "--area", 300);
        String first = out.toString();
        out.getBuffer().setLength(0);
        run("generate", "--seed", 5, "--area", 300);
        assertThat(out.toString()).isEqualTo(first).contains("drawn-20-2-3-3-seed-5");
        out.getBuffer().setLength(0);
        run("generate", "--seed", 6, "--area", 300);
        assertThat(out.toString()).isNotEqualTo(first);
    }

    /** The distribution is written only if asked for; {@code validate} warns about weights outside of it. */
    @Test
    void publishesWeightsIfAsked() throws IOException {
        Path file = folder.resolve("s.yaml");
        run("generate", "--out", file);
        Scenario plain = scenario(file);
        run("generate", "--weights", "--out", file);
        Scenario published = scenario(file);
        assertThat(published.rules().weights()).hasValue(new WeightDistribution(20, 30));
        assertThat(published.withRules(plain.rules())).isEqualTo(plain);
        assertThat(run("validate", file)).isZero();
        assertThat(out.toString()).doesNotContain("warning");
        Files.writeString(file, Files.readString(file).replace("low: 20.0, high: 30.0", "low: 1, high: 2"));
        assertThat(run("validate", file)).isZero();
        assertThat(out.toString())
                .contains(
                        "  warning: rules.weights: 100 % of the wireless agents have a satisfactionWeight outside [1, 2]");
        assertThat(run("solve", file)).isZero();
        assertThat(err.toString()).contains("skybourse: warning: rules.weights: 100 % of the wireless agents");
        assertThat(out.toString())
                .contains(
                        "Certified bounds hold only for this priced market; wireless agents buy by their own weights.");
        assertThat(run("simulate", file, "--slots", 2, "--out", folder.resolve("sim")))
                .isZero();
        assertThat(out.toString()).contains("Priced market    Prices are computed for weights from 1 to 2 money");
    }

    @Test
    void importPublishesQuantilesOfWeights() throws IOException {
        Path file = folder.resolve("a.yaml");
        assertThat(run(OpenData.imports("--seed", 7, "--out", file))).isZero();
        Scenario plain = scenario(file);
        assertThat(run(OpenData.imports("--seed", 7, "--weights", "--out", file)))
                .isZero();
        WeightDistribution law = scenario(file).rules().weights().orElseThrow();
        assertThat(law.shareOutside(plain.wirelessAgents())).isBetween(0.05, 0.1);
        assertThat(plain.rules().weights()).isEmpty();
    }

    @Test
    void rejectsImpossibleMarkets() {
        Path file = folder.resolve("s.yaml");
        assertThat(run("generate", "--wireless", 0, "--out", file)).isEqualTo(ExitCode.INVALID_INPUT);
        assertThat(run("generate", "--mobile", 0, "--fixed", 0, "--out", file)).isEqualTo(ExitCode.INVALID_INPUT);
        assertThat(run("generate", "--area", -1, "--out", file)).isEqualTo(ExitCode.INVALID_INPUT);
        assertThat(err.toString())
                .contains("wireless must be positive: 0")
                .contains("--area: must be positive and finite: -1.0")
                .contains("Hint: ");
        assertThat(file).doesNotExist();
    }

    @Test
    void validateReportsEveryInvalidFile() throws IOException {
        Path good = folder.resolve("good.yaml");
        run("generate", "--out", good);
        Path bad = folder.resolve("bad.yaml");
        Files.writeString(bad, Files.readString(good).replace("seed: 1", "sede: 1"));
        assertThat(run("validate", bad, folder.resolve("none.yaml"), folder, good))
                .isEqualTo(ExitCode.INVALID_INPUT);
        assertThat(err.toString().lines()).hasSize(6);
        assertThat(err.toString())
                .contains(bad + ": sede must be a known field: 1")
                .contains("none.yaml: must be an existing file: not found")
                .contains(folder + ": must be a file: it is a folder")
                .doesNotContain("\tat ");
        assertThat(out.toString()).contains(good + ": valid");
    }

    @Test
    void validateStatesDistanceOfEnergyTableFromHull() throws IOException {
        Path file = folder.resolve("table.yaml");
        String table = Files.readString(Path.of("examples/energy-table.yaml"));
        Files.writeString(file, table.replace("work: 1.0e9, joules: 1.5", "work: 1.0e9, joules: 2.5"));
        assertThat(run("validate", "examples/energy-table.yaml", file)).isZero();
        assertThat(out.toString())
                .contains("\n  computer.energy.table of server: rows are up to 2.1 % of the largest energy above")
                .contains(
                        "\n  warning: computer.energy.table of server: rows are up to 13 % of the largest energy above");
        assertThat(run("solve", "examples/energy-table.yaml")).isZero();
        assertThat(err.toString()).doesNotContain("warning");
        assertThat(run("solve", file)).isZero();
        assertThat(err.toString())
                .startsWith("skybourse: warning: computer.energy.table of server: rows are up to 13 % of the largest");
    }

    /** The folder of a run contains the rows of the file that the scenario names. */
    @Test
    void runFolderContainsRowsOfEnergyTable() throws IOException {
        String text = Files.readString(Path.of("examples/energy-table.yaml"));
        Path file = folder.resolve("table.yaml");
        Files.writeString(file, text.replaceFirst("rows: \\[.*]", "file: h100.csv"));
        assertThat(run("validate", file)).isEqualTo(ExitCode.INVALID_INPUT);
        assertThat(err.toString()).contains(folder.resolve("h100.csv") + ": must be an existing file");
        Files.writeString(folder.resolve("h100.csv"), "work,joules\n1e9,1.5\n2e9,2.6\n4e9,5.6\n6e9,9.6\n");
        assertThat(run("run", file, "--out", folder.resolve("out"))).isZero();
        assertThat(run("run", "examples/energy-table.yaml", "--out", folder.resolve("rows")))
                .isZero();
        assertThat(folder.resolve("out/scenario.yaml")).hasSameTextualContentAs(folder.resolve("rows/scenario.yaml"));
    }

    @ParameterizedTest
    @CsvSource({"run, energy-table, server", "simulate, batteries, phone-new"})
    void paperOptionExcludesEnergyModels(String command, String example, String agent) {
        assertThat(run(command, "examples/" + example + ".yaml", "--paper", "--out", folder.resolve("out")))
                .isEqualTo(ExitCode.INVALID_INPUT);
        assertThat(err.toString())
                .contains(
                        "--paper: must not be given if an agent has an energy model, which the paper does not contain: "
                                + agent);
    }

    @Test
    void rejectsTooLargeFile() throws IOException {
        Path big = folder.resolve("big.yaml");
        try (var file = new java.io.RandomAccessFile(big.toFile(), "rw")) {
            file.setLength(8L << 30);
        }
        assertThat(run("validate", big)).isEqualTo(ExitCode.INVALID_INPUT);
        assertThat(err.toString()).contains("must have at most 67108864 bytes: 8589934592");
    }

    /** Writes small files in the formats of real data and returns the command line that imports them. */
    private List<Object> importCommand(String requests) throws IOException {
        Files.writeString(folder.resolve("requests.csv"), requests);
        Files.writeString(folder.resolve("sites.csv"), """
                site_id,latitude_deg,longitude_deg,site_precision
                1,-37.816,144.962,Within 10 meters
                2,-37.818,144.954,Unknown
                3,-37.812,144.964,Unknown
                """);
        Files.writeString(folder.resolve("users.csv"), """
                latitude_deg,longitude_deg
                -37.8146,144.9644
                -37.8199,144.9573
                """);
        Files.writeString(folder.resolve("cars.csv"), """
                vehicle_id,class,t_s,x_m,y_m,speed_mps
                0,bus,60,1000,500,0.0
                0,bus,62,1010,500,4.49
                1,car,60,1200,700,4.49
                1,car,62,1210,700,4.49
                """);
        return new ArrayList<>(List.of(
                "import",
                "--requests",
                folder.resolve("requests.csv"),
                "--sites",
                folder.resolve("sites.csv"),
                "--users",
                folder.resolve("users.csv"),
                "--out",
                folder.resolve("out/s.yaml")));
    }

    private static final String REQUESTS = """
            TIMESTAMP,ContextTokens,GeneratedTokens
            2023-11-16 18:17:03.9799600,4808,10
            2023-11-16 18:17:04.0319600,3180,8
            2023-11-16 18:17:24.0781490,110,27
            """;

    @Test
    void importFollowsGivenAssumptions() throws IOException {
        List<Object> args = importCommand(REQUESTS);
        args.addAll(List.of("--mobility", folder.resolve("cars.csv"), "--decode-weight", 10, "--bits-per-token", 16));
        args.addAll(
                List.of("--fixed-device", "400@200", "--window", "0+5", "--fixed", 2, "--wireless-device", "50@30"));
        assertThat(run(args.toArray())).as(err.toString()).isZero();
        Scenario scenario = scenario(folder.resolve("out/s.yaml"));
        assertThat(scenario.rules().roundSeconds()).isEqualTo(5);
        assertThat(scenario.wirelessAgents())
                .extracting(agent -> agent.task().inputBits())
                .containsExactly(4808 * 16.0, 3180 * 16.0);
        assertThat(scenario.wirelessAgents())
                .extracting(agent -> agent.task().work())
                .containsExactly(4908.0, 3260.0);
        // three times the local delay of the smaller task at 500 token-equivalents per second
        assertThat(scenario.wirelessAgents().getFirst().task().deadlineSeconds())
                .isEqualTo(3 * (3260 / 500.0));
        assertThat(scenario.fixedAgents()).hasSize(2);
        var computer = scenario.fixedAgents().getFirst().computer();
        assertThat(computer.workPerSecond()).isEqualTo(4000);
        assertThat(computer.joulesPerWork() * 4000)
                .isCloseTo(200, org.assertj.core.data.Percentage.withPercentage(1e-9));
        assertThat(scenario.mobileAgents())
                .extracting(agent -> agent.position().xMetres())
                .containsExactlyInAnyOrder(-100.0, 100.0);
        assertThat(scenario.description())
                .contains("requests.csv (source not stated)")
                .contains("16.0 bits an input token");
    }

    @Test
    void rejectsInvalidTraceAndWritesNothing() throws IOException {
        List<Object> args = importCommand(REQUESTS + "2023-11-16 18:17:25,11");
        assertThat(run(args.toArray())).isEqualTo(ExitCode.INVALID_INPUT);
        assertThat(err.toString())
                .contains("requests.csv: line 5 must have 3 cells")
                .contains("Hint: ");
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @Test
    void rejectsInvalidImportOptionsAndWritesNothing() throws IOException {
        for (List<Object> flags : List.<List<Object>>of(
                List.of("--window", "7"),
                List.of("--window", "100+1"),
                List.of("--window", "0+0"),
                List.of("--fixed-device", "abacus"),
                List.of("--markup", "0.5"),
                List.of("--bits-per-token", "NaN"),
                List.of("--hardware", folder.resolve("users.csv")))) {
            List<Object> args = importCommand(REQUESTS);
            args.addAll(flags);
            err.getBuffer().setLength(0);
            assertThat(run(args.toArray())).as(flags.toString()).isEqualTo(ExitCode.INVALID_INPUT);
            assertThat(err.toString().lines()).as(err.toString()).hasSize(2);
            assertThat(folder.resolve("out")).doesNotExist();
        }
    }

    @Test
    void seedDeterminesImportOfRealTraces() throws IOException {
        Path first = folder.resolve("a.yaml");
        Path second = folder.resolve("b.yaml");
        for (Path file : List.of(first, second)) {
            int code = run(OpenData.imports("--seed", 7, "--out", file));
            assertThat(code).as(err.toString()).isZero();
        }
        assertThat(first).hasSameBinaryContentAs(second);
        Scenario scenario = scenario(first);
        assertThat(scenario.wirelessAgents()).hasSize(60);
        assertThat(scenario.mobileAgents()).hasSize(3);
        assertThat(scenario.fixedAgents()).hasSize(3);
        assertWorthTrading(scenario);
    }

    /** Costs are below 10 % of the tasks' values, and all tasks are 1 to 2 times the capacity. */
    private static void assertWorthTrading(Scenario scenario) {
        PricingGame game = ScenarioGameFactory.of(scenario);
        double work = 0;
        double worth = 0;
        for (int n = 0; n < game.agents(); n++) {
            work += game.taskWork()[n];
            worth += game.weight()[n];
        }
        double capacity = 0;
        for (int s = 0; s < game.leaders(); s++) {
            assertThat(game.breakEvenPrice(s))
                    .isLessThan(0.1 * game.leaderTable().priceCap(s));
            assertThat(game.leaderTable().costPerWork(s) * work).isLessThan(0.1 * worth);
            capacity += game.leaderTable().capacity(s);
        }
        assertThat(work / capacity).isBetween(1.0, 2.0);
    }

    /** A list of 200,000 agents exceeds the largest file that commands read. */
    @Test
    void rejectsListAboveSizeLimit() throws IOException {
        Path file = folder.resolve("s.yaml");
        assertThat(run("generate", "--wireless", 200_000, "--out", file)).isEqualTo(ExitCode.INVALID_INPUT);
        assertThat(err.toString())
                .startsWith("skybourse: --wireless: must give a file of at most 67108864 bytes")
                .contains("Hint: use --crowd");
        assertThat(file).doesNotExist();
        assertThat(run("generate", "--wireless", 200_000, "--crowd", "--out", file))
                .isZero();
        assertThat(run("validate", file)).isZero();
    }

    /** {@code generate} replaces only files that it wrote, and empty files. */
    @Test
    void generateDoesNotReplaceForeignFiles() throws IOException {
        Path file = folder.resolve("s.yaml");
        assertThat(run("generate", "--seed", 1, "--out", file)).isZero();
        assertThat(run("generate", "--seed", 2, "--name", "other name", "--out", file))
                .isZero();
        assertThat(run("generate", "--seed", 3, "--crowd", "--out", file)).isZero();
        assertThat(Files.readString(file)).contains("seed: 3");
        byte[] binary = {(byte) 0xff, 0, (byte) 0xc3};
        byte[] own = Files.readString(file)
                .replace("Drawn with seed", "Mine, not drawn with seed")
                .getBytes(StandardCharsets.UTF_8);
        for (byte[] foreign : List.of(binary, own)) {
            Files.write(file, foreign);
            err.getBuffer().setLength(0);
            assertThat(run("generate", "--out", file)).isEqualTo(ExitCode.INVALID_INPUT);
            assertThat(err.toString())
                    .startsWith("skybourse: --out: must be a new file or one that `generate` wrote: " + file)
                    .contains("Hint: ");
            assertThat(file).hasBinaryContent(foreign);
        }
        Files.write(file, new byte[0]);
        assertThat(run("generate", "--out", file))
                .as("an empty file may be replaced")
                .isZero();
    }
}
