package skybourse.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class SoundnessCommandTest {

    @Test
    void printsChecksOnOneLine() {
        assertThat(run("soundness", "--checks", "1000", "--seed", "11"))
                .matches(
                        "0 violations of the certificate in 1,000 checks on 5 random markets\\. Smallest slack: \\S+ of the profit\\.\n");
    }

    private static String run(String... arguments) {
        var text = new StringWriter();
        int code = Main.commandLine().setOut(new PrintWriter(text)).execute(arguments);
        assertThat(code).isZero();
        return text.toString();
    }
}
