package skybourse.app.command;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import skybourse.round.analysis.RoundAnalysisPlan.Part;

/** Wall time of the parts of a study. A part starts when the previous part ends. */
public final class StageTimer implements Consumer<Part> {

    private static final double NANOS = 1e9;

    private final Map<Part, Long> nanos = new EnumMap<>(Part.class);
    private final long began = System.nanoTime();
    private long last = began;

    @Override
    public void accept(Part part) {
        long now = System.nanoTime();
        nanos.merge(part, now - last, Long::sum);
        last = now;
    }

    /** Returns the total time and the time of each part, in seconds. The time since the end of the last part is shown as the time of writing files. */
    public String text() {
        long now = System.nanoTime();
        return seconds(now - began) + ": "
                + nanos.entrySet().stream()
                        .map(part -> name(part.getKey()) + " " + seconds(part.getValue()) + ", ")
                        .collect(Collectors.joining())
                + "writing files " + seconds(now - last);
    }

    private static String name(Part part) {
        return switch (part) {
            case PRICES -> "reading and prices";
            case START -> "other starts";
            case CURVE -> "decision profit curves";
            case RESALE -> "tier 2";
            case RULES -> "other rules";
            case SETTLED -> "search by settled profit";
            case CLOCKS -> "other clocks";
        };
    }

    private static String seconds(long nanos) {
        return String.format(Locale.ROOT, "%.2f s", nanos / NANOS);
    }
}
