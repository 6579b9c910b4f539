package skybourse.round.motion;

import skybourse.base.random.RandomStreams;

/**
 * How an agent moves on the map: a row of legs, each of which follows from the one before and from draws of its own, so that a
 * motion goes on from any leg as if it had never stopped, whatever the length of the slots that ask for places.
 *
 * <p>Draws depend on the seed, the agent's id and the number of the leg alone: another agent more, or another setting elsewhere,
 * moves nobody.
 */
public sealed interface Motion permits Standing, RandomWaypoint, GaussMarkov, RoadBound, Playback {

    /**
     * Returns the leg at time 0, in the motion's stationary law where it has one ({@link RoadBound} only nearly).
     *
     * @param streams chance
     * @param agent id of the agent
     */
    Leg first(RandomStreams streams, String agent);

    /**
     * Returns the leg that follows.
     *
     * @param leg one that this motion made, with an end
     * @param streams chance
     * @param agent id of the agent
     */
    Leg after(Leg leg, RandomStreams streams, String agent);

    /**
     * Returns the leg under way at a time.
     *
     * @param seconds not before the start of {@code leg}
     * @param leg one that this motion made
     * @param streams chance
     * @param agent id of the agent
     */
    default Leg at(double seconds, Leg leg, RandomStreams streams, String agent) {
        Leg now = leg;
        while (seconds >= now.endSeconds()) {
            now = after(now, streams, agent);
        }
        return now;
    }
}
