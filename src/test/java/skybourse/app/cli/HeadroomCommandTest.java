package skybourse.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class HeadroomCommandTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        CommandLine line = Main.commandLine();
        line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        return line.execute(arguments);
    }

    @Test
    void aSmallMarketIsExactAndALargeOneABracket() {
        assertThat(run("headroom", "narrow-3x2", "mixed-5x3", "--markets", "200", "--most-states", "100000"))
                .isZero();
        assertThat(out.toString().lines().skip(2))
                .satisfiesExactly(
                        exact -> assertThat(exact).matches("narrow-3x2 +fixed-2 0.8384 .*bayes-optimal 0.9242 +10.2"),
                        bracket -> assertThat(bracket)
                                .matches("mixed-5x3 +fixed-2 .*clairvoyant 0[.]\\d+[+]-0[.]\\d+ +\\S+ to \\S+"));
    }

    @Test
    void anUnknownMarketIsNamedWithThoseThereAre() {
        assertThat(run("headroom", "no-such")).isEqualTo(Main.BAD_INPUT);
        assertThat(err.toString())
                .contains("must be a benchmark market: no-such")
                .contains("Maybe one of uniform-3x2");
        assertThat(run("headroom", "--markets", "1")).isEqualTo(Main.BAD_INPUT);
    }

    @Test
    void aliasingHasARowForEachKindOfTargetsAndShareOfRandomSteps() {
        assertThat(run("headroom", "--aliasing", "narrow-3x2")).isZero();
        assertThat(out.toString().lines().skip(2))
                .hasSize(9)
                .anyMatch(line -> line.matches("narrow-3x2 +one step, paid at the end +100[.]0( +80[.]1){6}"))
                .anyMatch(line -> line.matches("narrow-3x2 +one step, paid when settled +40[.]0 +86[.]8 .*"))
                .anyMatch(line -> line.matches("narrow-3x2 +whole-episode returns +5[.]0 +98[.]3( +100[.]0){5}"));
    }

    @Test
    void aliasingNeedsAnExactOptimumAndDrawsNoMarkets() {
        assertThat(run("headroom", "--aliasing", "mixed-5x3")).isEqualTo(Main.BAD_INPUT);
        assertThat(err.toString()).contains("must have an exact optimum within 2000000 states: mixed-5x3");
        assertThat(run("headroom", "--aliasing", "--seed", "2")).isEqualTo(Main.BAD_INPUT);
        assertThat(err.toString()).contains("--seed: must be left out: it changes nothing with --aliasing");
    }

    @Test
    void dropOutClocksAreLearnedWhereTheOptimumIsKnown() {
        assertThat(run("headroom", "--drop-out", "plain", "--epochs", "1", "uniform-3x2"))
                .isZero();
        assertThat(out.toString().lines().skip(3))
                .satisfiesExactly(
                        last -> assertThat(last)
                                .matches(
                                        "uniform-3x2 +0[.]\\d+ +0[.]\\d+ +\\d+[.]\\d +last +0[.]\\d+ +-?\\d+[.]\\d [+]- *\\d+[.]\\d( +-?\\d+[.]\\d){5}"),
                        best -> assertThat(best).matches("uniform-3x2 .* best +\\d+[.]\\d+ +-?\\d+[.]\\d [+]- *\\d.*"));
        assertThat(run("headroom", "--drop-out", "plain", "mixed-5x3")).isEqualTo(Main.BAD_INPUT);
        assertThat(err.toString()).contains("must be no mixture: mixed-5x3");
        assertThat(run("headroom", "--drop-out", "nobody")).isEqualTo(Main.BAD_INPUT);
        assertThat(run("headroom", "--epochs", "3")).isEqualTo(Main.BAD_INPUT);
        assertThat(err.toString())
                .contains("must be a learner: nobody")
                .contains("must be left out without --drop-out");
    }

    @Test
    void questionsOfRefiningClocksAreLearnedWhereTheFewestMessagesAreKnown() {
        assertThat(run("headroom", "--refined", "plain", "--epochs", "1", "narrow-3x2"))
                .isZero();
        assertThat(out.toString().lines().skip(3))
                .satisfiesExactly(
                        last -> assertThat(last)
                                .matches(
                                        "narrow-3x2 +\\d+[.]\\d{3} +\\d+[.]\\d{3} +\\d+[.]\\d{3} +15[.]381 .* last .*"),
                        best -> assertThat(best).matches("narrow-3x2 .* best +\\d+[.]\\d+ +-?\\d+[.]\\d [+]- *\\d.*"));
        assertThat(run("headroom", "--refined", "plain", "mixed-5x3")).isEqualTo(Main.BAD_INPUT);
        assertThat(run("headroom", "--refined", "nobody")).isEqualTo(Main.BAD_INPUT);
        assertThat(run("headroom", "--refined", "plain", "--drop-out", "plain")).isEqualTo(Main.BAD_INPUT);
        assertThat(err.toString())
                .contains("must be no mixture: mixed-5x3")
                .contains("must be a learner: nobody")
                .contains("--refined: must be left out: it changes nothing with --drop-out");
    }
}
