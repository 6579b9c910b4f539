package skybourse.app.report.simulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Tasks that ended, and those of them in time, by where their agent was: in squares with whole powers of two as sides, as small as leaves
 * enough tasks in each. Right for agents in any order, each with its slots in order.
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

    /** A square by how many of its sides it is east and north of the origin. */
    private record Square(long east, long north) implements Comparable<Square> {

        @Override
        public int compareTo(Square other) {
            int first = Long.compare(north, other.north);
            return first != 0 ? first : Long.compare(east, other.east);
        }
    }

    private record Seen(double east, double north, long ended, long inTime) {}

    /**
     * Adds what an agent's tasks came to since it was last seen; where it is absent, they count where it was last.
     *
     * @param eastMetres NaN where it is absent
     * @param endedSoFar tasks that ended since the start
     * @param inTimeSoFar of them, those in time
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

    /** Returns it as the page's script reads it: squares by their middle, then ended and in time. */
    Map<String, ?> tree() {
        coarsen(Math.clamp(ended / TASKS_EACH, FEWEST_SHOWN, MOST_SHOWN));
        List<List<Number>> shown = new ArrayList<>();
        squares.forEach((square, counts) -> shown.add(
                List.of(sideMetres * (square.east + 0.5), sideMetres * (square.north + 0.5), counts[0], counts[1])));
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("side", sideMetres);
        tree.put("squares", shown);
        return tree;
    }
}
