package skybourse.cli;

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
import skybourse.auction.Order;
import skybourse.auction.OrderBook;
import skybourse.auction.Side;
import skybourse.codec.OrdersText;
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
    void ordersAreAuditedInWords() throws Exception {
        Path orders = Files.writeString(
                folder.resolve("orders.csv"),
                "side,participant,limitTicks\nbid,b1,7\nbid,b2,7\nbid,b3,6\nask,s1,1\nask,s2,7\n");
        assertThat(run("audit", orders + "", "--rule", "double-dutch-trade-reduction", "--start-buyers", "8"))
                .isZero();
        assertThat(out + "")
                .startsWith("double-dutch-trade-reduction, 1 market(s)\n")
                .contains("s1 reports 7: 3 ticks instead of 0", "does not hold");
    }

    @Test
    void aCounterexampleIsWrittenAndTheAuctionReplaysIt() throws Exception {
        for (String policy : new String[] {"fixed", "random"}) {
            Path lie = folder.resolve("deeper-" + policy + "/lie.csv");
            out.getBuffer().setLength(0);
            assertThat(run(
                            "audit",
                            "--markets",
                            "40",
                            "--high",
                            "5000",
                            "--policy",
                            policy,
                            "--counterexample",
                            lie + ""))
                    .isZero();
            List<String> lines = Files.readAllLines(lie);
            String trader = lines.getFirst().split(" ")[1];
            double expected =
                    Double.parseDouble(lines.getFirst().split(" gets ")[1].split(" ")[0]);
            String[] replay = lines.get(1).split("skybourse ")[1].split(" ");
            replay[1] = lie + "";
            List<String> command = new ArrayList<>(List.of(replay));
            command.add("--json");
            out.getBuffer().setLength(0);
            assertThat(run(command.toArray(String[]::new))).isZero();
            Path truth = lie.resolveSibling("lie-truth.csv");
            assertThat(utility(trader, OrdersText.parse("truth", Files.readString(truth)), out + ""))
                    .as(policy)
                    .isEqualTo(expected);
        }
    }

    /** What a trader with one lot gains at its true value by the trades that the auction printed, half ticks. */
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
    void theSameSeedGivesTheSameBytes() {
        run("audit", "--markets", "30", "--policy", "random", "--json");
        String first = out + "";
        out.getBuffer().setLength(0);
        run("audit", "--markets", "30", "--policy", "random", "--json");
        assertThat(out + "").isEqualTo(first).contains("\"gainfulMarkets\"");
    }

    @Test
    void badInputIsOneClearError() {
        assertThat(run("audit", "--rule", "nobody")).isEqualTo(Main.BAD_INPUT);
        assertThat(run("audit", "--markets", "0")).isEqualTo(Main.BAD_INPUT);
        assertThat(run("audit", "--step", "0")).isEqualTo(Main.BAD_INPUT);
        assertThat(run("audit", "--low", "9", "--high", "3")).isEqualTo(Main.BAD_INPUT);
        assertThat(run("audit", "missing.csv")).isEqualTo(Main.BAD_INPUT);
        assertThat(run("audit", folder + "")).isEqualTo(Main.BAD_INPUT);
        assertThat(run("audit", "--buyers", "0")).isEqualTo(Main.BAD_INPUT);
        assertThat(run("audit", "--policy", "brave")).isEqualTo(Main.BAD_INPUT);
        assertThat((err + "").lines().filter(line -> line.startsWith("Maybe "))).hasSize(8);
        assertThat(err + "").doesNotContain("--distribution");
        assertThat(err + "")
                .contains(
                        "--rule: must be a known name: nobody",
                        "--markets: must be at least 1: 0",
                        "--step: must be positive: 0")
                .contains("lowTicks and highTicks must be in order", "missing.csv: must be an existing file")
                .doesNotContain("\tat ");
    }
}
