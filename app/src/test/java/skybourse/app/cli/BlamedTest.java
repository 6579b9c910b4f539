package skybourse.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import skybourse.app.command.ExitCode;

/** Errors name their cause: the file, the field, the rule and the value, and never an option that was not given. */
class BlamedTest {

    @TempDir
    private Path temp;

    private String reference;

    @BeforeEach
    void reference() throws IOException {
        reference = Files.readString(Path.of("examples/reference.yaml"));
    }

    private Path scenario(String name, String rules) throws IOException {
        String all =
                "roundSeconds: 1.0, overloadPricing: expected-cost, overloadDelay: wait, sharing: alone, tolerance: 1.0E-6,";
        String text = reference.replaceFirst("\nrules: .*\n", "\nrules: {" + all + rules + "}\n");
        assertThat(text).isNotEqualTo(reference);
        return Files.writeString(temp.resolve(name), text);
    }

    private void assertError(Ran ran, String... parts) {
        assertThat(ran.code()).as(ran.err()).isEqualTo(ExitCode.INVALID_INPUT);
        assertThat(ran.err().lines()).as(ran.err()).hasSize(2);
        assertThat(ran.err().lines().toList().getLast()).startsWith("Hint: ");
        assertThat(ran.err()).contains(parts);
        assertThat(ran.out()).isEmpty();
    }

    @Test
    void errorNamesFileAndFieldOfUnsuitableRule() throws IOException {
        Path lots = scenario("lots.yaml", "lotWork: 1.0, tickMoney: 0.01, ledgerUnitMoney: 1e-6");
        Path ticks = scenario("ticks.yaml", "lotWork: 2e9, tickMoney: 2e-18, ledgerUnitMoney: 1e-18");
        Path units = scenario("units.yaml", "lotWork: 2e9, tickMoney: 0.01, ledgerUnitMoney: 1e-18");
        for (List<?> line : List.of(
                List.of("solve", lots),
                List.of("run", lots, "--starts", 0, "--out", temp.resolve("out")),
                List.of("audit", "--distribution", "tier1", "--markets", 2, "--scenario", lots),
                List.of("evaluate", "learned", "--scenario", lots, "--markets", 2),
                List.of(
                        "train",
                        "--scenario",
                        lots,
                        "--scenario-markets",
                        2,
                        "--learner",
                        "dqn",
                        "--epochs",
                        1,
                        "--out",
                        temp.resolve("out")))) {
            assertError(
                    Ran.of(line.toArray()),
                    "skybourse: " + lots + ": rules.lotWork must make at most 100000 lots on a side: 1.0",
                    "docs/reference/scenario-files.md");
        }
        assertError(Ran.of("solve", ticks), "skybourse: " + ticks + ": rules.tickMoney must make ", ": 2.0E-18");
        assertError(
                Ran.of("solve", units),
                "skybourse: " + units
                        + ": rules.ledgerUnitMoney must be large enough for payments of at most 2^62 units in total: 1.0E-18");
        assertThat(temp.resolve("out")).doesNotExist();
    }

    @Test
    void errorNamesFieldOfReservedId() throws IOException {
        Path file = Files.writeString(temp.resolve("s.yaml"), reference.replace("id: FA2", "id: house"));
        assertError(
                Ran.of("validate", file),
                "skybourse: " + file + ": fixedAgents[1].id must not be a reserved name: \"house\"");
    }

    @Test
    void errorNamesOrdersFileOrTheGivenOption() throws IOException {
        Path orders = Files.writeString(
                temp.resolve("orders.csv"), "side,participant,limitTicks\nbid,b,1099511627776\nask,s,1099511627775\n");
        assertError(
                Ran.of("auction", orders),
                "skybourse: " + orders + ": limitTicks must be below 1099511627776 in absolute value");
        assertError(Ran.of("audit", orders), "skybourse: " + orders + ": limitTicks must be below 1099511627776");
        for (String rule : List.of("vcg", "mcafee", "k-double")) {
            Ran ran = Ran.of("auction", "--rule", rule, orders);
            assertThat(ran.code()).as(rule + ran.err()).isZero();
        }
        assertError(
                Ran.of("auction", orders, "--start-buyers", 1099511627776L),
                "skybourse: --start-buyers: must be below 1099511627776");
        Path wide =
                Files.writeString(temp.resolve("wide.csv"), "side,participant,limitTicks\nbid,b,1000000000\nask,s,1\n");
        assertError(
                Ran.of("auction", wide),
                "skybourse: " + wide
                        + ": limitTicks must be fewer than 16777216 steps above the lowest limit: 999999999 ticks");
        assertError(
                Ran.of("auction", wide, "--start-buyers", 1000000001),
                "skybourse: --start-buyers: must be fewer than 16777216 steps above the lowest limit: 1000000000 ticks");
        assertError(
                Ran.of("audit", "--high", 1000000000),
                "skybourse: --high: must be fewer than 16777216 steps above --low");
    }

    @Test
    void errorNamesFieldOfSweepFile() throws IOException {
        Path spec = Files.writeString(
                temp.resolve("s.yaml"), "name: s\ntask: auctioneer\nseeds: [1]\ngrid: {market: [nowhere]}\n");
        assertError(Ran.of("sweep", spec), "skybourse: " + spec + ": grid.market must be one of ");
        for (String name : List.of("x".repeat(300), "\"a\\nb\"", "\"a\\0b\"")) {
            Files.writeString(spec, "name: " + name + "\ntask: auctioneer\nseeds: [1]\n");
            assertError(Ran.of("sweep", spec), "skybourse: " + spec + ": name must ");
        }
        Files.writeString(spec, "name: s\ntask: auctioneer\nseeds: {first: 9223372036854775807, count: 3}\n");
        assertError(
                Ran.of("sweep", spec), "skybourse: " + spec + ": seeds.first must be low enough for 3 whole numbers");
    }

    @Test
    void rejectsUnwritableOutputsBeforeAnyWork() throws IOException {
        Path file = Files.writeString(temp.resolve("file"), "");
        String longName = "x".repeat(300);
        for (List<?> line : List.of(
                List.of("run", "--out", temp.resolve(longName)),
                List.of("run", "--out", temp.resolve("a\nb")),
                List.of("run", "--out", file.resolve("below")),
                List.of("run", "--out", file),
                List.of("run", "--out", "docs"),
                List.of("generate", "--out", "docs"),
                List.of("audit", "--round", "--out", file),
                List.of("generate", "--out", temp.resolve(longName)),
                List.of("sweep", "examples/sweeps/two-tiers.yaml", "--out", temp.resolve(longName)),
                List.of(
                        "train",
                        "--market",
                        "narrow-3x2",
                        "--epochs",
                        1,
                        "--learner",
                        "dqn",
                        "--out",
                        temp.resolve(longName)),
                List.of("audit", "--round", "--out", temp.resolve(longName)))) {
            assertError(Ran.of(line.toArray()), "skybourse: --out: must ");
        }
        assertError(Ran.of("export", file, "--onnx", "docs"), "skybourse: --onnx: must be a file: docs is not");
        assertError(
                Ran.of("audit", "--counterexample", temp.resolve(longName)),
                "skybourse: --counterexample: must have at most 200 bytes");
        assertError(
                Ran.of("generate", "--name", longName), "skybourse: --name: must have at most 100 characters: \"xxx");
        assertError(
                Ran.of("generate", "--name", "a\nb"),
                "skybourse: --name: must not contain control characters: \"a\\nb\"");
        assertThat(temp.toFile().list()).containsExactly("file");
    }
}
