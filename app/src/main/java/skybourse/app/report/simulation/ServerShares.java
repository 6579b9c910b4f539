package skybourse.app.report.simulation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Largest shares of an agent's work in each bin of slots, with the servers that compute them. */
final class ServerShares {

    private static final double PERCENT = 100;

    private final int most;
    private final @Nullable List<Part>[] stretches;

    private record Part(int server, double share) {}

    /**
     * Creates an object in which no bin is begun.
     *
     * @param stretches number of bins
     * @param most largest number of shares stored for a bin
     */
    @SuppressWarnings({"unchecked", "rawtypes"}) // Java cannot create an array of a generic type
    ServerShares(int stretches, int most) {
        this.most = most;
        this.stretches = new List[stretches];
    }

    /** Begins a bin. It has no servers yet. */
    void begin(int stretch) {
        stretches[stretch] = new ArrayList<>();
    }

    /** Adds the share of a server in a bin; ignored if the bin was not begun. */
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
     * Returns a list for each bin, in which servers and their shares in percent alternate. A bin that was not begun has the values of the previous
     * bin. If the lists of all bins are equal, returns only the first.
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
