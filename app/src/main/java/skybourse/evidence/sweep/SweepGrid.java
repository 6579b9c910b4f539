package skybourse.evidence.sweep;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * Axes of a sweep whose values are not the default, with their values in the given order.
 *
 * @param byAxis values by axis
 */
public record SweepGrid(SequencedMap<String, List<String>> byAxis) {

    public SweepGrid {
        byAxis = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(byAxis));
    }

    /** Returns the grid of one point, at which every axis has its default. */
    public static SweepGrid standard() {
        return new SweepGrid(new LinkedHashMap<>());
    }

    /** Returns the grid with these values of an axis. */
    public SweepGrid axis(String name, String... values) {
        return axis(name, List.of(values));
    }

    /** Returns the grid with these values of an axis. */
    public SweepGrid axis(String name, int... values) {
        return axis(name, Arrays.stream(values).mapToObj(Integer::toString).toList());
    }

    /** Returns the grid with these values of an axis. */
    public SweepGrid axis(String name, List<String> values) {
        SequencedMap<String, List<String>> more = new LinkedHashMap<>(byAxis);
        more.put(name, List.copyOf(values));
        return new SweepGrid(more);
    }
}
