package skybourse.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import skybourse.app.command.ExitCode;

class HeadroomCommandTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        CommandLine line = Main.commandLine();
        line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        return line.execute(arguments);
    }

    @Tag("slow")
    @Test
    void smallMarketIsExactAndLargeOneBracketed() {
        assertThat(run("headroom", "narrow-3x2", "mixed-5x3", "--markets", "200", "--max-states", "100000"))
                .isZero();
        assertThat(out.toString().lines().skip(3))
                .satisfiesExactly(
                        exact -> assertThat(exact).matches("narrow-3x2 +fixed-2 0.8384 .*bayes-optimal 0.9242 +10.2"),
                        bracket -> assertThat(bracket)
                                .matches("mixed-5x3 +fixed-2 .*clairvoyant 0[.]\\d+ ± 0[.]\\d+ +\\S+ to \\S+"));
    }

    @Test
    void rejectsUnknownMarketAndListsKnownOnes() {
        assertThat(run("headroom", "no-such")).isEqualTo(ExitCode.INVALID_INPUT);
        assertThat(err.toString())
                .contains("must be a benchmark market: no-such")
                .contains("Hint: use one of these: uniform-3x2");
        assertThat(run("headroom", "--markets", "1")).isEqualTo(ExitCode.INVALID_INPUT);
    }
}
