package skybourse.venue.event;

/** Sender of a command. */
public sealed interface Caller {

    /**
     * An agent.
     *
     * @param secret SHA-256 of its secret, 64 hexadecimal digits
     */
    record Agent(String secret) implements Caller {}

    /** The operator, who has already been authenticated. */
    record Operator() implements Caller {}

    /** The market's own timers and workers. */
    record Market() implements Caller {}
}
