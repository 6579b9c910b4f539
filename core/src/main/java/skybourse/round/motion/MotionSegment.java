package skybourse.round.motion;

/**
 * Part of an agent's path, or a period of absence. Immutable. A leg is the complete state of a motion: the next leg follows from it and from
 * random numbers keyed by the leg's number.
 */
public sealed interface MotionSegment permits StraightSegment, GaussMarkovSegment, Absence {

    /** Returns the number of earlier legs. */
    long number();

    /** Returns the start time. */
    double startSeconds();

    /** Returns the end time, which is the start of the next leg; infinite if there is none. */
    double endSeconds();

    /** Returns whether the agent is present. An absent agent has no position, and neither sends nor receives. */
    default boolean isPresent() {
        return true;
    }

    /**
     * Returns the number of the stay. An agent that leaves and returns begins another stay, even at the same position.
     */
    default long visit() {
        return 0;
    }

    /**
     * Returns the agent's east coordinate, in metres.
     *
     * @param seconds time, clamped to the start and end of the leg
     * @throws IllegalStateException if the agent is absent
     */
    double eastMetres(double seconds);

    /**
     * Returns the agent's north coordinate, in metres.
     *
     * @param seconds time, clamped to the start and end of the leg
     * @throws IllegalStateException if the agent is absent
     */
    double northMetres(double seconds);

    /** Returns the elapsed share of the leg, in [0, 1]; 1 if its duration is 0. */
    default double share(double seconds) {
        double length = endSeconds() - startSeconds();
        return length > 0 ? Math.clamp((seconds - startSeconds()) / length, 0, 1) : 1;
    }
}
