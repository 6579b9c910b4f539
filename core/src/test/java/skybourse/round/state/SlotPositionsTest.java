package skybourse.round.state;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Two wireless agents and one leader, by Pythagoras. */
class SlotPositionsTest {

    private static SlotPositions ends(double[] east, double[] north, long... stays) {
        return new SlotPositions(east, north, stays, 2);
    }

    private final SlotPositions before = ends(new double[] {1, 0, 4}, new double[] {1, 9, 5}, 0, 0, 0);

    @Test
    void groundDistanceIsHorizontal() {
        assertThat(before.groundMetres(0, 0)).isEqualTo(5);
        assertThat(before.groundMetres(1, 0)).isEqualTo(Math.hypot(4, 4));
    }

    /** The agent moves 3 m east, the leader 4 m north: 5 m relative to each other. A common move has no relative distance. */
    @Test
    void pairMovesByRelativeDistance() {
        SlotPositions now = ends(new double[] {4, 0, 4}, new double[] {1, 13, 9}, 0, 0, 0);
        assertThat(now.metresSince(before, 0, 0)).isEqualTo(5);
        assertThat(now.metresSince(before, 1, 0)).isZero();
    }

    @Test
    void newVisitHasNoDistance() {
        SlotPositions agentCame = ends(new double[] {1, 0, 4}, new double[] {1, 9, 5}, 1, 0, 0);
        assertThat(agentCame.metresSince(before, 0, 0)).isNaN();
        assertThat(agentCame.metresSince(before, 1, 0)).isZero();
        SlotPositions leaderLeft = ends(new double[] {1, 0, 4}, new double[] {1, 9, 5}, 0, 0, -1);
        assertThat(leaderLeft.metresSince(before, 0, 0)).isNaN();
    }
}
