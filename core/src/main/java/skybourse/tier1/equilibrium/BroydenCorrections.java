package skybourse.tier1.equilibrium;

/**
 * Corrections of a Jacobian that is computed from a sample of the agents. A row contains the derivatives of one equation by all prices.
 * After each step, each row gets the smallest correction that reproduces the observed change of its equation (Broyden's update, with price
 * moves relative to the prices). Sampling errors hardly change with prices. Corrections therefore stay valid when the Jacobian is computed
 * again.
 *
 * <p>Layout: {@code double[equations][leaders][leaders]} corrections and rows, {@code double[equations][leaders]} values,
 * {@code double[leaders]} the step.
 */
final class BroydenCorrections {

    /**
     * Smallest and largest corrected diagonal element, relative to the original. With smaller elements steps would be unbounded. With
     * larger elements a leader would seem to have converged although its price has not.
     */
    private static final double LEAST_OWN = 0.25;

    private static final double MOST_OWN = 4;

    private final double[][][] corrections;
    private final double[][][] rows;
    private final double[][] values;
    /**
     * Price changes of the recorded step. {@code shares} contains their shares of a correction: {@code moves / from^2}, divided by the sum
     * of {@code (moves / from)^2}.
     */
    private final double[] moves;

    private final double[] shares;

    /**
     * Creates zero corrections.
     *
     * @param equations number of equations per leader
     * @param leaders number of leaders
     */
    BroydenCorrections(int equations, int leaders) {
        corrections = new double[equations][leaders][leaders];
        rows = new double[equations][leaders][leaders];
        values = new double[equations][leaders];
        moves = new double[leaders];
        shares = new double[leaders];
    }

    /** Adds the correction to a row of the Jacobian. The diagonal element of the row is negative and stays negative. */
    void correct(int equation, int leader, double[] row) {
        double own = row[leader];
        for (int t = 0; t < row.length; t++) {
            row[t] += corrections[equation][leader][t];
        }
        row[leader] = Math.max(MOST_OWN * own, Math.min(row[leader], LEAST_OWN * own));
    }

    /** Returns the array into which the caller writes a corrected row before a step. {@link #learn} reads it after the step. */
    double[] row(int equation, int leader) {
        return rows[equation][leader];
    }

    /** Stores the value of an equation before a step. */
    void keep(int equation, int leader, double value) {
        values[equation][leader] = value;
    }

    /**
     * Records a step. Must be called before the corrections are updated.
     *
     * @param from prices before the step; a price of 0 counts as not moved
     * @param to prices after the step
     */
    void step(double[] from, double[] to) {
        double square = 0;
        for (int t = 0; t < moves.length; t++) {
            // A closed leader's price is infinite. Equal prices are tested first, as infinity minus infinity is NaN.
            moves[t] = from[t] == to[t] || from[t] == 0 ? 0 : to[t] - from[t];
            shares[t] = moves[t] == 0 ? 0 : moves[t] / from[t] / from[t];
            square += shares[t] * moves[t];
        }
        for (int t = 0; t < moves.length; t++) {
            shares[t] = square > 0 ? shares[t] / square : 0;
        }
    }

    /** Updates the correction of a row from the value of its equation after the recorded step. The row and the value before the step must be stored. */
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
