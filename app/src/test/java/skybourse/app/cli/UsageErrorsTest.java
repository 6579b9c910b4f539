package skybourse.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.InvalidPathException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import skybourse.app.command.ExitCode;

class UsageErrorsTest {

    @Tag("slow")
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            solve --tolerance -1                | --tolerance: must be positive and finite: -1.0
            solve --tolerance 0                 | --tolerance: must be positive and finite: 0.0
            run --tolerance NaN                 | --tolerance: must be a number: "NaN"
            run --tolerance 1e-6d               | --tolerance: must be a number: "1e-6d"
            run --tolerance 0x1p-20             | --tolerance: must be a number: "0x1p-20"
            run --tolerance 1e999               | --tolerance: must be smaller: "1e999"
            run --starts 1_0                    | --starts: must be a whole number: "1_0"
            run --starts ١                      | --starts: must be a whole number: "١"
            run --starts 99999999999            | --starts: must be smaller: "99999999999"
            run --starts 1e3000000000           | --starts: must be smaller: "1e3000000000"
            run --seed -99999999999999999999    | --seed: must be larger: "-99999999999999999999"
            run --starts 1.5                    | --starts: must be a whole number: "1.5"
            generate --wireless 2000000000      | --wireless: must give a file of at most 67108864 bytes, which other commands can read: 2000000000 listed agents
            generate --fixed 10000001           | generate: fixed must be in [0, 10000000]: 10000001
            generate --area 100f                | --area: must be a number: "100f"
            generate --seed 0x10                | --seed: must be a whole number: "0x10"
            run --starts -3                     | --starts: must be at least 0: -3
            soundness --checks -5               | --checks: must be at least 1: -5
            soundness --threads 0               | --threads: must be at least 1: 0
            soundness --checks x                | --checks: must be a whole number: "x"
            certify a --prices b --max-prices 0     | --max-prices: must be at least 1: 0
            certify a --prices b --tolerance -1 | --tolerance: must be positive and finite: -1.0
            certify a --prices b --tolerance x  | --tolerance: must be a number: "x"
            audit --table --largest 5           | --table: must not be given: use `./skybourse sweep examples/sweeps/thin-to-thick.yaml`
            audit --markets 9 --figure-8        | --figure-8: must not be given: use `./skybourse sweep examples/sweeps/figure-8.yaml`
            audit --talk                        | --talk: must not be given: use `./skybourse sweep examples/sweeps/talk.yaml`
            audit --gains                       | --gains: must not be given: use `./skybourse sweep examples/sweeps/gains.yaml`
            headroom --aliasing narrow-4x3      | --aliasing: must not be given: use `./skybourse sweep examples/sweeps/aliasing.yaml`
            evaluate m --baselines truthful       | --baselines truthful: must not be given: use `./skybourse sweep examples/sweeps/truthful.yaml`
            audit --small-markets               | --small-markets: must not be given: use `./skybourse sweep examples/sweeps/small-markets.yaml`
            check-receipt a                     | --key: must be given: missing
            certify a                           | --prices: must be given: missing
            certify a --prices                  | --prices: must be given: missing
            solve --method magic                | --method: must be one of gauss-seidel, jacobi, damped, newton: "magic"
            solve --rule nobody                 | --rule: must be a known name: nobody
            bench tier1 --overload x            | --overload: must be one of expected-cost, ignore: "x"
            generate --area x                   | --area: must be a number: "x"
            solve --tolerence 1                 | Unknown option "--tolerence".
            solve a b                           | Unexpected argument "b".
            sovle                               | Unknown command "sovle".
            rnu --help                          | Unknown command "rnu".
            rnu -h                              | Unknown command "rnu".
            --help rnu                          | Unknown command "rnu".
            help rnu                            | Unknown command "rnu".
            bench sweep --cells 0               | --cells: must be at least 1: 0
            bench sweep --markets 0             | --markets: must be at least 1: 0
            bench over-time --slots 11          | --slots: must be at least 12: 11
            bench over-time --largest 99        | --largest: must be at least 100: 99
            bench over-time --prices solve      | --prices: must be one of [solved, held, certified]: solve
            train --out a --learner x           | --learner: must be one of
            train --out a --market x            | --market: must be a benchmark market: x
            train --out a --market narrow-3x2 --set x=1 | --set:
            train --out a --market narrow-3x2 --seeds 0 | --seeds: must be at least 1: 0
            train --out a --market narrow-3x2 --threads 0 | --threads: must be at least 1: 0
            train --out a --market narrow-3x2   | --episodes: must be given unless --epochs is: missing
            """)
    void invalidCommandLineGivesTwoLineError(String arguments, String complaint) {
        var out = new StringWriter();
        var err = new StringWriter();
        int code = Main.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err, true))
                .execute(arguments.split(" +"));
        assertThat(code).isEqualTo(ExitCode.INVALID_INPUT);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString().lines()).hasSize(2);
        assertThat(err.toString()).startsWith("skybourse: " + complaint).contains("\nHint: ");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            rnu                   | did you mean run? See `./skybourse --help`.
            rnu --help            | did you mean run? See `./skybourse --help`.
            solve --tolerence 1   | did you mean --tolerance? See `./skybourse solve --help` for every option and its range.
            solve a b             | see `./skybourse solve --help` for every option and its range.
            check-receipt a --key b --mine c | --mine is now --sent-commands.
            check-receipt a --key b --my-key=c | --my-key is now --agent-key.
            check-receipt a --key b --older c | --older is now --earlier-checkpoint.
            certify a --prices b --effort 9 | --effort is now --max-prices.
            evaluate a --against all | --against is now --baselines.
            evaluate a --drawn 9  | --drawn is now --sampled-scenarios.
            train --drawn 9 --out a | --drawn is now --sampled-scenarios.
            import --standing 0.5 | --standing is now --stationary-share.
            evaluate a --most-states 9 | --most-states is now --max-states.
            simulate a --effort 9 | see `./skybourse simulate --help` for every option and its range.
            headroom a --most-states 9 | --most-states is now --max-states.
            import --most-links 9 | --most-links is now --max-links.
            import --least-rate 9 | --least-rate is now --min-rate.
            run a --images        | open report.html: the button SVG above each chart saves it as an image.
            """)
    void hintNamesNearestWord(String arguments, String hint) {
        var err = new StringWriter();
        Main.commandLine().setErr(new PrintWriter(err, true)).execute(arguments.split(" +"));
        assertThat(err.toString().lines()).last().isEqualTo("Hint: " + hint);
    }

    @Test
    void internalErrorsDoNotBlameOptions() {
        var err = new StringWriter();
        CommandLine solve = Main.commandLine().getSubcommands().get("solve").setErr(new PrintWriter(err, true));
        var first = new IllegalArgumentException("price must not be\nnegative: -1.0");
        assertThat(Main.report(new IllegalStateException(first), solve)).isEqualTo(ExitCode.FAILED);
        assertThat(err.toString().lines()).hasSize(1);
        assertThat(err.toString())
                .startsWith(
                        "skybourse: internal error: java.lang.IllegalArgumentException: price must not be\\nnegative")
                .contains(" at UsageErrorsTest.java:")
                .doesNotContain("option");
        assertThat(Main.report(new InvalidPathException("caf?", "unmappable"), solve))
                .isEqualTo(ExitCode.INVALID_INPUT);
        assertThat(err.toString()).contains("skybourse: \"caf?\": must be a valid path on this machine: unmappable");
    }
}
