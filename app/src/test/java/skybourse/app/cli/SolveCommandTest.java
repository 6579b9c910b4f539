package skybourse.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import skybourse.app.command.ExitCode;
import skybourse.app.report.round.RoundSentences;
import skybourse.tier1.equilibrium.SolveResult;
import skybourse.tier1.equilibrium.SolverRun;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The reference scenario, whose equilibrium every solver option must find. */
class SolveCommandTest {

    private static final double[] PRICES_PER_MEGABIT = {4.538, 4.196, 3.651, 3.644, 3.702};

    private static Ran solve(String... options) {
        return Ran.of(Stream.concat(Stream.of("solve"), Stream.of(options)).toArray());
    }

    private static JsonNode json(String... options) {
        String[] arguments = java.util.Arrays.copyOf(options, options.length + 1);
        arguments[options.length] = "--json";
        Ran ran = solve(arguments);
        assertThat(ran.code()).isZero();
        return JsonMapper.shared().readTree(ran.out());
    }

    private static void assertEquilibrium(JsonNode result) {
        assertThat(result.at("/solution/ending").asString()).isEqualTo("certified");
        assertThat(result.at("/certificate/epsilon").asDouble()).isLessThan(1e-6);
        IntStream.range(0, PRICES_PER_MEGABIT.length)
                .forEach(s -> assertThat(1e6
                                * result.at("/leaders/" + s + "/pricePerBit").asDouble())
                        .isCloseTo(PRICES_PER_MEGABIT[s], within(1e-3)));
    }

    private static double firstPrice(JsonNode result) {
        return result.at("/iterations/0/pricesPerBit/0").asDouble();
    }

    @Test
    void randomStartsReachSameEquilibrium() {
        JsonNode one = json("--start", "random", "--seed", "1");
        JsonNode two = json("--start", "random", "--seed", "2");
        JsonNode again = json("--start", "random", "--seed", "2");
        assertEquilibrium(one);
        assertEquilibrium(two);
        assertThat(firstPrice(one)).isNotEqualTo(firstPrice(two)).isPositive();
        assertThat(again.at("/iterations")).isEqualTo(two.at("/iterations"));
    }

    @Test
    void allMethodsReachSameEquilibrium() {
        assertEquilibrium(json("--leader", "global"));
        assertEquilibrium(json("--method", "jacobi", "--leader", "slope"));
        assertEquilibrium(json("--method", "newton"));
    }

    private static int links(JsonNode result) {
        int links = 0;
        for (JsonNode agent : result.get("agents")) {
            links += agent.get("links").size();
        }
        return links;
    }

    @Tag("slow")
    @Test
    void largeMarketListsIdleLinksOnRequest(@TempDir Path temp) {
        String large = temp.resolve("large.yaml").toString();
        Ran.of("generate", "--crowd", "--wireless", 21_000, "--mobile", 2, "--fixed", 3, "--area", 300, "--out", large);
        int all = links(json(large, "--repair", "never", "--all-links"));
        assertThat(all).isGreaterThan(100_000);
        assertThat(links(json(large, "--repair", "never"))).isPositive().isLessThan(all);
    }

    @Test
    void rejectsAllLinksInSummary() {
        assertThat(solve("--all-links").err())
                .contains("--all-links: must not be given: it has no effect with a summary");
    }

    @Test
    void newtonRejectsLeaderOption() {
        assertThat(solve("--method", "newton", "--leader", "grid"))
                .satisfies(ran -> assertThat(ran.code()).isEqualTo(ExitCode.INVALID_INPUT))
                .satisfies(ran -> assertThat(ran.err()).contains("--leader", "must not be given with --method newton"));
    }

    /** The reference scenario without a published resale price. */
    private static Path unpublished(Path temp) throws IOException {
        Path file = temp.resolve("unpublished.yaml");
        return Files.writeString(
                file,
                Files.readString(Path.of("examples/reference.yaml")).replaceFirst(", expectedResalePrice: [^}]*", ""));
    }

    @Test
    void withoutPublishedPriceTruthfulnessIsQualified(@TempDir Path temp) throws IOException {
        String out = Ran.of("solve", unpublished(temp), "--policy", "fixed").out();
        assertThat(out)
                .contains(
                        "8 of 9 lots sold at 5.31 each (42.48 in total). Aerial agents take over 92 % of the overload.")
                .contains("clocks start at 9.80 (buyers) and 3.62 (sellers).");
        String but = " However, the costs that aerial agents declare influence tier 1 prices.";
        assertThat(Ran.of("run", unpublished(temp), "--rule", "seller-vcg", "--starts", 0, "--out", temp.resolve("run"))
                        .out()
                        .lines())
                .anySatisfy(line -> assertThat(line).contains("Truthful here: ").endsWith(but))
                .anySatisfy(line -> assertThat(line)
                        .startsWith(" ".repeat(17) + "If buyers also report limit prices: ")
                        .endsWith(but))
                .anySatisfy(line -> assertThat(line).startsWith("Resale price ").contains("set expectedResalePrice: "));
    }

    @Test
    void pricesOnGridAreNotReportedAsConverged(@TempDir Path temp) throws IOException {
        JsonNode grid = json(unpublished(temp).toString(), "--leader", "grid");
        assertThat(grid.at("/solution/ending").asString()).isEqualTo("certified");
        assertThat(grid.at("/solution/firstEnding").asString()).isEqualTo("step-limit");
        assertThat(RoundSentences.effort(new SolveResult.SolveStatistics(200, 200, SolverRun.Ending.STEP_LIMIT, 0)))
                .isEqualTo("200 iterations without convergence: prices still moved slightly.");
        assertThat(RoundSentences.effort(new SolveResult.SolveStatistics(27, 22, SolverRun.Ending.RESTED, 1)))
                .isEqualTo("27 iterations: 22 to converge, 5 after 1 repair step.");
    }

    @Test
    void reportsCyclingBestResponses(@TempDir Path temp) throws IOException {
        String file = temp.resolve("cycle.yaml").toString();
        String[] generate = {
            "generate",
            "--wireless",
            "4",
            "--mobile",
            "1",
            "--fixed",
            "2",
            "--aerial",
            "1",
            "--seed",
            "41",
            "--out",
            file
        };
        assertThat(Main.commandLine()
                        .setOut(new PrintWriter(new StringWriter()))
                        .execute(generate))
                .isZero();
        Path myopic = Path.of(file);
        Files.writeString(myopic, Files.readString(myopic).replace("expected-cost", "ignore"));
        Ran ran = solve(file, "--method", "gauss-seidel");
        assertThat(ran.code()).isZero();
        assertThat(ran.out())
                .contains("Prices not certified, best responses cycle: an agent may gain up to 3 % by changing only")
                .contains("iterations: 44 until prices cycled, ");
    }
}
