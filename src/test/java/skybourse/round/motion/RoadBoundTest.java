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
class RoadBoundTest {

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
    void whoDrivesTurnsBackOnlyAtADeadEnd() {
        assertThat(TOWN.choices(0)).containsExactly(2); // at (100, 0) on, not back
        assertThat(TOWN.choices(2)).containsExactly(4, 8);
        assertThat(TOWN.choices(8)).containsExactly(9); // the dead end
    }

    @Test
    void speedsKeepToTheLimitAndEveryRoadIsTaken() {
        var motion = new RoadBound(TOWN);
        Straight leg = (Straight) motion.first(STREAMS, "MA1");
        assertThat(leg.startSeconds()).isZero();
        int[] taken = new int[TOWN.roads().size()];
        for (int n = 0; n < 3000; n++) {
            Straight next = (Straight) motion.after(leg, STREAMS, "MA1");
            assertThat(TOWN.choices(leg.place())).contains(next.place());
            assertThat(next.fromEast()).isEqualTo(leg.toEast());
            assertThat(next.startSeconds()).isEqualTo(leg.endSeconds());
            double limit = TOWN.roads().get(next.place()).limitMetresPerSecond();
            double speed = TOWN.metres(next.place()) / (next.endSeconds() - next.startSeconds());
            assertThat(speed).isBetween(0.8 * limit - 1e-6, limit + 1e-6);
            taken[next.place()]++;
            leg = next;
        }
        // three ways at (100, 100), two of them open: the dead end gets half of those that come from below
        assertThat(taken).doesNotContain(0);
        assertThat(taken[8]).isEqualTo(taken[9]);
    }

    @Test
    void itStartsOnRoadsByTheTimeTheyTake() {
        var motion = new RoadBound(TOWN);
        int slow = 0;
        for (int a = 0; a < 20_000; a++) {
            Straight leg = (Straight) motion.first(STREAMS, "MA" + a);
            slow += leg.place() >= 8 ? 1 : 0;
        }
        // two roads of 20 s, four of 10 s and four of 5 s
        assertThat(slow / 20_000.0).isCloseTo(0.4, within(0.02));
    }

    @Test
    void mapsThatNobodyCanDriveOnAreRefused() {
        assertThatThrownBy(() -> new Roads(CORNERS, List.of())).hasMessage("roads must not be empty");
        assertThatThrownBy(() -> new Roads(CORNERS, List.of(new Road(0, 0, 10))))
                .hasMessageContaining("length of roads[0] must be positive");
        assertThatThrownBy(() -> new Roads(CORNERS, List.of(new Road(0, 7, 10))))
                .hasMessageContaining("roads[0].to");
        assertThatThrownBy(() -> new Roads(CORNERS, List.of(new Road(0, 1, 10))))
                .hasMessage("roads[0].to must be a crossing that a road leaves: 1");
    }
}
