package skybourse.base.agent;

/** Kinds of leaders, in the order of every price vector. Methods of {@link Leader} state the capabilities of a leader. */
public enum LeaderKind {
    /** A server on a vehicle. */
    MOBILE,
    /** A server at the edge. */
    FIXED
}
