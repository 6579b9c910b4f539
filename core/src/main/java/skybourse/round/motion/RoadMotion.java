package skybourse.round.motion;

import java.util.random.RandomGenerator;
import skybourse.base.random.RandomStreams;

/**
 * Motion along roads. At each crossing the next road is sampled uniformly from the roads that leave it. The vehicle turns back only at a dead end.
 * The speed on a road is uniform from 80 to 100 % of its limit.
 *
 * <p>For vehicles on a known road map. Vehicles do not interact and have no destination, so that there are neither jams nor routes. The probability
 * of the first road is proportional to its travel time, and the position on it is uniform (ours). This is the stationary distribution only if all
 * roads are used equally often.
 *
 * @param roads the road map
 */
public record RoadMotion(Roads roads) implements Motion {

    private static final String PURPOSE = "road-turn/";

    @Override
    public MotionSegment firstLeg(RandomStreams streams, String agent) {
        RandomGenerator random = streams.stream(PURPOSE + agent, 0);
        double all = 0;
        for (int r = 0; r < roads.roads().size(); r++) {
            all += seconds(r);
        }
        double left = all * random.nextDouble();
        int road = 0;
        while (road < roads.roads().size() - 1 && left >= seconds(road)) {
            left -= seconds(road++);
        }
        return along(0, 0, road, random.nextDouble(), random);
    }

    @Override
    public MotionSegment nextLeg(MotionSegment leg, RandomStreams streams, String agent) {
        StraightSegment last = (StraightSegment) leg;
        long number = last.number() + 1;
        RandomGenerator random = streams.stream(PURPOSE + agent, number);
        int[] choices = roads.choices(last.place());
        return along(number, last.endSeconds(), choices[random.nextInt(choices.length)], 0, random);
    }

    private double seconds(int road) {
        return roads.metres(road) / roads.roads().get(road).limitMetresPerSecond();
    }

    private StraightSegment along(long number, double start, int road, double gone, RandomGenerator random) {
        Roads.Crossing from = roads.start(road);
        Roads.Crossing to = roads.end(road);
        double speed = roads.roads().get(road).limitMetresPerSecond() * (0.8 + 0.2 * random.nextDouble());
        return new StraightSegment(
                number,
                start,
                start + (1 - gone) * roads.metres(road) / speed,
                from.eastMetres() + gone * (to.eastMetres() - from.eastMetres()),
                from.northMetres() + gone * (to.northMetres() - from.northMetres()),
                to.eastMetres(),
                to.northMetres(),
                road,
                0);
    }
}
