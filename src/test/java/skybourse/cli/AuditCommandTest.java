package skybourse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

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
        Path lie = folder.resolve("deeper/lie.csv");
        assertThat(run("audit", "--markets", "20", "--counterexample", lie + ""))
                .isZero();
        assertThat(Files.readString(lie)).startsWith("# ").contains("# replay: skybourse auction lie.csv --rule");
        assertThat(run("auction", lie + "", "--start-buyers", "50", "--start-sellers", "1"))
                .isZero();
        assertThat(run("auction", folder.resolve("deeper/lie-truth.csv") + "")).isZero();
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
        assertThat(err + "")
                .contains(
                        "--rule: must be a known name: nobody",
                        "--markets: must be at least 1: 0",
                        "--step: must be positive: 0")
                .contains("lowTicks and highTicks must be in order", "missing.csv: must be an existing file")
                .doesNotContain("\tat ");
    }
}
