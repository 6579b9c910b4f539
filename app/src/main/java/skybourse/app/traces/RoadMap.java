package skybourse.app.traces;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import skybourse.app.traces.Tracks.Point;
import skybourse.files.text.InvalidInputException;
import skybourse.round.motion.Roads;
import skybourse.round.motion.Roads.Crossing;
import skybourse.round.motion.Roads.Road;

/**
 * Road map derived from tracks. The plane is divided into squares. A road leads from a square to another one if a vehicle drove from the first to the
 * second between two successive samples (our method).
 *
 * <p>Suitable for many vehicles with a sample every few seconds. Unsuitable if samples are so rare that a vehicle does not drive straight between two
 * of them.
 */
final class RoadMap {

    /** Side of a square, in m: wider than a street, shorter than a block. */
    static final double SQUARE_METRES = 25;

    /** Maximum time between two samples of a track that are connected by a road, in s. */
    static final double GAP_SECONDS = 10;

    /** Maximum speed between two samples of a track that are connected by a road, in m/s. */
    static final double FASTEST = 60;

    private record Square(long east, long north) {

        static Square of(Point point) {
            return new Square((long) Math.floor(point.xMetres() / SQUARE_METRES), (long)
                    Math.floor(point.yMetres() / SQUARE_METRES));
        }
    }

    private record Way(Square from, Square to) {}

    /** Sum of x, sum of y, and number of points, by square. */
    private final Map<Square, double[]> places = new LinkedHashMap<>();

    /** Highest speed on each way, in m/s. */
    private final SequencedMap<Way, Double> speeds = new LinkedHashMap<>();

    private RoadMap() {}

    /**
     * Returns the roads on which vehicles drove. The speed limit of a road is the highest observed speed, but at least 0.1 m/s. If no vehicle left a
     * square, a road in the opposite direction of an incoming one is added.
     *
     * @param source name of the file, for messages
     * @param tracks tracks of the vehicles
     * @param middle point of the tracks' frame that becomes the origin of the scenario
     * @throws InvalidInputException if no vehicle drove from one square to another
     */
    static Roads of(String source, Tracks tracks, Point middle) {
        var map = new RoadMap();
        tracks.points().values().forEach(map::follow);
        if (map.speeds.isEmpty()) {
            throw new InvalidInputException(
                    source,
                    "must contain a vehicle that drives from one square of " + SQUARE_METRES + " m to another within "
                            + GAP_SECONDS + " s: 0",
                    "use metres, or omit --roads so that vehicles follow their tracks.");
        }
        map.addWaysBack();
        return map.roads(middle);
    }

    private void follow(List<Point> track) {
        for (int i = 0; i < track.size(); i++) {
            Point point = track.get(i);
            double[] sum = places.computeIfAbsent(Square.of(point), _ -> new double[3]);
            sum[0] += point.xMetres();
            sum[1] += point.yMetres();
            sum[2]++;
            if (i > 0) {
                drive(track.get(i - 1), point);
            }
        }
    }

    private void drive(Point from, Point to) {
        double seconds = to.seconds() - from.seconds();
        double speed = Math.hypot(to.xMetres() - from.xMetres(), to.yMetres() - from.yMetres()) / seconds;
        var way = new Way(Square.of(from), Square.of(to));
        if (seconds <= GAP_SECONDS && speed <= FASTEST && !way.from.equals(way.to)) {
            speeds.merge(way, speed, Math::max);
        }
    }

    private void addWaysBack() {
        List<Square> left =
                new ArrayList<>(speeds.keySet().stream().map(Way::from).toList());
        for (Way way : List.copyOf(speeds.keySet())) {
            if (!left.contains(way.to)) {
                speeds.put(new Way(way.to, way.from), speeds.get(way));
                left.add(way.to);
            }
        }
    }

    private static Road road(Way way, double speed, Map<Square, Integer> index) {
        return new Road(
                Objects.requireNonNull(index.get(way.from)),
                Objects.requireNonNull(index.get(way.to)),
                Math.max(0.1, ImportedMotion.rounded(speed)));
    }

    private static Crossing crossing(double[] sum, Point middle) {
        return new Crossing(
                ImportedMotion.rounded(sum[0] / sum[2] - middle.xMetres()),
                ImportedMotion.rounded(sum[1] / sum[2] - middle.yMetres()));
    }

    private Roads roads(Point middle) {
        SequencedMap<Square, Integer> index = new LinkedHashMap<>();
        for (Way way : speeds.keySet()) {
            index.putIfAbsent(way.from, index.size());
            index.putIfAbsent(way.to, index.size());
        }
        List<Crossing> crossings = index.keySet().stream()
                .map(places::get)
                .map(sum -> crossing(sum, middle))
                .toList();
        List<Road> roads = speeds.entrySet().stream()
                .map(way -> road(way.getKey(), way.getValue(), index))
                .toList();
        return new Roads(crossings, roads);
    }
}
