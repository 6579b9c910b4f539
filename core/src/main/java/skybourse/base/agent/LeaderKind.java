package skybourse.base.agent;

/** Kinds of leaders, in the order of every price vector. Capabilities of a leader are methods of {@link Leader}, not of its kind. */
public enum LeaderKind {
    /** A server on a vehicle. */
    MOBILE,
    /** A server at the edge. */
    FIXED
}
