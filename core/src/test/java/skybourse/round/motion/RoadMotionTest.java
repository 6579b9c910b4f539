package skybourse.round.motion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import skybourse.base.random.RandomStreams;
import skybourse.round.motion.Roads.Crossing;
import skybourse.round.motion.Roads.Road;

/** A square of two-way streets with a dead end at one corner. */
class RoadMotionTest {

    private static final RandomStreams STREAMS = new RandomStreams(3);
    private static final List<Crossing> CORNERS = List.of(
            new Crossing(0, 0),
            new Crossing(100, 0),
            new Crossing(100, 100),
            new Crossing(0, 100),
            new Crossing(200, 100));
    private static final Roads TOWN = new Roads(
            CORNERS,
            List.of(
                    new Road(0, 1, 10),
                    new Road(1, 0, 10),
                    new Road(1, 2, 10),
                    new Road(2, 1, 10),
                    new Road(2, 3, 20),
                    new Road(3, 2, 20),
                    new Road(3, 0, 20),
                    new Road(0, 3, 20),
                    new Road(2, 4, 5),
                    new Road(4, 2, 5)));

    @Test
    void turnsBackOnlyAtDeadEnds() {
        assertThat(TOWN.choices(0)).containsExactly(2); // at (100, 0) straight on, not back
        assertThat(TOWN.choices(2)).containsExactly(4, 8);
        assertThat(TOWN.choices(8)).containsExactly(9); // the dead end
    }

    @Test
    void speedsAreWithinLimitsAndAllRoadsAreUsed() {
        var motion = new RoadMotion(TOWN);
        StraightSegment leg = (StraightSegment) motion.firstLeg(STREAMS, "MA1");
        assertThat(leg.startSeconds()).isZero();
        int[] taken = new int[TOWN.roads().size()];
        for (int n = 0; n < 3000; n++) {
            StraightSegment next = (StraightSegment) motion.nextLeg(leg, STREAMS, "MA1");
            assertThat(TOWN.choices(leg.place())).contains(next.place());
            assertThat(next.fromEast()).isEqualTo(leg.toEast());
            assertThat(next.startSeconds()).isEqualTo(leg.endSeconds());
            double limit = TOWN.roads().get(next.place()).limitMetresPerSecond();
            double speed = TOWN.metres(next.place()) / (next.endSeconds() - next.startSeconds());
            assertThat(speed).isBetween(0.8 * limit - 1e-6, limit + 1e-6);
            taken[next.place()]++;
            leg = next;
        }
        // from the south, two of three roads at (100, 100) can be taken: half of the agents take the dead end
        assertThat(taken).doesNotContain(0);
        assertThat(taken[8]).isEqualTo(taken[9]);
    }

    @Test
    void startRoadsFollowTravelTimes() {
        var motion = new RoadMotion(TOWN);
        int slow = 0;
        for (int a = 0; a < 20_000; a++) {
            StraightSegment leg = (StraightSegment) motion.firstLeg(STREAMS, "MA" + a);
            slow += leg.place() >= 8 ? 1 : 0;
        }
        // two roads of 20 s, four of 10 s and four of 5 s
        assertThat(slow / 20_000.0).isCloseTo(0.4, within(0.02));
    }

    @Test
    void rejectsInvalidRoadMaps() {
        assertThatThrownBy(() -> new Roads(CORNERS, List.of())).hasMessage("roads must not be empty");
        assertThatThrownBy(() -> new Roads(CORNERS, List.of(new Road(0, 0, 10))))
                .hasMessageContaining("length of roads[0] must be positive");
        assertThatThrownBy(() -> new Roads(CORNERS, List.of(new Road(0, 7, 10))))
                .hasMessageContaining("roads[0].to");
        assertThatThrownBy(() -> new Roads(CORNERS, List.of(new Road(0, 1, 10))))
                .hasMessage("roads[0].to must be a crossing that a road leaves: 1");
    }

    /** A road of 100 m that leads from (0, 0) to (60, 80) and back, at 10 and 5 m/s. */
    private static final Roads LANE = new Roads(
            List.of(new Crossing(0, 0), new Crossing(60, 80)), List.of(new Road(0, 1, 10), new Road(1, 0, 5)));

    @Test
    void roadLengthIsDistanceOfItsEnds() {
        assertThat(LANE.metres(0)).isEqualTo(100);
        assertThat(LANE.start(1)).isEqualTo(new Crossing(60, 80));
        assertThat(LANE.end(1)).isEqualTo(new Crossing(0, 0));
    }

    /** The first leg begins within a road and takes the remaining time. Two thirds of the agents are on the slow road. */
    @Test
    void firstLegIsRemainderOfRoad() {
        var motion = new RoadMotion(LANE);
        int slow = 0;
        double drivenShare = 0;
        for (int a = 0; a < 4_000; a++) {
            StraightSegment first = (StraightSegment) motion.firstLeg(STREAMS, "MA" + a);
            Crossing from = LANE.start(first.place());
            Crossing to = LANE.end(first.place());
            assertThat(first.toEast()).isEqualTo(to.eastMetres());
            assertThat(first.toNorth()).isEqualTo(to.northMetres());
            double share = (first.fromEast() - from.eastMetres()) / (to.eastMetres() - from.eastMetres());
            assertThat(share).isBetween(0.0, 1.0);
            assertThat(first.fromNorth())
                    .isCloseTo(from.northMetres() + share * (to.northMetres() - from.northMetres()), within(1e-9));
            double limit = first.place() == 0 ? 10 : 5;
            double speed = 100 * (1 - share) / first.endSeconds();
            assertThat(speed).isBetween(0.8 * limit - 1e-6, limit + 1e-6);
            slow += first.place();
            drivenShare += share / 4_000;
        }
        assertThat(slow / 4_000.0).isCloseTo(2 / 3.0, within(0.03));
        assertThat(drivenShare).isCloseTo(0.5, within(0.02));
    }

    @Test
    void nextRoadStartsAtEndOfLast() {
        var motion = new RoadMotion(LANE);
        var last = new StraightSegment(7, 3, 13, 0, 0, 60, 80, 0, 0);
        double speeds = 0;
        for (int a = 0; a < 2_000; a++) {
            StraightSegment next = (StraightSegment) motion.nextLeg(last, STREAMS, "MA" + a);
            assertThat(next.number()).isEqualTo(8);
            assertThat(next.place()).isEqualTo(1);
            assertThat(next.startSeconds()).isEqualTo(13);
            assertThat(next.fromEast()).isEqualTo(60);
            assertThat(next.fromNorth()).isEqualTo(80);
            assertThat(next.toNorth()).isZero();
            speeds += 100 / (next.endSeconds() - 13) / 2_000;
        }
        assertThat(speeds).as("mean speed is 0.9 of the limit").isCloseTo(4.5, within(0.03));
    }

    @Test
    void turnsAreEquallyLikely() {
        var motion = new RoadMotion(TOWN);
        var last = new StraightSegment(7, 3, 13, 100, 0, 100, 100, 2, 0);
        int ahead = 0;
        for (int a = 0; a < 2_000; a++) {
            ahead += ((StraightSegment) motion.nextLeg(last, STREAMS, "MA" + a)).place() == 8 ? 1 : 0;
        }
        assertThat(ahead / 2_000.0).isCloseTo(0.5, within(0.05));
    }

    @Test
    void rejectsInvalidCrossingsAndRoads() {
        assertThatThrownBy(() -> new Crossing(Double.NaN, 0)).hasMessageContaining("eastMetres must be finite");
        assertThatThrownBy(() -> new Crossing(0, Double.NaN)).hasMessageContaining("northMetres must be finite");
        assertThatThrownBy(() -> new Road(0, 1, 0)).hasMessageContaining("limitMetresPerSecond");
        for (int unknown : new int[] {-1, 5}) {
            assertThatThrownBy(() -> new Roads(CORNERS, List.of(new Road(unknown, 0, 10))))
                    .hasMessageContaining("roads[0].from");
            assertThatThrownBy(() -> new Roads(CORNERS, List.of(new Road(0, unknown, 10))))
                    .hasMessageContaining("roads[0].to");
        }
    }
}
