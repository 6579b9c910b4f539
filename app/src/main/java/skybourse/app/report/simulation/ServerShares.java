package skybourse.app.report.simulation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Whom an agent is served by in each stretch, the largest parts of what it has. */
final class ServerShares {

    private static final double PERCENT = 100;

    private final int most;
    private final @Nullable List<Part>[] stretches;

    private record Part(int server, double share) {}

    /**
     * Begins without any.
     *
     * @param most how many are kept of a stretch
     */
    @SuppressWarnings({"unchecked", "rawtypes"}) // arrays have no type arguments
    ServerShares(int stretches, int most) {
        this.most = most;
        this.stretches = new List[stretches];
    }

    /** Begins a stretch, in which it may be served by nobody. */
    void begin(int stretch) {
        stretches[stretch] = new ArrayList<>();
    }

    /** Adds a part of a stretch that was begun. */
    void add(int stretch, int server, double share) {
        List<Part> parts = stretches[stretch];
        if (parts != null) {
            parts.add(new Part(server, share));
            if (parts.size() > most) {
                parts.sort(Comparator.comparingDouble(Part::share).reversed());
                parts.removeLast();
            }
        }
    }

    /**
     * Returns server and percent of each part in turn, stretch by stretch; those of the stretch before where one was not begun, and only the
     * first stretch where all are alike.
     */
    List<List<Long>> points() {
        List<List<Long>> points = new ArrayList<>();
        List<Long> last = List.of();
        for (List<Part> parts : Arrays.asList(stretches)) {
            last = parts == null
                    ? last
                    : parts.stream().flatMap(ServerShares::point).toList();
            points.add(last);
        }
        return points.stream().distinct().count() == 1 ? points.subList(0, 1) : points;
    }

    private static Stream<Long> point(Part part) {
        return Stream.of((long) part.server, Math.round(PERCENT * part.share));
    }
}
