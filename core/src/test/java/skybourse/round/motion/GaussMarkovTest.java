package skybourse.round.motion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import skybourse.base.random.RandomStreams;

class GaussMarkovTest {

    private static final RandomStreams STREAMS = new RandomStreams(7);
    private static final Area WIDE = new Area(1e6, 1e6);
    private static final int AGENTS = 40_000;

    /** Velocities to the east at the end of a step, for all agents. */
    private static double[] velocities(GaussMarkov motion, int step) {
        return IntStream.range(0, AGENTS)
                .mapToDouble(a -> ((GaussMarkovSegment) motion.legAt(
                                (step + 0.5) * motion.stepSeconds(),
                                motion.firstLeg(STREAMS, "MA" + a),
                                STREAMS,
                                "MA" + a))
                        .end()
                        .east())
                .toArray();
    }

    private static double meanProduct(double[] a, double[] b) {
        return IntStream.range(0, a.length)
                .mapToDouble(i -> a[i] * b[i])
                .average()
                .orElseThrow();
    }

    /** Variance sigma^2 at every step; after m steps of tau the correlation is exp(-m tau / T_c), for any tau. */
    @Test
    void velocityCorrelationDependsOnTimeNotSteps() {
        double spread = 3;
        for (double step : new double[] {0.5, 1}) {
            var motion = new GaussMarkov(WIDE, 0, spread, 4, step);
            int perSecond = (int) (1 / step);
            double[] start = velocities(motion, perSecond - 1); // at 1 s
            double[] oneLater = velocities(motion, 2 * perSecond - 1);
            double[] fourLater = velocities(motion, 5 * perSecond - 1);
            assertThat(meanProduct(start, start)).isCloseTo(9, within(0.25));
            assertThat(meanProduct(fourLater, fourLater)).isCloseTo(9, within(0.25));
            assertThat(meanProduct(start, oneLater) / 9).isCloseTo(Math.exp(-0.25), within(0.025));
            assertThat(meanProduct(start, fourLater) / 9).isCloseTo(Math.exp(-1), within(0.025));
        }
    }

    @Test
    void meanVelocityIsPreserved() {
        var motion = new GaussMarkov(WIDE, 10, 1, 2, 1);
        for (int a = 0; a < 50; a++) {
            GaussMarkovSegment first = (GaussMarkovSegment) motion.firstLeg(STREAMS, "MA" + a);
            assertThat(Math.hypot(first.end().meanEast(), first.end().meanNorth()))
                    .isCloseTo(10, within(1e-12));
            GaussMarkovSegment later = (GaussMarkovSegment) motion.legAt(1000, first, STREAMS, "MA" + a);
            double metres = Math.hypot(
                    later.eastMetres(1000) - first.eastMetres(0), later.northMetres(1000) - first.northMetres(0));
            if (Area.mirrored(first.fromEast() + 1000 * first.end().meanEast(), 1e6)
                            == first.fromEast() + 1000 * first.end().meanEast()
                    && Area.mirrored(first.fromNorth() + 1000 * first.end().meanNorth(), 1e6)
                            == first.fromNorth() + 1000 * first.end().meanNorth()) {
                assertThat(metres)
                        .isCloseTo(10_000, within(450.0)); // five standard deviations of sqrt(2 sigma^2 T_c t)
            }
        }
    }

    /** An agent at 8 m moves at 5 m/s towards a border at 10 m. One second later it is at 7 m and moves back. */
    @Test
    void borderMirrorsPositionVelocityAndMean() {
        assertThat(Area.mirrored(13, 10)).isEqualTo(7);
        assertThat(Area.isTurned(13, 10)).isTrue();
        assertThat(Area.mirrored(-3, 10)).isEqualTo(3);
        assertThat(Area.isTurned(-3, 10)).isTrue();
        assertThat(Area.mirrored(24, 10)).isEqualTo(4);
        assertThat(Area.isTurned(24, 10)).isFalse();
        assertThat(Area.mirrored(-17, 10)).isEqualTo(3);
        assertThat(new GaussMarkovSegment.Velocity(5, 1, 4, 2).mirrored(true, false))
                .isEqualTo(new GaussMarkovSegment.Velocity(-5, 1, -4, 2));
        var narrow = new Area(10, 10);
        var motion = new GaussMarkov(narrow, 5, 0, 1, 1);
        MotionSegment leg = motion.firstLeg(STREAMS, "MA1");
        double speed = 0;
        for (int k = 0; k < 100; k++) {
            for (double t = k; t < k + 1; t += 0.125) {
                assertThat(narrow.holds(leg.eastMetres(t), leg.northMetres(t))).isTrue();
            }
            GaussMarkovSegment.Velocity end = ((GaussMarkovSegment) leg).end();
            speed = Math.hypot(end.east(), end.north());
            assertThat(end.east())
                    .as("velocity and mean are mirrored together")
                    .isCloseTo(end.meanEast(), within(1e-9));
            MotionSegment next = motion.nextLeg(leg, STREAMS, "MA1");
            assertThat(next.eastMetres(k + 1)).isCloseTo(leg.eastMetres(k + 1), within(1e-12));
            leg = next;
        }
        assertThat(speed).isCloseTo(5, within(1e-9));
    }

    /** The new velocity is e^-1 of (5, 1) plus 1 - e^-1 of (4, 2). The move uses the mean of both velocities. */
    @Test
    void velocityDecaysToMeanWithoutNoise() {
        var motion = new GaussMarkov(WIDE, 4, 0, 2, 2);
        var last =
                new GaussMarkovSegment(6, 12, 14, WIDE, 500, 600, 10, 20, new GaussMarkovSegment.Velocity(5, 1, 4, 2));
        GaussMarkovSegment next = (GaussMarkovSegment) motion.nextLeg(last, STREAMS, "MA1");
        double kept = Math.exp(-1);
        assertThat(next.number()).isEqualTo(7);
        assertThat(next.startSeconds()).isEqualTo(14);
        assertThat(next.endSeconds()).isEqualTo(16);
        assertThat(next.fromEast()).isEqualTo(510);
        assertThat(next.fromNorth()).isEqualTo(620);
        assertThat(next.end().east()).isCloseTo(4 + kept, within(1e-12));
        assertThat(next.end().north()).isCloseTo(2 - kept, within(1e-12));
        assertThat(next.eastMove()).isCloseTo(9 + kept, within(1e-12));
        assertThat(next.northMove()).isCloseTo(3 - kept, within(1e-12));
    }

    /** On both axes: uniform positions, mean velocities of the set length in uniform directions, and noise of the set spread. */
    @Test
    void initialStateIsStationary() {
        var motion = new GaussMarkov(new Area(600, 300), 10, 2, 1e9, 1e-9);
        double[] sums = new double[8];
        int agents = 4_000;
        for (int a = 0; a < agents; a++) {
            GaussMarkovSegment first = (GaussMarkovSegment) motion.firstLeg(STREAMS, "MA" + a);
            GaussMarkovSegment.Velocity v = first.end();
            assertThat(first.fromEast()).isBetween(0.0, 600.0);
            assertThat(first.fromNorth()).isBetween(0.0, 300.0);
            sums[0] += first.fromEast();
            sums[1] += first.fromNorth();
            sums[2] += v.meanEast();
            sums[3] += v.meanNorth();
            sums[4] += v.meanEast() * v.meanEast();
            sums[5] += (v.east() - v.meanEast()) * (v.east() - v.meanEast());
            sums[6] += (v.north() - v.meanNorth()) * (v.north() - v.meanNorth());
            sums[7] += (v.north() - v.meanNorth()) * (v.east() - v.meanEast());
        }
        assertThat(sums[0] / agents).isCloseTo(300, within(14.0));
        assertThat(sums[1] / agents).isCloseTo(150, within(7.0));
        assertThat(sums[2] / agents).isCloseTo(0, within(0.6));
        assertThat(sums[3] / agents).isCloseTo(0, within(0.6));
        assertThat(sums[4] / agents).isCloseTo(50, within(3.0));
        assertThat(sums[5] / agents).isCloseTo(4, within(0.5));
        assertThat(sums[6] / agents).isCloseTo(4, within(0.5));
        assertThat(sums[7] / agents).isCloseTo(0, within(0.4));
    }

    @Test
    void axesHaveNoiseOfSameVariance() {
        var motion = new GaussMarkov(WIDE, 0, 3, 1, 1);
        var stationary =
                new GaussMarkovSegment(0, 0, 1, WIDE, 5e5, 5e5, 0, 0, new GaussMarkovSegment.Velocity(0, 0, 0, 0));
        double east = 0;
        double north = 0;
        for (int a = 0; a < 4_000; a++) {
            GaussMarkovSegment.Velocity v = ((GaussMarkovSegment) motion.nextLeg(stationary, STREAMS, "MA" + a)).end();
            east += v.east() * v.east() / 4_000;
            north += v.north() * v.north() / 4_000;
        }
        double variance = 9 * (1 - Math.exp(-2));
        assertThat(east).isCloseTo(variance, within(0.9));
        assertThat(north).isCloseTo(variance, within(0.9));
    }

    /** At (8, 3), 5 m/s to the east and 4 to the south in a square of 10: one second later at (7, 1), moving away from both borders. */
    @Test
    void velocityIsMirroredOnlyAtBorders() {
        var square = new Area(10, 10);
        var motion = new GaussMarkov(square, 4, 0, 1, 1);
        var last = new GaussMarkovSegment(0, 0, 1, square, 3, 7, 5, -4, new GaussMarkovSegment.Velocity(5, -4, 5, -4));
        GaussMarkovSegment next = (GaussMarkovSegment) motion.nextLeg(last, STREAMS, "MA1");
        assertThat(next.eastMetres(2)).isCloseTo(7, within(1e-12));
        assertThat(next.northMetres(2)).isCloseTo(1, within(1e-12));
        assertThat(next.end()).isEqualTo(new GaussMarkovSegment.Velocity(-5, 4, -5, 4));
        assertThat(((GaussMarkovSegment) motion.nextLeg(next, STREAMS, "MA1")).end())
                .isEqualTo(new GaussMarkovSegment.Velocity(-5, 4, -5, 4));
    }
}
