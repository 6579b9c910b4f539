package skybourse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class MainTest {

    /** Every command must hand over all it printed, through the writer that the program makes for itself. */
    @Test
    void solvePrintsAllOfItsJsonThroughTheProgramsOwnWriter() {
        var bytes = new ByteArrayOutputStream();
        PrintStream before = System.out;
        System.setOut(new PrintStream(bytes, false, StandardCharsets.UTF_8));
        int code;
        try {
            code = Main.commandLine().execute("solve", "--json");
            System.out.flush();
        } finally {
            System.setOut(before);
        }
        assertThat(code).isZero();
        String text = bytes.toString(StandardCharsets.UTF_8);
        assertThat(JsonMapper.shared().readTree(text).at("/leaders").size()).isPositive();
        assertThat(text).hasSizeGreaterThan(24_576);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            solve --tolerance -1                | --tolerance: must be positive and finite: -1.0
            solve --tolerance 0                 | --tolerance: must be positive and finite: 0.0
            run --tolerance NaN                 | --tolerance: must be positive and finite: NaN
            run --starts -3                     | --starts: must be at least 0: -3
            soundness --checks -5               | --checks: must be at least 1: -5
            soundness --threads 0               | --threads: must be at least 1: 0
            soundness --checks x                | --checks: must be a whole number: "x"
            certify a --prices b --effort 0     | --effort: must be at least 1: 0
            certify a --prices b --tolerance -1 | --tolerance: must be positive and finite: -1.0
            certify a --prices b --tolerance x  | --tolerance: must be a number: "x"
            certify a                           | --prices: must be given: missing
            certify a --prices                  | --prices: must be given: missing
            solve --method magic                | --method: must be one of gauss_seidel, jacobi, damped: "magic"
            solve --rule nobody                 | --rule: must be a known name: nobody
            bench tier1 --overload x            | --overload: must be one of expected_cost, ignore: "x"
            generate --area x                   | --area: must be a number: "x"
            solve --tolerence 1                 | --tolerence: must be a known option: unknown
            solve a b                           | "b": must be left out: one argument too many
            sovle                               | sovle: must be a command: unknown
            """)
    void aBadCommandLineIsTwoLinesAndCodeTwo(String arguments, String complaint) {
        var out = new StringWriter();
        var err = new StringWriter();
        int code = Main.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err, true))
                .execute(arguments.split(" +"));
        assertThat(code).isEqualTo(Main.BAD_INPUT);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString().lines()).hasSize(2);
        assertThat(err.toString()).startsWith("skybourse: " + complaint).contains("\nMaybe ");
    }
}
