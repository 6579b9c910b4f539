package skybourse.tier1.equilibrium;

/** Order of the leaders' moves within a round. */
public enum LeaderMoveOrder {
    /** One leader after the other; each sees the moves before its own. */
    GAUSS_SEIDEL,
    /** All leaders at once; each sees the prices of the previous round. */
    JACOBI
}
