package skybourse.app.traces;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import skybourse.app.traces.Tracks.Point;
import skybourse.round.motion.Roads;
import skybourse.round.motion.Roads.Crossing;
import skybourse.round.motion.Roads.Road;

/** Squares have sides of 25 m. */
class RoadMapTest {

    private static Roads roads(List<Point> first, List<Point> second) {
        Map<String, List<Point>> points = new LinkedHashMap<>();
        points.put("a", first);
        points.put("b", second);
        return RoadMap.of("t.csv", new Tracks(points), new Point(0, 100, 1000));
    }

    /** Crossings are means of all samples in a square; the fastest sample sets a road's limit; dead ends get a road back. */
    @Test
    void roadsConnectSquares() {
        Roads roads = roads(
                List.of(new Point(0, 10, 10), new Point(1, 12, 10), new Point(3, 30, 10), new Point(5, 60, 10)),
                List.of(new Point(7, 14, 13), new Point(8, 34, 13)));
        assertThat(roads.crossings())
                .containsExactly(new Crossing(-88, -989), new Crossing(-68, -988.5), new Crossing(-40, -990));
        assertThat(roads.roads()).containsExactly(new Road(0, 1, 20), new Road(1, 2, 15), new Road(2, 1, 15));
    }

    /** Two roads end in one square: one road leads back, along the first of them. */
    @Test
    void deadEndHasOneRoadBack() {
        Roads roads = roads(
                List.of(new Point(0, 10, 10), new Point(1, 40, 10)),
                List.of(new Point(0, 60, 10), new Point(1, 40, 10)));
        assertThat(roads.roads()).containsExactly(new Road(0, 1, 30), new Road(2, 1, 20), new Road(1, 0, 30));
    }

    /** Gaps of 10 s and 10.5 s, speeds of 60 m/s and 61 m/s. */
    @Test
    void distantSamplesGiveNoRoad() {
        Roads roads = roads(
                List.of(new Point(0, 0, 0), new Point(10, 0, 30), new Point(20.5, 0, 60)),
                List.of(new Point(0, 200, 0), new Point(1, 260, 0), new Point(2, 321, 0)));
        assertThat(roads.crossings())
                .containsExactly(
                        new Crossing(-100, -1000),
                        new Crossing(-100, -970),
                        new Crossing(100, -1000),
                        new Crossing(160, -1000));
        assertThat(roads.roads())
                .containsExactly(new Road(0, 1, 3), new Road(2, 3, 60), new Road(1, 0, 3), new Road(3, 2, 60));
    }

    @Test
    void speedLimitsAreAtLeastOneTenth() {
        assertThat(roads(List.of(new Point(0, 24.9, 0), new Point(10, 25.1, 0)), List.of(new Point(0, 0, 0)))
                        .roads())
                .containsExactly(new Road(0, 1, 0.1), new Road(1, 0, 0.1));
    }

    @Test
    void negativeCoordinatesAreInOtherSquares() {
        assertThat(roads(List.of(new Point(0, -1, -1), new Point(1, 1, -1)), List.of(new Point(0, 1, 1)))
                        .crossings())
                .hasSize(2);
    }

    @Test
    void rejectsVehiclesThatDoNotMove() {
        List<Point> stands = List.of(new Point(0, 10, 10), new Point(1, 12, 10));
        assertThatThrownBy(() -> roads(stands, stands))
                .hasMessageStartingWith("t.csv: must contain a vehicle that drives from one square of 25.0 m to another"
                        + " within 10.0 s: 0");
    }
}
