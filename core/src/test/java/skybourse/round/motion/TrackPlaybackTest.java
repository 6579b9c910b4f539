package skybourse.round.motion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import skybourse.base.random.RandomStreams;

/** A track of four samples with a gap in the middle: at 10, 14, 44 and 48 s. */
class TrackPlaybackTest {

    private static final RandomStreams STREAMS = new RandomStreams(1);
    private static final Track TRACK =
            Track.of(new double[] {10, 14, 44, 48}, new double[] {0, 40, 100, 100}, new double[] {0, 0, 0, 20}, 60);

    private static MotionSegment at(TrackPlayback motion, double seconds) {
        return motion.legAt(seconds, motion.firstLeg(STREAMS, "MA1"), STREAMS, "MA1");
    }

    @Test
    void isStraightBetweenSamplesAndAbsentOtherwise() {
        var motion = new TrackPlayback(TRACK, 5, 10, false);
        assertThat(at(motion, 4.9).isPresent()).isFalse();
        assertThat(at(motion, 5).eastMetres(5)).isZero();
        assertThat(at(motion, 7).eastMetres(7)).isEqualTo(20);
        assertThat(at(motion, 9).isPresent()).as("30 s without a sample").isFalse();
        assertThat(at(motion, 41).northMetres(41)).isEqualTo(10);
        assertThat(at(motion, 43).isPresent()).isFalse();
        assertThat(at(motion, 1e9).isPresent()).isFalse();
        assertThat(at(motion, 7).visit()).isZero();
        assertThat(at(motion, 41).visit()).isEqualTo(1);
        assertThatThrownBy(() -> at(motion, 9).eastMetres(9)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void bridgesGapsUpToLimit() {
        MotionSegment leg = at(new TrackPlayback(TRACK, 0, 30, false), 19);
        assertThat(leg.isPresent()).isTrue();
        assertThat(leg.eastMetres(19)).isCloseTo(70, within(1e-12));
    }

    @Test
    void negativeShiftStartsWithinOrAfterTrack() {
        assertThat(at(new TrackPlayback(TRACK, -2, 10, false), 0).eastMetres(0)).isEqualTo(20);
        assertThat(at(new TrackPlayback(TRACK, -50, 10, false), 0).isPresent()).isFalse();
    }

    @Test
    void loopRestartsAtSeam() {
        var motion = new TrackPlayback(TRACK, 0, 10, true);
        assertThat(motion.track().lengthSeconds()).isEqualTo(38);
        MotionSegment last = at(motion, 37.9);
        MotionSegment again = at(motion, 38);
        assertThat(last.northMetres(38)).isEqualTo(20);
        assertThat(again.eastMetres(38)).isZero();
        assertThat(again.visit()).isEqualTo(last.visit() + 1);
        assertThat(at(motion, 38 * 1000 + 2).eastMetres(38 * 1000 + 2)).isEqualTo(20);
        // a loop that starts later also runs before its start: 4 s before it, the window is at 34 s
        assertThat(at(new TrackPlayback(TRACK, 3, 10, true), 1).northMetres(1)).isEqualTo(10);
    }

    /** Regression test: quotients that were rounded across the seam made the agent absent. */
    @Test
    void loopIsPresentAtTimeZeroForAllShifts() {
        double[][] lengthsAndShifts = {{380.697, -4949.061}, {0.3, 0.9}, {0.1, -3.9}};
        for (double[] each : lengthsAndShifts) {
            Track track = Track.of(new double[] {0, each[0]}, new double[] {0, 1}, new double[] {0, 0}, 60);
            var motion = new TrackPlayback(track, each[1], 1e6, true);
            assertThat(at(motion, 0).isPresent())
                    .as("%s s from %s s", each[0], each[1])
                    .isTrue();
            assertThat(at(motion, 100).isPresent()).isTrue();
        }
    }

    @Test
    void dropsAndCountsJumps() {
        Track jumping =
                Track.of(new double[] {0, 1, 2, 3}, new double[] {0, 5, 500, 15}, new double[] {0, 0, 0, 0}, 10);
        assertThat(jumping.dropped()).isEqualTo(1);
        assertThat(jumping.segments()).isEqualTo(2);
        assertThat(at(new TrackPlayback(jumping, 0, 10, false), 2).eastMetres(2))
                .isEqualTo(10);
    }

    @Test
    void rejectsInvalidTracks() {
        double[] two = {0, 1};
        assertThatThrownBy(() -> Track.of(new double[] {1, 1}, two, two, 60))
                .hasMessage("seconds[1] must be later than the previous sample: 1.0");
        assertThatThrownBy(() -> Track.of(new double[0], new double[0], new double[0], 60))
                .hasMessage("a track must keep two samples or more: 0");
        assertThatThrownBy(() -> Track.of(two, new double[] {0, 1e6}, two, 60))
                .hasMessage("a track must keep two samples or more: 1");
        assertThatThrownBy(() -> Track.of(two, new double[] {0, Double.NaN}, two, 60))
                .hasMessageContaining("eastMetres[1] must be finite");
        assertThatThrownBy(() -> Track.of(two, new double[1], two, 60))
                .hasMessageContaining("each time must have a place");
    }

    /** Legs with segments, times and visits: a gap begins another visit. */
    @Test
    void legsFollowSamples() {
        var motion = new TrackPlayback(TRACK, 5, 10, false);
        MotionSegment before = motion.firstLeg(STREAMS, "MA1");
        assertThat(before).isEqualTo(new Absence(0, 0, 5, -1, -1));
        MotionSegment one = motion.nextLeg(before, STREAMS, "MA1");
        assertThat(one).isEqualTo(new StraightSegment(1, 5, 9, 0, 0, 40, 0, 0, 0));
        MotionSegment gap = motion.nextLeg(one, STREAMS, "MA1");
        assertThat(gap).isEqualTo(new Absence(2, 9, 39, 1, 0));
        MotionSegment two = motion.nextLeg(gap, STREAMS, "MA1");
        assertThat(two).isEqualTo(new StraightSegment(3, 39, 43, 100, 0, 100, 20, 2, 1));
        assertThat(motion.nextLeg(two, STREAMS, "MA1")).isEqualTo(new Absence(4, 43, Double.POSITIVE_INFINITY, 3, 1));
    }

    /** With a window of 38 s and a start at -50 s, time 0 is 12 s into the second window. */
    @Test
    void loopStartedBeforeTimeZeroIsWithinWindow() {
        var motion = new TrackPlayback(TRACK, -50, 10, true);
        MotionSegment first = motion.firstLeg(STREAMS, "MA1");
        assertThat(first).isEqualTo(new Absence(0, -8, 22, 4, 0));
        MotionSegment next = motion.nextLeg(first, STREAMS, "MA1");
        assertThat(next).isEqualTo(new StraightSegment(1, 22, 26, 100, 0, 100, 20, 5, 1));
        assertThat(motion.nextLeg(next, STREAMS, "MA1")).isEqualTo(new StraightSegment(2, 26, 30, 0, 0, 40, 0, 6, 2));
        var edge = new TrackPlayback(TRACK, -38, 10, true).firstLeg(STREAMS, "MA1");
        assertThat(edge).as("at the seam").isEqualTo(new StraightSegment(0, 0, 4, 0, 0, 40, 0, 3, 0));
    }

    @Test
    void trackWithoutLoopEndsInAbsence() {
        assertThat(new TrackPlayback(TRACK, -38, 10, false).firstLeg(STREAMS, "MA1"))
                .isEqualTo(new Absence(0, 0, Double.POSITIVE_INFINITY, 3, 0));
        assertThat(new TrackPlayback(TRACK, 0, 10, false)
                        .firstLeg(STREAMS, "MA1")
                        .startSeconds())
                .isZero();
        assertThat(new TrackPlayback(TRACK, -4, 30, false).firstLeg(STREAMS, "MA1"))
                .as("gap of exactly the bridged length")
                .isEqualTo(new StraightSegment(0, 0 - 0.0, 30, 40, 0, 100, 0, 1, 0));
        assertThatThrownBy(() -> new TrackPlayback(TRACK, 0, 0, true)).hasMessageContaining("gapSeconds");
        assertThatThrownBy(() -> new TrackPlayback(TRACK, 1e19, 1, true)).hasMessageContaining("shiftSeconds");
    }

    /** A speed of 10 m/s is accepted, a slightly higher one is not. A dropped sample does not affect the next. */
    @Test
    void acceptsSamplesUpToLargestSpeed() {
        double[] north = {100, 100, 100, 106};
        Track track = Track.of(new double[] {5, 6, 7, 8}, new double[] {0, 10, 20.001, 18}, north, 10);
        assertThat(track.dropped()).isEqualTo(1);
        assertThat(track.segments()).isEqualTo(2);
        assertThat(track.second(0)).isZero();
        assertThat(track.second(1)).isEqualTo(1);
        assertThat(track.second(2)).isEqualTo(3);
        assertThat(track.east(2)).isEqualTo(18);
        assertThat(track.north(2)).isEqualTo(106);
        assertThat(track.segmentAt(0)).isZero();
        assertThat(track.segmentAt(0.5)).isZero();
        assertThat(track.segmentAt(1)).isEqualTo(1);
        assertThat(track.segmentAt(2.5)).isEqualTo(1);
        double[] two = {0, 1};
        assertThatThrownBy(() -> Track.of(new double[] {0, Double.NaN}, two, two, 60))
                .hasMessageContaining("seconds[1] must be finite");
        assertThatThrownBy(() -> Track.of(two, two, new double[] {0, Double.NaN}, 60))
                .hasMessageContaining("northMetres[1] must be finite");
        assertThatThrownBy(() -> Track.of(two, two, new double[1], 60)).hasMessageContaining("each time must");
        assertThatThrownBy(() -> Track.of(two, two, two, 0)).hasMessageContaining("mostMetresPerSecond");
    }
}
