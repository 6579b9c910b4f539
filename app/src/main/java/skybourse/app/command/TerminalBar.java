package skybourse.app.command;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;
import skybourse.app.folders.SweepFolder;
import skybourse.evidence.sweep.Sweep;

/** Bars on the error stream for those who watch: only in a terminal, and in colours only where these are wanted. */
public final class TerminalBar {

    /** Set by the launcher where the error stream is a terminal, which Java cannot tell by itself. */
    static final String PROPERTY = "skybourse.progress";

    private static final int CELLS_WORTH_A_BAR = 20;

    private TerminalBar() {}

    /**
     * Starts a bar.
     *
     * @param task what is done, in a word
     * @param done how many steps were done before
     * @param steps how many there are in all
     */
    public static ProgressBar start(String task, long done, long steps) {
        return start(task, done, steps, System.err, Boolean.getBoolean(PROPERTY), System.getenv("NO_COLOR"));
    }

    /** Starts a bar of a sweep's cells with nothing beside it. */
    public static SweepFolder.Running cells(Sweep sweep, int there, int left) {
        return cells(sweep, there, left, _ -> "");
    }

    /**
     * Starts a bar of a sweep's cells; few cells have none.
     *
     * @param there cells that have a result already
     * @param left cells that are run now
     * @param beside what shall stand beside the bar after a cell
     */
    public static SweepFolder.Running cells(Sweep sweep, int there, int left, Function<Sweep.Cell, String> beside) {
        Optional<ProgressBar> bar = left < CELLS_WORTH_A_BAR
                ? Optional.empty()
                : Optional.of(start(sweep.name(), there, sweep.cells().size()));
        return new SweepFolder.Running() {
            @Override
            public void after(Sweep.Cell cell) {
                String text = beside.apply(cell);
                bar.ifPresent(shown -> shown.setExtraMessage(text).step());
            }

            @Override
            public void close() {
                bar.ifPresent(ProgressBar::close);
            }
        };
    }

    /** The same for any stream; {@code noColour} is what the variable NO_COLOR holds, null where it is not set. */
    public static ProgressBar start(
            String task, long done, long steps, PrintStream stream, boolean terminal, @Nullable String noColour) {
        ProgressBarBuilder builder = ProgressBar.builder()
                .setTaskName(task)
                .setInitialMax(steps)
                .startsFrom(done, Duration.ZERO)
                .setUpdateIntervalMillis(1_000)
                .setStyle(style(stream, noColour));
        return builder.setConsumer(
                        terminal ? new ConsoleProgressBarConsumer(stream) : new DelegatingProgressBarConsumer(_ -> {}))
                .build();
    }

    private static ProgressBarStyle style(PrintStream stream, @Nullable String noColour) {
        if (!stream.charset().name().toUpperCase(Locale.ROOT).startsWith("UTF")) {
            return ProgressBarStyle.ASCII;
        }
        return noColour == null || noColour.isEmpty()
                ? ProgressBarStyle.COLORFUL_UNICODE_BLOCK
                : ProgressBarStyle.UNICODE_BLOCK;
    }
}
