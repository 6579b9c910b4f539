package skybourse.round.motion;

import java.util.random.RandomGenerator;
import skybourse.base.numeric.Checks;
import skybourse.base.random.RandomStreams;

/**
 * Random waypoint motion: straight legs to uniformly distributed points of an area, at uniformly distributed speeds, with pauses.
 *
 * <p>Suitable for walkers with unknown habits. Not for streets. The density of agents is not uniform: 45 % of the moving agents are in the middle
 * quarter of a square.
 *
 * <p>Paper: Johnson and Maltz 1996. The motion starts in its stationary distribution (Navidi and Camp 2004), in which an agent may begin within a
 * pause. From another start the mean speed decays for hundreds of seconds. With a smallest speed of 0 the decay never ends. A smallest speed of 0
 * is therefore rejected.
 *
 * @param area area of the points
 * @param slowest smallest speed in m/s, in [1e-18, 1e18]
 * @param fastest largest speed in m/s, in [{@code slowest}, 1e18]
 * @param longestRestSeconds pauses are uniform in {@code [0, longestRestSeconds]}; 0 if there are no pauses
 */
public record RandomWaypoint(Area area, double slowest, double fastest, double longestRestSeconds) implements Motion {

    private static final String PURPOSE = "waypoint/";

    /** @throws IllegalArgumentException if a speed is out of its range, or {@code longestRestSeconds} is not in [0, 1e18] */
    public RandomWaypoint {
        if (slowest == 0) {
            throw new IllegalArgumentException(
                    "slowest must be above 0, because with 0 the mean speed decays forever: " + slowest);
        }
        Checks.amount(slowest, "slowest");
        Checks.within(fastest, slowest, Checks.LARGEST_AMOUNT, "fastest");
        Checks.amountOrZero(longestRestSeconds, "longestRestSeconds");
    }

    /** Returns the time average of a moving agent's speed, in m/s: {@code (v1 - v0) / ln(v1 / v0)}, at most the mean speed of legs. */
    public double meanSpeed() {
        return fastest == slowest ? slowest : (fastest - slowest) / StrictMath.log(fastest / slowest);
    }

    /** Returns the share of time in pauses. */
    public double restShare() {
        double rest = 0.5 * longestRestSeconds;
        return rest / (rest + area.meanDistanceMetres() / meanSpeed());
    }

    @Override
    public MotionSegment firstLeg(RandomStreams streams, String agent) {
        RandomGenerator random = streams.stream(PURPOSE + agent, 0);
        if (random.nextDouble() < restShare()) {
            double left = longestRestSeconds * (1 - Math.sqrt(random.nextDouble()));
            return StraightSegment.rest(0, 0, left, east(random), north(random));
        }
        // Rejection sampling: a leg is accepted with a probability proportional to its length.
        while (true) {
            double fromEast = east(random);
            double fromNorth = north(random);
            double toEast = east(random);
            double toNorth = north(random);
            double metres = Math.hypot(toEast - fromEast, toNorth - fromNorth);
            if (random.nextDouble() * area.diagonalMetres() < metres) {
                double gone = random.nextDouble();
                double speed = slowest * StrictMath.pow(fastest / slowest, random.nextDouble());
                return new StraightSegment(
                        0,
                        0,
                        (1 - gone) * metres / speed,
                        fromEast + gone * (toEast - fromEast),
                        fromNorth + gone * (toNorth - fromNorth),
                        toEast,
                        toNorth,
                        0,
                        0);
            }
        }
    }

    @Override
    public MotionSegment nextLeg(MotionSegment leg, RandomStreams streams, String agent) {
        StraightSegment last = (StraightSegment) leg;
        RandomGenerator random = streams.stream(PURPOSE + agent, last.number() + 1);
        double start = last.endSeconds();
        if (!last.isRest() && longestRestSeconds > 0) {
            double end = start + longestRestSeconds * random.nextDouble();
            return StraightSegment.rest(last.number() + 1, start, end, last.toEast(), last.toNorth());
        }
        double toEast = east(random);
        double toNorth = north(random);
        double speed = slowest + (fastest - slowest) * random.nextDouble();
        double seconds = Math.hypot(toEast - last.toEast(), toNorth - last.toNorth()) / speed;
        return new StraightSegment(
                last.number() + 1, start, start + seconds, last.toEast(), last.toNorth(), toEast, toNorth, 0, 0);
    }

    private double east(RandomGenerator random) {
        return area.eastMetres() * random.nextDouble();
    }

    private double north(RandomGenerator random) {
        return area.northMetres() * random.nextDouble();
    }
}
