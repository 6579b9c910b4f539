package skybourse.base.agent;

/** The kinds of leaders, in the order of every price vector. What follows from a kind is asked of the {@link Leader}. */
public enum LeaderKind {
    /** A server on a vehicle. */
    MOBILE,
    /** A server at the edge. */
    FIXED
}
