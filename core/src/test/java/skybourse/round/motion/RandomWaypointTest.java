package skybourse.round.motion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import skybourse.base.random.RandomStreams;

/** The stationary distribution of random waypoint, compared with values from outside this program. */
class RandomWaypointTest {

    private static final Area SQUARE = new Area(1, 1);
    private static final RandomStreams STREAMS = new RandomStreams(20_261_125);
    private static final int AGENTS = 100_000;

    /** Positions and speeds of all moving agents at one time. */
    private record Sample(double[] east, double[] north, double[] speed, double restShare) {

        static Sample at(double seconds, RandomWaypoint motion) {
            StraightSegment[] legs = IntStream.range(0, AGENTS)
                    .mapToObj(a -> (StraightSegment)
                            motion.legAt(seconds, motion.firstLeg(STREAMS, "WA" + a), STREAMS, "WA" + a))
                    .toArray(StraightSegment[]::new);
            StraightSegment[] moving =
                    Arrays.stream(legs).filter(leg -> !leg.isRest()).toArray(StraightSegment[]::new);
            return new Sample(
                    Arrays.stream(moving)
                            .mapToDouble(leg -> leg.eastMetres(seconds))
                            .toArray(),
                    Arrays.stream(moving)
                            .mapToDouble(leg -> leg.northMetres(seconds))
                            .toArray(),
                    Arrays.stream(moving).mapToDouble(Sample::speed).toArray(),
                    1 - moving.length / (double) AGENTS);
        }

        private static double speed(StraightSegment leg) {
            return Math.hypot(leg.toEast() - leg.fromEast(), leg.toNorth() - leg.fromNorth())
                    / (leg.endSeconds() - leg.startSeconds());
        }

        double mean(double[] values, DoubleUnaryOperator what) {
            return Arrays.stream(values).map(what).average().orElseThrow();
        }
    }

    @Test
    void meanDistanceMatchesKnownValues() {
        assertThat(SQUARE.meanDistanceMetres()).isCloseTo(0.521405, within(5e-7));
        assertThat(new Area(2, 2).meanDistanceMetres()).isCloseTo(2 * 0.521405, within(1e-6));
        // a thin strip: a third of its length
        assertThat(new Area(3, 1e-4).meanDistanceMetres()).isCloseTo(1, within(1e-4));
        assertThat(new Area(1e-4, 3).meanDistanceMetres()).isCloseTo(1, within(1e-4));
    }

    @Test
    void movingAgentsHaveStationaryPositionsAndSpeeds() {
        Sample sample = Sample.at(0, new RandomWaypoint(SQUARE, 0.5, 1.5, 0));
        assertThat(sample.east()).hasSize(AGENTS);
        double variance = sample.mean(sample.east(), x -> (x - 0.5) * (x - 0.5));
        assertThat(variance).isCloseTo(0.0534, within(8e-4));
        double distance = IntStream.range(0, AGENTS)
                .mapToDouble(a -> Math.hypot(sample.east()[a] - 0.5, sample.north()[a] - 0.5))
                .average()
                .orElseThrow();
        assertThat(distance).isCloseTo(0.2993, within(0.002));
        double middle = IntStream.range(0, AGENTS)
                        .filter(a ->
                                Math.abs(sample.east()[a] - 0.5) < 0.25 && Math.abs(sample.north()[a] - 0.5) < 0.25)
                        .count()
                / (double) AGENTS;
        assertThat(middle).isCloseTo(0.454, within(0.008));
        assertThat(sample.mean(sample.speed(), v -> v)).isCloseTo(0.9102, within(0.004));
        assertThat(new RandomWaypoint(SQUARE, 0.5, 1.5, 0).meanSpeed()).isCloseTo(0.9102, within(5e-5));
    }

    /** Two-sample Kolmogorov-Smirnov test at a level of 1e-6 with 1e5 agents. It detects a start that is not stationary. */
    @Test
    void startIsStationary() {
        var motion = new RandomWaypoint(SQUARE, 0.05, 0.15, 3);
        Sample first = Sample.at(0, motion);
        Sample later = Sample.at(100, motion);
        assertThat(first.restShare()).isCloseTo(motion.restShare(), within(0.008));
        assertThat(later.restShare()).isCloseTo(motion.restShare(), within(0.008));
        double most = Math.sqrt(0.5 * Math.log(2e6)) * Math.sqrt(2.0 / first.east().length);
        assertThat(distance(first.east(), later.east())).isLessThan(most);
        assertThat(distance(first.north(), later.north())).isLessThan(most);
        assertThat(distance(first.speed(), later.speed())).isLessThan(most);
    }

    private static double distance(double[] one, double[] other) {
        double[] a = Arrays.stream(one).sorted().toArray();
        double[] b = Arrays.stream(other).sorted().toArray();
        double most = 0;
        int j = 0;
        for (int i = 0; i < a.length; i++) {
            while (j < b.length && b[j] <= a[i]) {
                j++;
            }
            most = Math.max(most, Math.abs((i + 1.0) / a.length - (double) j / b.length));
        }
        return most;
    }

    @Test
    void firstRestIsResidualPause() {
        var motion = new RandomWaypoint(SQUARE, 1, 1, 10);
        double[] residualPauses = IntStream.range(0, AGENTS)
                .mapToObj(a -> (StraightSegment) motion.firstLeg(STREAMS, "WA" + a))
                .filter(StraightSegment::isRest)
                .mapToDouble(StraightSegment::endSeconds)
                .toArray();
        // of a uniform pause P the residual has mean P / 3
        assertThat(Arrays.stream(residualPauses).average().orElseThrow()).isCloseTo(10.0 / 3, within(0.04));
    }

    @Test
    void pathIsContinuousAndIndependentOfStartLeg() {
        var motion = new RandomWaypoint(new Area(300, 200), 1, 2, 5);
        MotionSegment stepped = motion.firstLeg(STREAMS, "WA1");
        for (int k = 0; k < 2000; k++) {
            MotionSegment before = stepped;
            stepped = motion.legAt(k, stepped, STREAMS, "WA1");
            assertThat(new Area(300, 200).holds(stepped.eastMetres(k), stepped.northMetres(k)))
                    .isTrue();
            if (stepped.number() > before.number()) {
                MotionSegment next = motion.nextLeg(before, STREAMS, "WA1");
                assertThat(next.eastMetres(next.startSeconds())).isEqualTo(before.eastMetres(before.endSeconds()));
                assertThat(next.startSeconds()).isEqualTo(before.endSeconds());
            }
        }
        MotionSegment direct = motion.legAt(1999, motion.firstLeg(STREAMS, "WA1"), STREAMS, "WA1");
        assertThat(direct).isEqualTo(stepped);
        assertThat(motion.firstLeg(STREAMS, "WA2")).isNotEqualTo(motion.firstLeg(STREAMS, "WA1"));
    }

    @Test
    void rejectsSlowestSpeedOfZero() {
        assertThatThrownBy(() -> new RandomWaypoint(SQUARE, 0, 1, 0))
                .hasMessage("slowest must be above 0, because with 0 the mean speed decays forever: 0.0");
        assertThatThrownBy(() -> new RandomWaypoint(SQUARE, 2, 1, 0)).hasMessageContaining("fastest");
    }

    private static final Area FIELD = new Area(600, 300);

    /** A rest follows each leg at its end point, and a leg from there follows each rest. */
    @Test
    void legsAndRestsAlternate() {
        var motion = new RandomWaypoint(FIELD, 1, 3, 10);
        var way = new StraightSegment(4, 10, 20, 0, 0, 100, 200, 0, 0);
        double rests = 0;
        double speeds = 0;
        double east = 0;
        double north = 0;
        for (int a = 0; a < 4_000; a++) {
            StraightSegment rest = (StraightSegment) motion.nextLeg(way, STREAMS, "WA" + a);
            assertThat(rest.isRest()).isTrue();
            assertThat(rest.number()).isEqualTo(5);
            assertThat(rest.startSeconds()).isEqualTo(20);
            assertThat(rest.endSeconds()).isBetween(20.0, 30.0);
            assertThat(rest.toEast()).isEqualTo(100);
            assertThat(rest.toNorth()).isEqualTo(200);
            StraightSegment next = (StraightSegment) motion.nextLeg(rest, STREAMS, "WA" + a);
            assertThat(next.number()).isEqualTo(6);
            assertThat(next.startSeconds()).isEqualTo(rest.endSeconds());
            assertThat(next.fromEast()).isEqualTo(100);
            assertThat(next.fromNorth()).isEqualTo(200);
            assertThat(FIELD.holds(next.toEast(), next.toNorth())).isTrue();
            double speed = Sample.speed(next);
            assertThat(speed).isBetween(1 - 1e-9, 3 + 1e-9);
            rests += (rest.endSeconds() - 20) / 4_000;
            speeds += speed / 4_000;
            east += next.toEast() / 4_000;
            north += next.toNorth() / 4_000;
        }
        assertThat(rests).isCloseTo(5, within(0.25));
        assertThat(speeds).isCloseTo(2, within(0.05));
        assertThat(east).isCloseTo(300, within(14.0));
        assertThat(north).isCloseTo(150, within(7.0));
    }

    @Test
    void legsFollowEachOtherWithoutRests() {
        var motion = new RandomWaypoint(FIELD, 2, 2, 0);
        assertThat(motion.restShare()).isZero();
        assertThat(motion.meanSpeed()).isEqualTo(2);
        StraightSegment first = (StraightSegment) motion.firstLeg(STREAMS, "WA1");
        StraightSegment next = (StraightSegment) motion.nextLeg(first, STREAMS, "WA1");
        assertThat(first.isRest()).isFalse();
        assertThat(next.isRest()).isFalse();
        assertThat(next.startSeconds()).isEqualTo(first.endSeconds());
        assertThat(Sample.speed(first)).isCloseTo(2, within(1e-9));
        assertThat(Sample.speed(next)).isCloseTo(2, within(1e-9));
    }

    /** A mean pause of 5 s, legs of 183.459 m on average, a mean speed of 2 / ln 3 m/s over time. */
    @Test
    void restShareMatchesManualCalculation() {
        var motion = new RandomWaypoint(new Area(400, 300), 1, 3, 10);
        double way = 183.459 * Math.log(3) / 2;
        assertThat(motion.restShare()).isCloseTo(5 / (5 + way), within(1e-5));
    }

    /** First legs in a rectangle: moving and resting agents are inside it, centred on its middle. */
    @Test
    void firstLegIsInsideArea() {
        var motion = new RandomWaypoint(FIELD, 1, 3, 200);
        double[] sums = new double[5];
        int rests = 0;
        for (int a = 0; a < 4_000; a++) {
            StraightSegment first = (StraightSegment) motion.firstLeg(STREAMS, "WA" + a);
            assertThat(FIELD.holds(first.fromEast(), first.fromNorth())).isTrue();
            assertThat(FIELD.holds(first.toEast(), first.toNorth())).isTrue();
            assertThat(first.startSeconds()).isZero();
            if (first.isRest()) {
                rests++;
                sums[0] += first.fromEast();
                sums[1] += first.fromNorth();
            } else {
                sums[2] += first.fromEast();
                sums[3] += first.fromNorth();
                assertThat(Sample.speed(first)).isBetween(1 - 1e-9, 3 + 1e-9);
            }
        }
        assertThat(rests / 4_000.0).isCloseTo(motion.restShare(), within(0.04));
        assertThat(sums[0] / rests).isCloseTo(300, within(20.0));
        assertThat(sums[1] / rests).isCloseTo(150, within(10.0));
        assertThat(sums[2] / (4_000 - rests)).isCloseTo(300, within(20.0));
        assertThat(sums[3] / (4_000 - rests)).isCloseTo(150, within(10.0));
    }
}
