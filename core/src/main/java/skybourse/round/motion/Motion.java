package skybourse.round.motion;

import skybourse.base.random.RandomStreams;

/**
 * Mobility model: a sequence of legs. Each leg follows from the previous one and from its own random numbers. A motion can therefore
 * continue from any leg, and does not depend on the times at which positions are requested.
 *
 * <p>Random numbers depend only on the seed, the agent's id and the number of the leg. They do not depend on other agents or other settings.
 */
public sealed interface Motion permits Stationary, RandomWaypoint, GaussMarkov, RoadMotion, TrackPlayback {

    /**
     * Returns the leg at time 0. It is sampled from the stationary distribution if the motion has one; {@link RoadMotion} only approximates
     * it.
     *
     * @param streams source of random numbers
     * @param agent id of the agent
     */
    MotionSegment firstLeg(RandomStreams streams, String agent);

    /**
     * Returns the next leg.
     *
     * @param leg a leg of this motion with a finite end
     * @param streams source of random numbers
     * @param agent id of the agent
     */
    MotionSegment nextLeg(MotionSegment leg, RandomStreams streams, String agent);

    /**
     * Returns the leg at a time.
     *
     * @param seconds time, at or after the start of {@code leg}
     * @param leg a leg of this motion
     * @param streams source of random numbers
     * @param agent id of the agent
     */
    default MotionSegment legAt(double seconds, MotionSegment leg, RandomStreams streams, String agent) {
        MotionSegment now = leg;
        while (seconds >= now.endSeconds()) {
            now = nextLeg(now, streams, agent);
        }
        return now;
    }
}
