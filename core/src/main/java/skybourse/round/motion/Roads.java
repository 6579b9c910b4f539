package skybourse.round.motion;

import java.util.List;
import java.util.stream.IntStream;
import skybourse.base.numeric.Checks;

/**
 * Map of one-way roads between crossings. A two-way street is two roads.
 *
 * @param crossings ends of roads
 * @param roads at least one road; each crossing at which a road ends is the start of a road
 */
public record Roads(List<Crossing> crossings, List<Road> roads) {

    /**
     * Crossing of roads.
     *
     * @param eastMetres east coordinate
     * @param northMetres north coordinate
     */
    public record Crossing(double eastMetres, double northMetres) {

        /** @throws IllegalArgumentException if a coordinate is not finite */
        public Crossing {
            Checks.finite(eastMetres, "eastMetres");
            Checks.finite(northMetres, "northMetres");
        }
    }

    /**
     * Straight one-way road.
     *
     * @param from index of its first crossing
     * @param to index of its last crossing, at another position
     * @param limitMetresPerSecond speed limit, in [1e-18, 1e18]
     */
    public record Road(int from, int to, double limitMetresPerSecond) {

        /** @throws IllegalArgumentException if {@code limitMetresPerSecond} is out of its range */
        public Road {
            Checks.amount(limitMetresPerSecond, "limitMetresPerSecond");
        }
    }

    /**
     * @throws IllegalArgumentException if there is no road, a road's index is out of range or its length is not positive, or no road leaves
     *     the crossing at which a road ends
     */
    public Roads {
        crossings = List.copyOf(crossings);
        roads = List.copyOf(roads);
        if (roads.isEmpty()) {
            throw new IllegalArgumentException("roads must not be empty");
        }
        boolean[] isLeft = new boolean[crossings.size()];
        for (int r = 0; r < roads.size(); r++) {
            Road road = roads.get(r);
            Checks.within(road.from(), 0, crossings.size() - 1L, "roads[" + r + "].from");
            Checks.within(road.to(), 0, crossings.size() - 1L, "roads[" + r + "].to");
            Checks.positive(length(crossings, road), "length of roads[" + r + "]");
            isLeft[road.from()] = true;
        }
        for (int r = 0; r < roads.size(); r++) {
            Road road = roads.get(r);
            if (!isLeft[road.to()]) {
                throw new IllegalArgumentException(
                        "roads[" + r + "].to must be a crossing that a road leaves: " + road.to());
            }
        }
    }

    private static double length(List<Crossing> crossings, Road road) {
        Crossing from = crossings.get(road.from());
        Crossing to = crossings.get(road.to());
        return Math.hypot(to.eastMetres() - from.eastMetres(), to.northMetres() - from.northMetres());
    }

    /** Returns the length of a road. */
    double metres(int road) {
        return length(crossings, roads.get(road));
    }

    Crossing start(int road) {
        return crossings.get(roads.get(road).from());
    }

    Crossing end(int road) {
        return crossings.get(roads.get(road).to());
    }

    /**
     * Returns the indices of the roads that may follow a road. These are the roads that leave its end. Roads back to its start are included only if
     * there are no others.
     */
    int[] choices(int road) {
        Road taken = roads.get(road);
        int[] out = leaving(taken.to(), -1);
        int[] on = leaving(taken.to(), taken.from());
        return on.length > 0 ? on : out;
    }

    private int[] leaving(int crossing, int notTo) {
        return IntStream.range(0, roads.size())
                .filter(r -> roads.get(r).from() == crossing && roads.get(r).to() != notTo)
                .toArray();
    }
}
