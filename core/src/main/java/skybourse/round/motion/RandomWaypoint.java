package skybourse.round.motion;

import java.util.random.RandomGenerator;
import skybourse.base.numeric.Checks;
import skybourse.base.random.RandomStreams;

/**
 * Straight legs to points drawn uniformly in an area, at speeds drawn uniformly, with rests between them.
 *
 * <p>Right for walkers about whom nothing is known; wrong for streets, and for anything whose density should be even: agents crowd
 * in the middle (45 % of those under way are in the middle quarter of a square).
 *
 * <p>Model: Johnson and Maltz 1996. It starts in its stationary law (Navidi and Camp 2004): started otherwise, the mean speed
 * decays for hundreds of seconds, and with a least speed of 0 for ever, which is why that is refused. An agent at rest at the start
 * has the rest of its pause before it.
 *
 * @param area where points are drawn
 * @param slowest the least speed in m/s, above 0
 * @param fastest the greatest speed in m/s
 * @param longestRestSeconds rests are uniform from 0 to this; 0 for none
 */
public record RandomWaypoint(Area area, double slowest, double fastest, double longestRestSeconds) implements Motion {

    private static final String PURPOSE = "waypoint/";

    /** @throws IllegalArgumentException where the least speed is 0: such legs never end, and there is no stationary law */
    public RandomWaypoint {
        if (slowest == 0) {
            throw new IllegalArgumentException(
                    "slowest must be above 0, because with 0 the mean speed decays forever: " + slowest);
        }
        Checks.amount(slowest, "slowest");
        Checks.within(fastest, slowest, Checks.LARGEST_AMOUNT, "fastest");
        Checks.amountOrZero(longestRestSeconds, "longestRestSeconds");
    }

    /** Returns the mean speed of an agent under way, over time: {@code (v1 - v0) / ln(v1 / v0)}, below the mean of what is drawn. */
    public double meanSpeed() {
        return fastest == slowest ? slowest : (fastest - slowest) / StrictMath.log(fastest / slowest);
    }

    /** Returns the share of time at rest. */
    public double restShare() {
        double rest = 0.5 * longestRestSeconds;
        return rest / (rest + area.meanDistanceMetres() / meanSpeed());
    }

    @Override
    public Leg first(RandomStreams streams, String agent) {
        RandomGenerator random = streams.stream(PURPOSE + agent, 0);
        if (random.nextDouble() < restShare()) {
            double left = longestRestSeconds * (1 - Math.sqrt(random.nextDouble()));
            return Straight.rest(0, 0, left, east(random), north(random));
        }
        while (true) { // ends of a leg that an agent is met on: the longer, the likelier
            double fromEast = east(random);
            double fromNorth = north(random);
            double toEast = east(random);
            double toNorth = north(random);
            double metres = Math.hypot(toEast - fromEast, toNorth - fromNorth);
            if (random.nextDouble() * area.diagonalMetres() < metres) {
                double gone = random.nextDouble();
                double speed = slowest * StrictMath.pow(fastest / slowest, random.nextDouble());
                return new Straight(
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
    public Leg after(Leg leg, RandomStreams streams, String agent) {
        Straight last = (Straight) leg;
        RandomGenerator random = streams.stream(PURPOSE + agent, last.number() + 1);
        double start = last.endSeconds();
        if (!last.isRest() && longestRestSeconds > 0) {
            double end = start + longestRestSeconds * random.nextDouble();
            return Straight.rest(last.number() + 1, start, end, last.toEast(), last.toNorth());
        }
        double toEast = east(random);
        double toNorth = north(random);
        double speed = slowest + (fastest - slowest) * random.nextDouble();
        double seconds = Math.hypot(toEast - last.toEast(), toNorth - last.toNorth()) / speed;
        return new Straight(
                last.number() + 1, start, start + seconds, last.toEast(), last.toNorth(), toEast, toNorth, 0, 0);
    }

    private double east(RandomGenerator random) {
        return area.eastMetres() * random.nextDouble();
    }

    private double north(RandomGenerator random) {
        return area.northMetres() * random.nextDouble();
    }
}
