package skybourse.app.command;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import me.tongfei.progressbar.ProgressBar;
import skybourse.app.folders.SimulationFolder;
import skybourse.base.numeric.Wire;
import skybourse.round.simulation.Part;
import skybourse.round.simulation.SlotResult;

/**
 * Measures the wall time of the parts of slots, updates a progress bar and receives stop requests. Only {@link #stop} and {@link #stops} may be
 * called from other threads.
 */
public final class SlotWatch implements SimulationFolder.Watch {

    private static final double NANOS = 1e9;
    private static final double MILLIS = 1e3;

    private final Optional<ProgressBar> bar;
    private final Map<Part, Double> slot = new EnumMap<>(Part.class);
    private final Map<Part, Double> all = new EnumMap<>(Part.class);
    private final long began = System.nanoTime();
    private long last = began;
    private long slots;
    private volatile boolean isStopped;

    /**
     * Starts the measurement.
     *
     * @param bar progress bar; empty for none
     */
    public SlotWatch(Optional<ProgressBar> bar) {
        this.bar = bar;
    }

    @Override
    public void accept(Part part) {
        long now = System.nanoTime();
        slot.merge(part, (now - last) / NANOS, Double::sum);
        last = now;
    }

    @Override
    public double[] takeSeconds() {
        double[] taken = Arrays.stream(Part.values())
                .mapToDouble(part -> slot.getOrDefault(part, 0.0))
                .toArray();
        slot.forEach((part, seconds) -> all.merge(part, seconds, Double::sum));
        slot.clear();
        return taken;
    }

    @Override
    public void after(SlotResult result) {
        slots++;
        bar.ifPresent(ProgressBar::step);
        last = System.nanoTime(); // writing belongs to no part
    }

    /** Requests a stop. May be called from any thread. */
    public void stop() {
        isStopped = true;
    }

    @Override
    public boolean stops() {
        return isStopped;
    }

    private static String name(Part part) {
        return Wire.name(part).replace('-', ' ').replace("books", "ledger").replace("measures", "metrics");
    }

    /** Returns the total time, the time per slot and the share of each part. */
    public String text() {
        double seconds = (System.nanoTime() - began) / NANOS;
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT, "%,.2f s, %,.2f ms per slot:", seconds, MILLIS * seconds / Math.max(1, slots)));
        for (Part part : Part.values()) {
            text.append(String.format(
                    Locale.ROOT, " %s %.0f %%,", name(part), 100 * all.getOrDefault(part, 0.0) / seconds));
        }
        double parts = all.values().stream().mapToDouble(Double::doubleValue).sum();
        return text.append(String.format(Locale.ROOT, " writing %.0f %%", 100 * (seconds - parts) / seconds))
                .toString();
    }
}
