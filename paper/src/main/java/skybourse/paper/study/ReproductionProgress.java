package skybourse.paper.study;

import java.io.PrintWriter;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.LongSupplier;
import skybourse.app.folders.SweepFolder;
import skybourse.evidence.sweep.Sweep;
import skybourse.paper.experiment.Experiment;

/**
 * Progress of a reproduction. Shows the number of the experiment, the number of finished cells, and the remaining time, which is estimated from the
 * cells run so far. The methods {@link #cellFinished} and {@link #text} are thread-safe.
 */
public final class ReproductionProgress implements Reproduction.Progress {

    private static final double NANOS = 1e9;
    private static final double SHOWN_AS_SECONDS = 90;
    private static final double MINUTE = 60;
    private static final double HOUR = 3_600;

    private final PrintWriter to;
    private final List<Experiment> experiments;
    private final int cells;
    private final int thereAtFirst;
    private final LongSupplier clock;
    private final Bars bars;
    private final long began;
    private int done;
    private double effortDone;
    private double effortLeft;

    /** Shows the progress of a sweep. */
    @FunctionalInterface
    public interface Bars {

        /**
         * Starts a progress bar.
         *
         * @param there number of finished cells
         * @param left number of cells to run
         * @param beside returns the text beside the bar after a cell
         */
        SweepFolder.CellListener begin(Sweep sweep, int there, int left, Function<Sweep.Cell, String> beside);
    }

    /**
     * Starts the measurement of time.
     *
     * @param to receives lines of text
     * @param bars progress bars
     * @param clock time in nanoseconds
     * @param experiments all experiments, in order
     * @param work sweeps of the experiments, each once
     */
    public ReproductionProgress(
            PrintWriter to,
            Bars bars,
            LongSupplier clock,
            List<Experiment> experiments,
            Collection<Reproduction.Work> work) {
        this.to = to;
        this.bars = bars;
        this.clock = clock;
        this.began = clock.getAsLong();
        this.experiments = List.copyOf(experiments);
        this.cells = work.stream().mapToInt(each -> each.sweep().cells().size()).sum();
        this.thereAtFirst = work.stream().mapToInt(each -> each.there().size()).sum();
        this.done = thereAtFirst;
        work.forEach(each -> each.sweep().cells().stream()
                .filter(cell -> !each.there().contains(cell))
                .forEach(cell -> effortLeft += each.sweep().effort(cell)));
    }

    /** Prints the extent of the work, and a note that it may be interrupted. */
    public void start() {
        to.printf(
                Locale.ROOT,
                "%,d experiment%s, %,d cells, %,d already done. If interrupted, run the same command again to continue.%n",
                experiments.size(),
                experiments.size() == 1 ? "" : "s",
                cells,
                thereAtFirst);
        to.flush();
    }

    /** Prints the number of the experiment that starts, and the progress. */
    @Override
    public void begin(Experiment experiment) {
        int number = experiments.indexOf(experiment) + 1;
        to.printf(Locale.ROOT, "experiment %d of %d, %s: %s%n", number, experiments.size(), experiment.name(), text());
        to.flush();
    }

    @Override
    public SweepFolder.CellListener begin(Sweep sweep, int there, int left) {
        return bars.begin(sweep, there, left, cell -> cellFinished(sweep, cell));
    }

    /** Counts a cell that was run and returns the progress as text. */
    public synchronized String cellFinished(Sweep sweep, Sweep.Cell cell) {
        done++;
        effortDone += sweep.effort(cell);
        effortLeft -= sweep.effort(cell);
        return "all: " + text();
    }

    /** Returns the number of finished cells as text, with the estimated remaining time after the first cell of this run. */
    public synchronized String text() {
        String left = "";
        if (effortDone > 0 && done < cells) {
            double seconds = (clock.getAsLong() - began) / NANOS;
            left = ", about " + inWords(seconds / effortDone * effortLeft) + " left";
        }
        return String.format(Locale.ROOT, "%,d of %,d cells%s", done, cells, left);
    }

    /** Returns a duration as text: seconds below 90 s, minutes below 90 min, else hours. */
    public static String inWords(double seconds) {
        if (seconds < SHOWN_AS_SECONDS) {
            return String.format(Locale.ROOT, "%.0f s", Math.max(1, seconds));
        }
        return seconds < SHOWN_AS_SECONDS * MINUTE
                ? String.format(Locale.ROOT, "%.0f min", seconds / MINUTE)
                : String.format(Locale.ROOT, "%.1f h", seconds / HOUR);
    }
}
