package skybourse.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import skybourse.app.command.ExitCode;
import skybourse.files.codec.OrdersText;
import skybourse.tier2.auction.Order;
import skybourse.tier2.auction.OrderBook;
import skybourse.tier2.auction.Side;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class AuditCommandTest {

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        CommandLine line = Main.commandLine();
        line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return line.execute(arguments);
    }

    @Test
    void auditOfOrdersReportsLargestGainInText() throws Exception {
        Path orders = Files.writeString(
                folder.resolve("orders.csv"),
                "side,participant,limitTicks\nbid,b1,7\nbid,b2,7\nbid,b3,6\nask,s1,1\nask,s2,7\n");
        assertThat(run("audit", orders + "", "--rule", "double-dutch-trade-reduction", "--start-buyers", "8"))
                .isZero();
        assertThat(out + "")
                .startsWith("double-dutch-trade-reduction is not truthful: a misreport gains up to 3 ticks.\n")
                .contains("\nrule                   double-dutch-trade-reduction, 1 market\n")
                .contains("s1 reports 7: 3 ticks instead of 0", "does not hold");
    }

    /** The defaults differ from those of a round, where the policy is order-statistics. */
    @Test
    void helpStatesDefaultPolicyOfMarketsFromTierOne() throws Exception {
        assertThat(run("audit", "--help")).isZero();
        assertThat((out + "").replaceAll("\\s+", " "))
                .contains(
                        "Default in a round: order-statistics for double-dutch-midpoint without --step. Otherwise, and "
                                + "for an orders file or a distribution (also tier1): bisection");
        String[] audit = {"audit", "--distribution", "tier1", "--markets", "1", "--rule", "double-dutch-midpoint"};
        List<String> fixed = new ArrayList<>(List.of(audit));
        fixed.addAll(List.of("--policy", "fixed"));
        out.getBuffer().setLength(0);
        assertThat(run(audit)).as(err.toString()).isZero();
        String usual = out.toString();
        out.getBuffer().setLength(0);
        assertThat(run(fixed.toArray(String[]::new))).as(err.toString()).isZero();
        assertThat(out + "").isEqualTo(usual);
    }

    @Test
    void replayedCounterexampleHasTheAuditedUtility() throws Exception {
        for (String policy : new String[] {"fixed", "random"}) {
            assertReplays(policy, "--markets", "40", "--high", "5000", "--policy", policy);
        }
    }

    /** Writes the worst counterexample of an audit, one lot each, and runs the command in its second line. */
    private void assertReplays(String name, String... audit) throws Exception {
        Path file = folder.resolve("deeper-" + name + "/lie.csv");
        List<String> command = new ArrayList<>(List.of(audit));
        command.addFirst("audit");
        command.addAll(List.of("--counterexample", file.toString()));
        assertThat(run(command.toArray(String[]::new))).as(err.toString()).isZero();
        List<String> lines = Files.readAllLines(file);
        String trader = lines.getFirst().split(" ")[1];
        double expected = Double.parseDouble(lines.getFirst().split(" gets ")[1].split(" ")[0]);
        List<String> replay =
                new ArrayList<>(List.of(lines.get(1).split("skybourse ")[1].split(" ")));
        replay.set(1, file.toString());
        replay.add("--json");
        out.getBuffer().setLength(0);
        assertThat(run(replay.toArray(String[]::new))).as(err.toString()).isZero();
        Path truth = file.resolveSibling("lie-truth.csv");
        assertThat(utility(trader, OrdersText.parse("truth", Files.readString(truth)), out + ""))
                .as(name)
                .isEqualTo(expected);
    }

    @Test
    void auditsTrainedAuctioneerAndReplaysItsCounterexample() throws Exception {
        Path model = folder.resolve("trained/best.skymodel");
        assertThat(run(
                        "train",
                        "--learner",
                        "dqn",
                        "--market",
                        "narrow-3x2",
                        "--epochs",
                        "2",
                        "--seeds",
                        "1",
                        "--out",
                        model.getParent().toString()))
                .as(err.toString())
                .isZero();
        assertReplays("learned", "--markets", "20", "--policy", model.toString());
        out.getBuffer().setLength(0);
        assertThat(run("audit", "--markets", "20", "--policy", model.toString(), "--json"))
                .isZero();
        JsonNode found = JsonMapper.shared().readTree(out.toString());
        assertThat(found.get("marketsSearchedForMisreports").asInt()).isEqualTo(20);
        assertThat(found.at("/largestGainTicks/mean").asDouble()).isPositive();
        assertThat(found.get("worstGainHalfTicks").asString()).isNotEqualTo("0");
        assertThat(run("evaluate", model.toString(), "--scenario", "any.yaml", "--market", "narrow-3x2"))
                .isEqualTo(ExitCode.INVALID_INPUT);
        assertThat(err.toString()).contains("--market: must not be given: it has no effect with markets of a scenario");
        out.getBuffer().setLength(0);
        // one market is audited once: a trained auctioneer uses no random numbers
        Path orders = folder.resolve("deeper-learned/lie-truth.csv");
        assertThat(run("audit", orders.toString(), "--policy", model.toString()))
                .isZero();
        assertThat(out.toString()).contains("double-dutch-midpoint, 1 market\n");
        // the market is given, so nothing is estimated
        assertThat(out.toString().split("worst counterexample")[0]).doesNotContain("[", "]", "% of markets", "mean");
    }

    @Test
    void tierOneAuditRepeatsAndItsCounterexampleReplays() throws Exception {
        Path file = folder.resolve("lie.csv");
        String[] audit = {
            "audit",
            "--distribution",
            "tier1",
            "--markets",
            "3",
            "--policy",
            "geometric",
            "--seed",
            "5",
            "--counterexample",
            file.toString()
        };
        assertThat(run(audit)).as(err.toString()).isZero();
        assertThat(out.toString())
                .startsWith("double-dutch-midpoint is not truthful: ")
                .contains("\nMarkets: 3, from tier 1 of reference with 3 samples of tasks.\n")
                .contains("double-dutch-midpoint, 3 markets", "incentive compatible   no");
        String first = out.toString();
        out.getBuffer().setLength(0);
        assertThat(run(audit)).isZero();
        assertThat(out).hasToString(first);
        // some agents have several lots; the auction uses the start clocks of tier 1
        OrderBook truth = OrdersText.parse("truth", Files.readString(folder.resolve("lie-truth.csv")));
        assertThat(truth.orders()).anyMatch(order -> order.lot() > 1);
        List<String> replay = new ArrayList<>(
                List.of(Files.readAllLines(file).get(1).split("skybourse ")[1].split(" ")));
        assertThat(replay).contains("--start-buyers", "shorter");
        replay.set(1, file.toString());
        out.getBuffer().setLength(0);
        assertThat(run(replay.toArray(String[]::new))).isZero();
        assertThat(out.toString()).contains(" buys from ");
    }

    @Test
    void rejectsScenarioWithoutOverload() {
        Path calm = folder.resolve("calm.yaml");
        run("generate", "--wireless", "2", "--mobile", "2", "--fixed", "1", "--aerial", "1", "--out", calm.toString());
        assertThat(run("audit", "--distribution", "tier1", "--markets", "2", "--scenario", calm.toString()))
                .isEqualTo(ExitCode.INVALID_INPUT);
        assertThat(err.toString())
                .startsWith("skybourse: --scenario: must lead to at least one tier 2 market: 0 in 2 samples");
    }

    @Test
    void writesBothCounterexampleFilesOrNone() throws Exception {
        Path file = folder.resolve("pair/lie.csv");
        Files.createDirectories(folder.resolve("pair/lie-truth.csv")); // at the path of the second file
        assertThat(run("audit", "--markets", "5", "--counterexample", file.toString()))
                .isEqualTo(ExitCode.FAILED);
        try (var left = Files.list(file.getParent())) {
            assertThat(left).containsExactly(folder.resolve("pair/lie-truth.csv"));
        }
        assertThat(run("audit", "--rule", "mcafee", "--markets", "5", "--counterexample", file.toString()))
                .isZero();
        assertThat(out.toString()).contains("No counterexample written: no profitable misreport was found.");
        assertThat(file).doesNotExist();
    }

    @Test
    void auditsOrRejectsClocksFromLargestTick() {
        String last = Long.toString(Order.MAX_TICKS - 1);
        assertThat(run("audit", "--markets", "3", "--start-buyers", last)).isEqualTo(ExitCode.INVALID_INPUT);
        assertThat(err.toString()).contains("must be fewer than 16777216 steps above --low");
        err.getBuffer().setLength(0);
        for (String rule : List.of("mcafee", "sbba", "k-double", "vcg", "posted-price", "muda")) {
            assertThat(run("audit", "--markets", "3", "--start-buyers", last, "--rule", rule))
                    .as(rule)
                    .isZero();
        }
        assertThat(run("audit", "--markets", "3", "--start-buyers", last, "--step", "10000000000"))
                .isZero();
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void rejectsOptionsWithoutEffect() throws Exception {
        Path orders =
                Files.writeString(folder.resolve("orders.csv"), "side,participant,limitTicks\nbid,b1,7\nask,s1,1\n");
        String file = orders.toString();
        for (String[] unused : new String[][] {
            {file, "--buyers", "3"},
            {file, "--distribution", "uniform"},
            {file, "--markets", "7"},
            {file, "--scenario", file},
            {"--scenario", file},
            {"--distribution", "tier1", "--lots", "3"},
            {"--distribution", "tier1", "--start-buyers", "3"},
            {"--out", file},
            {"--rule", "vcg", "--policy", "greedy"},
            {"--policy", "greedy", "--step", "2"}
        }) {
            List<String> command = new ArrayList<>(List.of(unused));
            command.addFirst("audit");
            err.getBuffer().setLength(0);
            assertThat(run(command.toArray(String[]::new)))
                    .as(String.join(" ", unused))
                    .isEqualTo(ExitCode.INVALID_INPUT);
            assertThat(err.toString().lines()).as(err.toString()).hasSizeLessThanOrEqualTo(2);
            assertThat(out.toString()).isEmpty();
        }
    }

    /** Returns the utility, in half ticks, of a trader with one lot at its true value under the printed trades. */
    private static double utility(String trader, OrderBook truth, String printed) {
        Order own = truth.ordersOf(trader).getFirst();
        boolean buys = own.side() == Side.BUYERS;
        double utility = 0;
        for (var trade : JsonMapper.builder().build().readTree(printed).get("trades")) {
            if (trade.get(buys ? "buyer" : "seller").asString().equals(trader)) {
                long price = trade.get(buys ? "buyerPriceHalfTicks" : "sellerPriceHalfTicks")
                        .asLong();
                utility += buys ? 2 * own.limitTicks() - price : price - 2 * own.limitTicks();
            }
        }
        return utility;
    }

    @Test
    void sameSeedGivesSameJson() {
        run("audit", "--markets", "30", "--policy", "random", "--json");
        String first = out + "";
        out.getBuffer().setLength(0);
        run("audit", "--markets", "30", "--policy", "random", "--json");
        assertThat(out + "").isEqualTo(first).contains("\"gainfulMarkets\"");
    }

    @Test
    void rejectsInvalidInputWithHints() {
        assertThat(run("audit", "--rule", "nobody")).isEqualTo(ExitCode.INVALID_INPUT);
        assertThat(run("audit", "--markets", "0")).isEqualTo(ExitCode.INVALID_INPUT);
        assertThat(run("audit", "--step", "0")).isEqualTo(ExitCode.INVALID_INPUT);
        assertThat(run("audit", "--low", "9", "--high", "3")).isEqualTo(ExitCode.INVALID_INPUT);
        assertThat(run("audit", "missing.csv")).isEqualTo(ExitCode.INVALID_INPUT);
        assertThat(run("audit", folder + "")).isEqualTo(ExitCode.INVALID_INPUT);
        assertThat(run("audit", "--buyers", "0")).isEqualTo(ExitCode.INVALID_INPUT);
        assertThat(run("audit", "--policy", "brave")).isEqualTo(ExitCode.INVALID_INPUT);
        assertThat((err + "").lines().filter(line -> line.startsWith("Hint: "))).hasSize(8);
        assertThat(err + "").doesNotContain("--distribution");
        assertThat(err + "")
                .contains(
                        "--rule: must be a known name: nobody",
                        "--markets: must be at least 1: 0",
                        "--step: must be at least 1: 0")
                .contains("lowTicks and highTicks must be in order", "missing.csv: must be an existing file")
                .doesNotContain("\tat ");
    }
}
