package skybourse.app.report.simulation;

import com.fasterxml.jackson.annotation.JsonFormat;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Counts of ended tasks, and of those that ended in time, by the square in which their agent was. The side of a square is a power of two, in metres.
 * It is doubled until the number of squares is small enough. Agents may be added in any order. The slots of each agent must be added in ascending
 * order.
 */
final class DeadlinesByPlace {

    private static final int MOST_HELD = 4_096;
    private static final int MOST_SHOWN = 144;
    private static final int FEWEST_SHOWN = 12;
    private static final int TASKS_EACH = 10;

    private TreeMap<Square, long[]> squares = new TreeMap<>();
    private final Map<String, Seen> seen = new HashMap<>();
    private long sideMetres = 1;
    private long ended;

    /** Position of a square: its distances east and north of the origin, in multiples of its side. */
    private record Square(long east, long north) implements Comparable<Square> {

        @Override
        public int compareTo(Square other) {
            int first = Long.compare(north, other.north);
            return first != 0 ? first : Long.compare(east, other.east);
        }
    }

    private record Seen(double east, double north, long ended, long inTime) {}

    /**
     * Adds a position of an agent, and the tasks of the agent that ended since the previous position was added. If the agent is absent, these tasks
     * count at its previous position.
     *
     * @param agent id of the agent
     * @param eastMetres coordinate, m; NaN if the agent is absent
     * @param northMetres coordinate, m; not used if the agent is absent
     * @param endedSoFar number of tasks of the agent that ended since the start of the simulation
     * @param inTimeSoFar number of those that ended in time
     */
    void add(String agent, double eastMetres, double northMetres, long endedSoFar, long inTimeSoFar) {
        Seen before = seen.getOrDefault(agent, new Seen(Double.NaN, Double.NaN, 0, 0));
        boolean isAbsent = Double.isNaN(eastMetres);
        double east = isAbsent ? before.east : eastMetres;
        double north = isAbsent ? before.north : northMetres;
        if (!Double.isNaN(east)) {
            add(east, north, endedSoFar - before.ended, inTimeSoFar - before.inTime);
            seen.put(agent, new Seen(east, north, endedSoFar, inTimeSoFar));
        }
    }

    private void add(double east, double north, long more, long moreInTime) {
        if (more > 0) {
            ended += more;
            var square = new Square((long) Math.floor(east / sideMetres), (long) Math.floor(north / sideMetres));
            squares.merge(square, new long[] {more, moreInTime}, DeadlinesByPlace::sum);
            coarsen(MOST_HELD);
        }
    }

    private static long[] sum(long[] a, long[] b) {
        return new long[] {a[0] + b[0], a[1] + b[1]};
    }

    private void coarsen(long most) {
        while (squares.size() > most) {
            TreeMap<Square, long[]> larger = new TreeMap<>();
            squares.forEach((square, counts) -> larger.merge(
                    new Square(Math.floorDiv(square.east, 2), Math.floorDiv(square.north, 2)),
                    counts,
                    DeadlinesByPlace::sum));
            squares = larger;
            sideMetres *= 2;
        }
    }

    boolean isEmpty() {
        return squares.isEmpty();
    }

    /** Squares of equal size; {@code side} in m. */
    record Squares(long side, List<Counted> squares) {}

    /** Centre of a square, in metres, the number of tasks that ended in the square, and the number of these tasks that ended in time. */
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    record Counted(double east, double north, long ended, long inTime) {}

    /**
     * Returns the squares that the page shows. First doubles their side until at most one square remains per ten ended tasks. This limit is at least
     * 12 and at most 144.
     */
    Squares shown() {
        coarsen(Math.clamp(ended / TASKS_EACH, FEWEST_SHOWN, MOST_SHOWN));
        return new Squares(
                sideMetres,
                squares.entrySet().stream()
                        .map(square -> new Counted(
                                sideMetres * (square.getKey().east + 0.5),
                                sideMetres * (square.getKey().north + 0.5),
                                square.getValue()[0],
                                square.getValue()[1]))
                        .toList());
    }
}
