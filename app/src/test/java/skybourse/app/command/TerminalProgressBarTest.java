package skybourse.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import me.tongfei.progressbar.ProgressBar;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TerminalProgressBarTest {

    private static String output(boolean terminal, @Nullable String noColour) {
        var bytes = new ByteArrayOutputStream();
        var stream = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        try (ProgressBar bar = TerminalProgressBar.start("solving", 0, 4, stream, terminal, noColour)) {
            bar.stepBy(4);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void noBarWithoutTerminal() {
        assertThat(output(false, null)).isEmpty();
    }

    @Test
    void terminalShowsColouredBarUnlessDisabled() {
        assertThat(output(true, null)).contains("solving", "100%", "\u001b[");
        assertThat(output(true, "")).contains("\u001b[");
        assertThat(output(true, "1")).contains("solving", "100%").doesNotContain("\u001b");
    }
}
