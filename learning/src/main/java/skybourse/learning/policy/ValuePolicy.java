package skybourse.learning.policy;

import java.util.function.DoubleSupplier;
import java.util.random.RandomGenerator;
import skybourse.learning.environment.ActionMaskOperations;
import skybourse.learning.environment.Policy;
import skybourse.learning.networks.DenseNetwork;
import skybourse.learning.networks.Matrix;

/**
 * Epsilon-greedy policy: takes the legal action of the highest value, or with a given probability a random legal one. Not safe for several threads.
 *
 * <p>It is suitable if values are accurate enough to distinguish actions. If the values of actions are nearly equal, the choice changes with every
 * update.
 */
public final class ValuePolicy implements Policy {

    private final ActionValueNetwork values;
    private final DoubleSupplier exploration;
    private DenseNetwork.Pass pass;
    private Matrix inputs;

    /**
     * Creates the policy.
     *
     * @param values the action values
     * @param exploration probability of a random action, in [0, 1], read for every batch of states
     */
    public ValuePolicy(ActionValueNetwork values, DoubleSupplier exploration) {
        this.values = values;
        this.exploration = exploration;
        pass = values.network().pass(1);
        inputs = Matrix.zeros(1, values.stateSize());
    }

    @Override
    public void choose(RandomGenerator random, int rows, float[] states, boolean[] legal, int[] chosen) {
        if (inputs.rows() != rows) {
            pass = values.network().pass(rows);
            inputs = Matrix.zeros(rows, values.stateSize());
        }
        inputs.setRows(states, 0);
        Matrix outputs = pass.infer(inputs);
        double share = exploration.getAsDouble();
        for (int r = 0; r < rows; r++) {
            boolean any = share > 0 && random.nextDouble() < share;
            chosen[r] = any
                    ? ActionMaskOperations.draw(random, legal, r, values.actions())
                    : values.best(outputs, r, legal, r);
        }
    }
}
