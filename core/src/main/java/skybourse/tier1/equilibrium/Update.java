package skybourse.tier1.equilibrium;

/** Who sees whose moves within a round. */
public enum Update {
    /** One leader after the other, each seeing the moves before it. */
    GAUSS_SEIDEL,
    /** All at once, each seeing the prices of the last round. */
    JACOBI
}
