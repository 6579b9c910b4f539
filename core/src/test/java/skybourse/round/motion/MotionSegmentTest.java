package skybourse.round.motion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import skybourse.base.random.RandomStreams;
import skybourse.testing.Copies;

/** Legs and their area, compared with manual calculations. */
class MotionSegmentTest {

    private static final RandomStreams STREAMS = new RandomStreams(1);

    /** From (10, 20) at 4 s to (30, 0) at 8 s. */
    private static final StraightSegment LEG = new StraightSegment(3, 4, 8, 10, 20, 30, 0, 5, 6);

    @Test
    void legIsStraightAtConstantSpeed() {
        assertThat(LEG.eastMetres(5)).isEqualTo(15);
        assertThat(LEG.northMetres(5)).isEqualTo(15);
        assertThat(LEG.share(5)).isEqualTo(0.25);
        assertThat(LEG.eastMetres(8)).isEqualTo(30);
        assertThat(LEG.eastMetres(1)).as("before it starts").isEqualTo(10);
        assertThat(LEG.northMetres(99)).as("after it ends").isZero();
        assertThat(LEG.isRest()).isFalse();
        assertThat(LEG.isPresent()).isTrue();
        assertThat(LEG.visit()).isEqualTo(6);
    }

    @Test
    void restHasEqualEndPoints() {
        StraightSegment rest = StraightSegment.rest(2, 1, 5, 7, 9);
        assertThat(rest.isRest()).isTrue();
        assertThat(rest.eastMetres(3)).isEqualTo(7);
        assertThat(rest.northMetres(3)).isEqualTo(9);
        assertThat(new StraightSegment(0, 0, 1, 7, 9, 7, 8, 0, 0).isRest()).isFalse();
        assertThat(new StraightSegment(0, 0, 1, 6, 9, 7, 9, 0, 0).isRest()).isFalse();
        assertThat(StraightSegment.rest(0, 5, 5, 7, 9).share(5))
                .as("zero duration")
                .isEqualTo(1);
    }

    @Test
    void stationaryLegNeverEnds() {
        var standing = new Stationary(3, 4);
        MotionSegment leg = standing.firstLeg(STREAMS, "WA1");
        assertThat(leg.endSeconds()).isInfinite();
        assertThat(leg.eastMetres(1e9)).isEqualTo(3);
        assertThat(leg.northMetres(1e9)).isEqualTo(4);
        assertThat(standing.legAt(1e18, leg, STREAMS, "WA1")).isSameAs(leg);
        assertThatThrownBy(() -> standing.nextLeg(leg, STREAMS, "WA1")).hasMessageContaining("nothing follows");
    }

    @Test
    void absenceHasNoPosition() {
        var absence = new Absence(2, 1, 5, 4, 3);
        assertThat(absence.isPresent()).isFalse();
        assertThat(absence.visit()).isEqualTo(3);
        assertThatThrownBy(() -> absence.eastMetres(2)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> absence.northMetres(2)).isInstanceOf(IllegalStateException.class);
    }

    /** 8 m to the east from 5 m, with a border at 10 m: 9 m after half of the step, mirrored to 7 m at its end. */
    @Test
    void gaussMarkovStepIsMirroredAtBorders() {
        var velocity = new GaussMarkovSegment.Velocity(8, 3, 8, 3);
        var drift = new GaussMarkovSegment(0, 2, 4, new Area(10, 20), 5, 6, 8, -16, velocity);
        assertThat(drift.eastMetres(3)).isEqualTo(9);
        assertThat(drift.northMetres(3)).isEqualTo(2);
        assertThat(drift.eastMetres(4)).isEqualTo(7);
        assertThat(drift.northMetres(4)).isEqualTo(10);
        assertThat(velocity.mirrored(false, true)).isEqualTo(new GaussMarkovSegment.Velocity(8, -3, 8, -3));
        assertThat(drift.visit()).isZero();
    }

    /** Mean distances of two points in 2 by 1 and 400 by 300, from quadrature. */
    @Test
    void areaContainsItsBorder() {
        var area = new Area(300, 400);
        assertThat(area.diagonalMetres()).isEqualTo(500);
        assertThat(area.meanDistanceMetres()).isCloseTo(183.459, within(2e-3));
        assertThat(new Area(2, 1).meanDistanceMetres()).isCloseTo(0.80477, within(1e-5));
        assertThat(area.holds(0, 0)).isTrue();
        assertThat(area.holds(300, 400)).isTrue();
        assertThat(area.holds(-1e-9, 1)).isFalse();
        assertThat(area.holds(1, -1e-9)).isFalse();
        assertThat(area.holds(300.1, 1)).isFalse();
        assertThat(area.holds(1, 400.1)).isFalse();
        assertThat(Area.mirrored(10, 10)).isEqualTo(10);
        assertThat(Area.isTurned(9.5, 10)).isFalse();
    }

    /** A checkpoint restores each kind of leg. */
    @Test
    void checkpointRestoresLegs() {
        var area = new Area(10, 20);
        var drift = new GaussMarkovSegment(1, 2, 4, area, 5, 6, 8, -16, new GaussMarkovSegment.Velocity(9, 3, 7, 2));
        var gone = new Absence(2, 1, 5, 4, 3);
        List<Motion> motions = List.of(
                new Stationary(0, 0), new GaussMarkov(area, 1, 1, 1, 1), new Stationary(0, 0), new Stationary(0, 0));
        MotionSegment[] legs = {LEG, drift, gone, StraightSegment.rest(0, 0, 1, 2, 3)};
        var copies = new Copies();
        MotionSegmentArchive.exchange(legs.clone(), motions, copies);
        // legs of a different kind than the restored ones, if a motion has several kinds
        MotionSegment[] read = {
            gone,
            new GaussMarkovSegment(0, 0, 0, area, 0, 0, 0, 0, new GaussMarkovSegment.Velocity(0, 0, 0, 0)),
            LEG,
            gone
        };
        MotionSegmentArchive.exchange(read, motions, copies.read());
        assertThat(copies.isEmpty()).isTrue();
        assertThat(read).containsExactly(legs);
    }
}
