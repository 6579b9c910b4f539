package skybourse.app.command;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import me.tongfei.progressbar.ProgressBar;
import skybourse.app.folders.SimulationFolder;
import skybourse.base.numeric.EnumNames;
import skybourse.round.simulation.SlotResult;
import skybourse.round.simulation.SlotStage;

/**
 * Measures the wall time of the stages of slots, updates a progress bar and receives stop requests. Only {@link #stop} and {@link #stops} may be
 * called from other threads.
 */
public final class SlotProgress implements SimulationFolder.SlotListener {

    private static final double NANOS = 1e9;
    private static final double MILLIS = 1e3;

    private final Optional<ProgressBar> bar;
    private final Map<SlotStage, Double> slot = new EnumMap<>(SlotStage.class);
    private final Map<SlotStage, Double> all = new EnumMap<>(SlotStage.class);
    private final long began = System.nanoTime();
    private long last = began;
    private long slots;
    private volatile boolean isStopped;

    /**
     * Starts the measurement.
     *
     * @param bar progress bar; empty for none
     */
    public SlotProgress(Optional<ProgressBar> bar) {
        this.bar = bar;
    }

    @Override
    public void accept(SlotStage part) {
        long now = System.nanoTime();
        slot.merge(part, (now - last) / NANOS, Double::sum);
        last = now;
    }

    @Override
    public double[] takeSeconds() {
        double[] taken = Arrays.stream(SlotStage.values())
                .mapToDouble(part -> slot.getOrDefault(part, 0.0))
                .toArray();
        slot.forEach((part, seconds) -> all.merge(part, seconds, Double::sum));
        slot.clear();
        return taken;
    }

    @Override
    public void slotWritten(SlotResult result) {
        slots++;
        bar.ifPresent(ProgressBar::step);
        // The next stage is timed from here, so that no stage includes the time for writing files.
        last = System.nanoTime();
    }

    /** Requests a stop. May be called from any thread. */
    public void stop() {
        isStopped = true;
    }

    @Override
    public boolean stops() {
        return isStopped;
    }

    private static String name(SlotStage part) {
        return EnumNames.name(part).replace('-', ' ').replace("books", "ledger").replace("measures", "metrics");
    }

    /** Returns as text the time since construction, the mean time per slot, and the share of each stage and of writing files. */
    public String text() {
        double seconds = (System.nanoTime() - began) / NANOS;
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT, "%,.2f s, %,.2f ms per slot:", seconds, MILLIS * seconds / Math.max(1, slots)));
        for (SlotStage part : SlotStage.values()) {
            text.append(String.format(
                    Locale.ROOT, " %s %.0f %%,", name(part), 100 * all.getOrDefault(part, 0.0) / seconds));
        }
        double parts = all.values().stream().mapToDouble(Double::doubleValue).sum();
        return text.append(String.format(Locale.ROOT, " writing %.0f %%", 100 * (seconds - parts) / seconds))
                .toString();
    }
}
