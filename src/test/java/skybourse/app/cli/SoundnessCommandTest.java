package skybourse.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class SoundnessCommandTest {

    @Test
    void noPriceBeatsItsCeilingWhateverTheThreads() {
        String one = run("soundness", "--checks", "40000", "--seed", "11", "--threads", "1");
        assertThat(one).contains("40,000 checks on 200 random markets: 0 violations");
        assertThat(run("soundness", "--checks", "40000", "--seed", "11", "--threads", "2"))
                .isEqualTo(one);
    }

    private static String run(String... arguments) {
        var text = new StringWriter();
        int code = Main.commandLine().setOut(new PrintWriter(text)).execute(arguments);
        assertThat(code).isZero();
        return text.toString();
    }
}
