package skybourse.round.motion;

/**
 * A stretch of an agent's way, or of its absence. Immutable, and all that has to be kept of a motion: the leg after it follows
 * from it and from draws keyed by its number.
 */
public sealed interface Leg permits Straight, Drift, Absence {

    /** Returns how many legs came before it. */
    long number();

    /** Returns when it starts. */
    double startSeconds();

    /** Returns when the next one starts; infinite where none does. */
    double endSeconds();

    /** Tells whether the agent is there; an absent agent has no place, sends nothing and hears nothing. */
    default boolean isPresent() {
        return true;
    }

    /**
     * Returns which stay it belongs to: an agent that left and came back is on another stay, however near the two places are.
     */
    default long stay() {
        return 0;
    }

    /**
     * Returns where the agent is along the east axis, in metres.
     *
     * @param seconds from the start to the end of the leg; what lies outside counts as the nearer of the two
     */
    double eastMetres(double seconds);

    /** Returns where the agent is along the north axis, in metres; see {@link #eastMetres}. */
    double northMetres(double seconds);

    /** Returns how much of the leg is over, 0 to 1. */
    default double share(double seconds) {
        double length = endSeconds() - startSeconds();
        return length > 0 ? Math.clamp((seconds - startSeconds()) / length, 0, 1) : 1;
    }
}
