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

/** Progress bars on the error stream. They are shown only in a terminal, and without colours if NO_COLOR is not empty. */
public final class TerminalProgressBar {

    /** System property that the launcher sets to true if the error stream is a terminal. Java itself cannot detect it. */
    static final String PROPERTY = "skybourse.progress";

    private static final int CELLS_WORTH_A_BAR = 20;

    private TerminalProgressBar() {}

    /**
     * Starts a progress bar.
     *
     * @param task word for the work
     * @param done number of steps that were completed in an earlier run
     * @param steps total number of steps
     */
    public static ProgressBar start(String task, long done, long steps) {
        return start(task, done, steps, System.err, Boolean.getBoolean(PROPERTY), System.getenv("NO_COLOR"));
    }

    /** Starts a progress bar for the cells of a sweep, without additional text. */
    public static SweepFolder.CellListener cells(Sweep sweep, int there, int left) {
        return cells(sweep, there, left, _ -> "");
    }

    /**
     * Starts a progress bar for the cells of a sweep. No bar is shown if fewer than 20 cells are left to run.
     *
     * @param there number of cells that already have a result
     * @param left number of cells to run
     * @param beside returns the text that is shown beside the bar after a cell
     */
    public static SweepFolder.CellListener cells(
            Sweep sweep, int there, int left, Function<Sweep.Cell, String> beside) {
        Optional<ProgressBar> bar = left < CELLS_WORTH_A_BAR
                ? Optional.empty()
                : Optional.of(start(sweep.name(), there, sweep.cells().size()));
        return new SweepFolder.CellListener() {
            @Override
            public void cellFinished(Sweep.Cell cell) {
                String text = beside.apply(cell);
                bar.ifPresent(shown -> shown.setExtraMessage(text).step());
            }

            @Override
            public void close() {
                bar.ifPresent(ProgressBar::close);
            }
        };
    }

    /**
     * Starts a progress bar on a stream.
     *
     * @param terminal whether the stream is a terminal; otherwise nothing is printed
     * @param noColour value of the variable NO_COLOR; null if it is not set
     */
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
