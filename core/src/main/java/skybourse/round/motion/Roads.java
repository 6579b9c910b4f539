package skybourse.round.motion;

import java.util.List;
import java.util.stream.IntStream;
import skybourse.base.numeric.Checks;

/**
 * A map of one-way roads between crossings; a street with two lanes is two roads.
 *
 * @param crossings where roads start and end
 * @param roads at least one; whoever comes to a crossing can leave it
 */
public record Roads(List<Crossing> crossings, List<Road> roads) {

    /**
     * A place where roads meet.
     *
     * @param eastMetres where it is
     * @param northMetres where it is
     */
    public record Crossing(double eastMetres, double northMetres) {

        public Crossing {
            Checks.finite(eastMetres, "eastMetres");
            Checks.finite(northMetres, "northMetres");
        }
    }

    /**
     * A straight one-way road.
     *
     * @param from index of the crossing where it starts
     * @param to index of another crossing
     * @param limitMetresPerSecond speed limit
     */
    public record Road(int from, int to, double limitMetresPerSecond) {

        public Road {
            Checks.amount(limitMetresPerSecond, "limitMetresPerSecond");
        }
    }

    /** @throws IllegalArgumentException for no road, a road without length or to nowhere, or a crossing that nobody can leave */
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

    /** Returns how long a road is. */
    double metres(int road) {
        return length(crossings, roads.get(road));
    }

    Crossing start(int road) {
        return crossings.get(roads.get(road).from());
    }

    Crossing end(int road) {
        return crossings.get(roads.get(road).to());
    }

    /** Returns the roads that may be taken at the end of one: all that leave there but the way back, unless it is the only one. */
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
