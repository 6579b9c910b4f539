package skybourse.round.motion;

import java.util.random.RandomGenerator;
import skybourse.base.numeric.Checks;
import skybourse.base.random.RandomStreams;

/**
 * Gauss-Markov motion: velocities with a stationary normal distribution and exponentially decaying autocorrelation.
 *
 * <p>For vehicles and drones on open ground. Not for streets, nor for agents that stop.
 *
 * <p>Paper: Liang and Haas 1999. Differences from the paper: the memory is a time in seconds instead of a factor per step, so that it does not
 * depend on the step. Velocities are per axis. Borders of the area reflect position, velocity and mean. The motion starts in its stationary
 * distribution: uniform in position and in the direction of the mean.
 *
 * @param area area of the motion
 * @param meanSpeed length of the mean velocity, in m/s; 0 for a mean velocity of 0
 * @param spread standard deviation of the velocity along each axis, in m/s
 * @param memorySeconds {@code T_c}: the time after which the correlation is {@code 1 / e}
 * @param stepSeconds duration of a step; velocities at the ends of steps have the stated distribution, and the path within a step is straight,
 *     apart from reflections
 */
public record GaussMarkov(Area area, double meanSpeed, double spread, double memorySeconds, double stepSeconds)
        implements Motion {

    private static final String PURPOSE = "gauss-markov/";

    /**
     * @throws IllegalArgumentException if {@code meanSpeed} or {@code spread} is not in [0, 1e18], or a time is not in [1e-18, 1e18]
     */
    public GaussMarkov {
        Checks.amountOrZero(meanSpeed, "meanSpeed");
        Checks.amountOrZero(spread, "spread");
        Checks.amount(memorySeconds, "memorySeconds");
        Checks.amount(stepSeconds, "stepSeconds");
    }

    @Override
    public MotionSegment firstLeg(RandomStreams streams, String agent) {
        RandomGenerator random = streams.stream(PURPOSE + agent, 0);
        double east = area.eastMetres() * random.nextDouble();
        double north = area.northMetres() * random.nextDouble();
        double direction = 2 * Math.PI * random.nextDouble();
        double meanEast = meanSpeed * StrictMath.cos(direction);
        double meanNorth = meanSpeed * StrictMath.sin(direction);
        var velocity = new GaussMarkovSegment.Velocity(
                meanEast + spread * random.nextGaussian(),
                meanNorth + spread * random.nextGaussian(),
                meanEast,
                meanNorth);
        return step(0, east, north, velocity, random);
    }

    @Override
    public MotionSegment nextLeg(MotionSegment leg, RandomStreams streams, String agent) {
        GaussMarkovSegment last = (GaussMarkovSegment) leg;
        long number = last.number() + 1;
        return step(
                number,
                last.eastMetres(last.endSeconds()),
                last.northMetres(last.endSeconds()),
                last.end(),
                streams.stream(PURPOSE + agent, number));
    }

    /** Returns the step from a position; the displacement is the mean of the velocities at both ends times the duration. */
    private GaussMarkovSegment step(
            long number, double east, double north, GaussMarkovSegment.Velocity start, RandomGenerator random) {
        double kept = StrictMath.exp(-stepSeconds / memorySeconds);
        double fresh = spread * Math.sqrt(1 - kept * kept);
        double endEast = kept * start.east() + (1 - kept) * start.meanEast() + fresh * random.nextGaussian();
        double endNorth = kept * start.north() + (1 - kept) * start.meanNorth() + fresh * random.nextGaussian();
        double eastMove = 0.5 * (start.east() + endEast) * stepSeconds;
        double northMove = 0.5 * (start.north() + endNorth) * stepSeconds;
        var end = new GaussMarkovSegment.Velocity(endEast, endNorth, start.meanEast(), start.meanNorth())
                .mirrored(
                        Area.isTurned(east + eastMove, area.eastMetres()),
                        Area.isTurned(north + northMove, area.northMetres()));
        return new GaussMarkovSegment(
                number, number * stepSeconds, (number + 1) * stepSeconds, area, east, north, eastMove, northMove, end);
    }
}
