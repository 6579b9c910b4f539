package skybourse.tier1.equilibrium;

/**
 * What steps have taught about equations whose derivatives are known from a sample of the agents alone: after each step every row is
 * corrected by the least, in moves relative to prices, that makes it explain what its equation did (Broyden's update). Errors of a sample
 * hardly change with prices, so corrections stay when the sample is taken anew.
 *
 * <p>Layout: {@code double[equations][leaders][leaders]} corrections and rows, {@code double[equations][leaders]} values,
 * {@code double[leaders]} the step.
 */
final class SecantRows {

    /**
     * What a correction leaves of a leader's own entry, and makes of it: with less steps would have no bound, with more a leader that is not
     * at rest would seem to be.
     */
    private static final double LEAST_OWN = 0.25;

    private static final double MOST_OWN = 4;

    private final double[][][] corrections;
    private final double[][][] rows;
    private final double[][] values;
    /** How far prices moved, and what a correction has of it: {@code moves / from^2}, over the sum of {@code (moves / from)^2}. */
    private final double[] moves;

    private final double[] shares;

    /**
     * Starts with no corrections.
     *
     * @param equations how many each leader has
     */
    SecantRows(int equations, int leaders) {
        corrections = new double[equations][leaders][leaders];
        rows = new double[equations][leaders][leaders];
        values = new double[equations][leaders];
        moves = new double[leaders];
        shares = new double[leaders];
    }

    /** Corrects a row; its own entry, which is below 0, stays so. */
    void correct(int equation, int leader, double[] row) {
        double own = row[leader];
        for (int t = 0; t < row.length; t++) {
            row[t] += corrections[equation][leader][t];
        }
        row[leader] = Math.max(MOST_OWN * own, Math.min(row[leader], LEAST_OWN * own));
    }

    /** Returns where a corrected row is kept from before a step until after it. */
    double[] row(int equation, int leader) {
        return rows[equation][leader];
    }

    /** Keeps an equation's value from before a step. */
    void keep(int equation, int leader, double value) {
        values[equation][leader] = value;
    }

    /**
     * Takes a step, after which {@link #learn} is told what came of it.
     *
     * @param from prices before it; one that is 0, or stays, did not move
     * @param to prices after it
     */
    void step(double[] from, double[] to) {
        double square = 0;
        for (int t = 0; t < moves.length; t++) {
            moves[t] = from[t] == to[t] || from[t] == 0 ? 0 : to[t] - from[t]; // closed ones stay closed
            shares[t] = moves[t] == 0 ? 0 : moves[t] / from[t] / from[t];
            square += shares[t] * moves[t];
        }
        for (int t = 0; t < moves.length; t++) {
            shares[t] = square > 0 ? shares[t] / square : 0;
        }
    }

    /** Learns from an equation's value after the step taken last, whose row and value before it were kept. */
    void learn(int equation, int leader, double value) {
        double[] row = rows[equation][leader];
        double[] correction = corrections[equation][leader];
        double unexplained = value - values[equation][leader];
        for (int t = 0; t < row.length; t++) {
            unexplained -= row[t] * moves[t];
        }
        for (int t = 0; t < row.length; t++) {
            correction[t] += unexplained * shares[t];
        }
    }
}
