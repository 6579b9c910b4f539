package skybourse.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import skybourse.app.command.ExitCode;
import skybourse.app.folders.RunFiles;
import skybourse.base.numeric.LabelSyntax;
import skybourse.tier1.game.LeaderTable;
import skybourse.tier1.game.PricingGame;
import skybourse.tier1.game.PricingGameBuilder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class RunCommandTest {

    @TempDir
    private Path temp;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int execute(String... arguments) {
        CommandLine line = Main.commandLine();
        line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return line.execute(arguments);
    }

    @Test
    void runOfBundledScenarioWritesCompleteFolder() throws IOException {
        Path folder = temp.resolve("run");
        assertThat(execute("run", "--out", folder.toString(), "--starts", "1")).isZero();
        for (String file : new String[] {"result.json", "agents.csv", "leaders.csv", "links.csv", "iterations.csv"}) {
            assertThat(folder.resolve(file)).isNotEmptyFile();
        }
        assertThat(Files.readString(folder.resolve("data.js")))
                .contains("by changing only its own price or purchases (leaders: in decision profit)");
        assertThat(out.toString())
                .startsWith("Prices certified: ")
                .contains("\nDeadlines met    ")
                .contains("\nReport: " + folder.resolve("report.html")
                        + "\nNext: ./skybourse audit, ./skybourse reproduce --quick\n");
    }

    @Test
    void removedImagesOptionHintsAtButton() {
        assertThat(execute("run", "--images")).isEqualTo(ExitCode.INVALID_INPUT);
        assertThat(err.toString()).contains("Unknown option \"--images\".", "Hint: open report.html: the button SVG");
    }

    @Test
    void secondLineReportsSearchOfSettledProfit() {
        String[] run = {"run", "--out", temp.resolve("run").toString(), "--starts", "0"};
        assertThat(execute(run)).isZero();
        assertThat(out.toString().lines().skip(1).findFirst().orElseThrow())
                .isEqualTo(
                        "In settled profit, 3 of 5 leaders gain more than 0.1 % by another price. Largest gain: FA2, 13.5 %, "
                                + "by asking 3.761 per Mbit instead of 3.644. Settled profit (after tier 2) is searched, not certified.");
    }

    @Test
    void secondLineReportsSkippedSearch() {
        String[] run = {"run", "--out", temp.resolve("run").toString(), "--starts", "0", "--skip-settled-search"};
        assertThat(execute(run)).isZero();
        assertThat(out.toString().lines().skip(1).findFirst().orElseThrow())
                .isEqualTo(
                        "Settled profit (after tier 2) is not certified and was not searched: ./skybourse audit SCENARIO "
                                + "--round searches it.");
    }

    /** The reference market as in README; without the comparison, the line is missing and leaders.csv is equal. */
    @Test
    void comparesClocksUnlessSkipped() throws IOException {
        String[] run = {"run", "--out", temp.resolve("run").toString(), "--starts", "0", "--skip-settled-search"};
        assertThat(execute(run)).isZero();
        assertThat(out.toString().lines().filter(line -> line.startsWith("Clocks   ")))
                .singleElement()
                .asString()
                .contains("a higher round reward here than order-statistics (")
                .contains(" 15 deadlines, ")
                .endsWith(". In hindsight, for this file alone.");
        byte[] result = Files.readAllBytes(temp.resolve("run").resolve("leaders.csv"));
        out.getBuffer().setLength(0);
        String[] skipped = {
            "run", "--out", temp.resolve("run").toString(), "--starts", "0", "--skip-settled-search", "--skip-clocks"
        };
        assertThat(execute(skipped)).isZero();
        assertThat(out.toString()).doesNotContain("\nClocks   ");
        assertThat(temp.resolve("run").resolve("leaders.csv")).hasBinaryContent(result);
    }

    @Test
    void solvePrintsSummaryWithUnits() {
        assertThat(execute("solve")).isZero();
        assertThat(out.toString())
                .contains(
                        "Prices certified: no agent can gain more than ",
                        " by changing only its own price or purchases (leaders: in decision profit).\n")
                .contains("25 iterations: 10 to converge, 15 after 2 repair steps.\n")
                .contains("12.6 Gcycles")
                .contains(
                        "7 of 9 lots sold at 5.535 each (38.745 in total). Aerial agents take over 88.8 % of the overload.")
                .contains(
                        "clock steps by order-statistics, not learned; clocks start at 10.23 (buyers) and 2.53 (sellers).")
                .contains("Efficiency: 100 % of the attainable gains from trade; no trade is lost.")
                .contains("Ledger           balanced (150 entries checked)\n")
                .contains("4 wait behind overload that was not resold.")
                .contains(
                        "paid 2.77e-09. To use the paid price in the next round, set expectedResalePrice: 2.77e-09 in rules.\n");
    }

    @Test
    void includesAllLinksUpTo100000() {
        assertThat(RunFiles.includesAllLinks(gameWithLinks(100_000))).isTrue();
        assertThat(RunFiles.includesAllLinks(gameWithLinks(100_001))).isFalse();
    }

    /** Returns a game with one agent per link. */
    private static PricingGame gameWithLinks(int links) {
        double[] one = {1};
        var builder = new PricingGameBuilder(new LeaderTable(one, one, one, one), links, links);
        for (int n = 0; n < links; n++) {
            builder.agent(1, 1, 1).link(0, 0, 1, 1);
        }
        return builder.build();
    }

    @Test
    void repeatedRunIsByteIdentical() throws IOException {
        Path folder = temp.resolve("run");
        execute("run", "--out", folder.toString(), "--starts", "1");
        byte[] result = Files.readAllBytes(folder.resolve("result.json"));
        byte[] page = Files.readAllBytes(folder.resolve("data.js"));
        assertThat(new String(result, StandardCharsets.UTF_8))
                .as("in every process")
                .containsSubsequence("\"rules\" : {", "\"rows\"", "\"searched\"");
        execute("run", "--out", folder.toString(), "--starts", "1");
        assertThat(folder.resolve("result.json")).hasBinaryContent(result);
        assertThat(folder.resolve("data.js")).hasBinaryContent(page);
    }

    /** In a separate process: the default folder is in the working directory. */
    @Tag("slow")
    @Test
    void rejectsDefaultFolderOfAnotherScenario() throws IOException, InterruptedException {
        String campus = Files.readString(Path.of("examples/campus.yaml"));
        Path one = Files.writeString(temp.resolve("one.yaml"), campus.replaceFirst("name: .*", "name: a-b"));
        Path two = Files.writeString(temp.resolve("two.yaml"), campus.replaceFirst("name: .*", "name: a b"));
        String run = "run --starts 0 --skip-clocks --skip-settled-search ";
        Process process = Spawned.small(
                        temp,
                        List.of(),
                        CommandLines.class,
                        run + one,
                        run + two,
                        run + one,
                        run + "--out out/a-b " + two)
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        assertThat(printed.lines().filter(line -> line.startsWith("= "))).containsExactly("= 0", "= 2", "= 0", "= 0");
        assertThat(printed)
                .contains(
                        "skybourse: out/a-b: must be new or contain a run of \"a b\": it contains a run of \"a-b\"\nHint: choose another folder with --out");
    }

    @Test
    void writtenLedgerOfBothTiersBalances() throws IOException {
        Path folder = temp.resolve("run");
        assertThat(execute("run", "--out", folder.toString(), "--starts", "0")).isZero();
        for (String file : new String[] {"auction.csv", "trades.csv", "aerial.csv"}) {
            assertThat(Files.readAllLines(folder.resolve(file))).hasSizeGreaterThan(2);
        }
        // summed here from the cells of the file
        long agents = 0;
        long all = 0;
        for (String line : Files.readAllLines(folder.resolve("ledger.csv"))) {
            String[] cells = line.split(",");
            if (cells.length == 4 && !cells[2].equals("units")) {
                long units = Long.parseLong(cells[2]);
                agents += (cells[0].startsWith("WA") ? units : 0) - (cells[1].startsWith("WA") ? units : 0);
                all += (cells[1].startsWith("WA") ? 0 : units) - (cells[0].startsWith("WA") ? 0 : units);
            }
        }
        JsonNode result = JsonMapper.shared().readTree(Files.readString(folder.resolve("result.json")));
        assertThat(agents).isPositive().isEqualTo(all);
        assertThat(result.at("/ledgerCheck/agentsPay").asLong()).isEqualTo(agents);
        assertThat(result.at("/ledgerCheck/agreesWithMoney").asBoolean()).isTrue();
        assertThat(result.at("/totals/deadlinesMet").asInt())
                .isGreaterThan(result.at("/totalsWithoutResale/deadlinesMet").asInt());
        assertThat(out.toString())
                .contains("Tier 2 ")
                .contains("without tier 2")
                .contains("Time ");
    }

    @Test
    void reportsRoundWithoutAuction() throws IOException {
        Path calm = temp.resolve("calm.yaml");
        assertThat(execute(
                        "generate",
                        "--wireless",
                        "3",
                        "--mobile",
                        "2",
                        "--fixed",
                        "3",
                        "--aerial",
                        "2",
                        "--out",
                        calm.toString()))
                .isZero();
        Path folder = temp.resolve("calm");
        assertThat(execute("run", calm.toString(), "--out", folder.toString(), "--starts", "0"))
                .isZero();
        assertThat(out.toString()).contains("No auction: no fixed agent is overloaded.");
        assertThat(Files.readString(folder.resolve("data.js"))).contains("No auction");
        Path lonely = temp.resolve("lonely.yaml");
        execute(
                "generate",
                "--wireless",
                "20",
                "--mobile",
                "2",
                "--fixed",
                "3",
                "--aerial",
                "0",
                "--out",
                lonely.toString());
        // leaders that include the cost of overload never oversell without aerial agents
        Files.writeString(lonely, Files.readString(lonely).replace("expected-cost", "ignore"));
        assertThat(execute("solve", lonely.toString())).isZero();
        assertThat(out.toString()).contains("No auction: there are no aerial agents");
    }

    @Test
    void rejectsUnknownRuleOrPolicyBeforeSolving() {
        Path folder = temp.resolve("run");
        assertThat(execute("run", "--rule", "dutch", "--out", folder.toString()))
                .isEqualTo(ExitCode.INVALID_INPUT);
        assertThat(execute("run", "--policy", "brave", "--out", folder.toString()))
                .isEqualTo(ExitCode.INVALID_INPUT);
        assertThat(execute("solve", "--step", "0")).isEqualTo(ExitCode.INVALID_INPUT);
        assertThat(err.toString())
                .contains("double-dutch-midpoint")
                .contains("greedy")
                .contains("--step");
        assertThat(folder).doesNotExist();
    }

    @Test
    void rejectsOptionsWithoutEffectBeforeSolving() {
        Path folder = temp.resolve("run");
        for (String line : new String[] {
            "run --rule vcg --policy greedy --out " + folder,
            "run --rule mcafee --step 3 --out " + folder,
            "run --seed 3 --starts 0 --out " + folder,
            "solve --rule sbba --turns shorter",
            "solve --policy greedy --step 3",
            "solve --seed 3",
            "train --market narrow-3x2 --scenario-markets 5 --learner dqn --epochs 1 --out " + folder,
            "bench tier1 --certified-share 5 --largest 20"
        }) {
            err.getBuffer().setLength(0);
            assertThat(execute(line.split(" "))).as(line).isEqualTo(ExitCode.INVALID_INPUT);
            assertThat(err.toString()).as(line).contains("must not be given: it has no effect with");
            assertThat(err.toString().lines()).hasSize(2);
        }
        assertThat(folder).doesNotExist();
        assertThat(execute("solve", "--seed", "3", "--start", "random")).isZero();
    }

    @Test
    void rejectsInvalidScenarioWithoutOutput() throws IOException {
        Path invalid = Files.writeString(temp.resolve("broken.yaml"), "name: x\nunknown: 1\n");
        Path folder = temp.resolve("run");
        assertThat(execute("run", invalid.toString(), "--out", folder.toString()))
                .isEqualTo(ExitCode.INVALID_INPUT);
        assertThat(err.toString()).contains("broken.yaml").contains("Hint: ").doesNotContain("\tat ");
        assertThat(folder).doesNotExist();
        assertThat(execute("solve", temp.resolve("missing.yaml").toString())).isEqualTo(ExitCode.INVALID_INPUT);
    }

    @Test
    void rejectsUnknownMethod() {
        assertThat(execute("solve", "--method", "magic")).isEqualTo(ExitCode.INVALID_INPUT);
        assertThat(err.toString()).contains("gauss-seidel");
    }

    @Test
    void solvePrintsSummaryOrJson() {
        assertThat(execute("solve")).isZero();
        assertThat(out.toString()).contains("gap at most");
        assertThat(execute("solve", "--json", "--start", "caps", "--method", "jacobi"))
                .isZero();
        assertThat(out.toString()).contains("\"scenarioSha256\"").contains("\"decisionProfit\"");
    }

    @Test
    void quotesCommandsForShell() {
        assertThat(LabelSyntax.quoted("a b")).isEqualTo("'a b'");
        assertThat(LabelSyntax.quoted("it's")).isEqualTo("'it'\\''s'");
        assertThat(LabelSyntax.quoted("--out=x/y")).isEqualTo("--out=x/y");
    }
}
