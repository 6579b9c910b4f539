package skybourse.round.motion;

import java.util.random.RandomGenerator;
import skybourse.base.random.RandomStreams;

/**
 * Ways along roads: at each crossing a road is drawn uniformly among those that leave it, the way back only at a dead end, and
 * driven along at 80 to 100 % of its limit.
 *
 * <p>Right for vehicles where a map of roads is known; wrong for traffic that jams or keeps to routes: vehicles do not see each
 * other, and no destination is followed. It starts on a road drawn by the time it
 * takes, at a place drawn uniformly along it (ours): its stationary law only where all roads are used alike.
 *
 * @param roads the map
 */
public record RoadBound(Roads roads) implements Motion {

    private static final String PURPOSE = "road-turn/";

    @Override
    public Leg first(RandomStreams streams, String agent) {
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
    public Leg after(Leg leg, RandomStreams streams, String agent) {
        Straight last = (Straight) leg;
        long number = last.number() + 1;
        RandomGenerator random = streams.stream(PURPOSE + agent, number);
        int[] choices = roads.choices(last.place());
        return along(number, last.endSeconds(), choices[random.nextInt(choices.length)], 0, random);
    }

    private double seconds(int road) {
        return roads.metres(road) / roads.roads().get(road).limitMetresPerSecond();
    }

    private Straight along(long number, double start, int road, double gone, RandomGenerator random) {
        Roads.Crossing from = roads.start(road);
        Roads.Crossing to = roads.end(road);
        double speed = roads.roads().get(road).limitMetresPerSecond() * (0.8 + 0.2 * random.nextDouble());
        return new Straight(
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
