package skybourse.learning.policy;

import skybourse.learning.networks.DenseLayer;
import skybourse.learning.networks.DenseNetwork;
import skybourse.learning.networks.Matrix;

/**
 * Action-value function of a network. Without duelling heads, the outputs are the values of the actions. With duelling heads, the network has one
 * more output than there are actions. The last output is then the state's value, and the others are advantages. The value of an action is the state's
 * value plus the action's advantage minus the mean advantage.
 *
 * @param network the network, with {@code actions} or {@code actions + 1} outputs
 * @param actions number of actions
 */
public record ActionValueNetwork(DenseNetwork network, int actions) {

    /** Returns the parameters of the network, not a copy. */
    public float[] parameters() {
        return network.parameters();
    }

    /** Returns the length of a state. */
    public int stateSize() {
        return network.layers().getFirst().inputs();
    }

    private boolean duelling() {
        return network.layers().getLast().outputs() > actions;
    }

    /** Returns a function of the same shape with a copy of the parameters, for networks of two hidden layers of equal width. */
    public ActionValueNetwork copy() {
        DenseLayer first = network.layers().getFirst();
        int outputs = network.layers().getLast().outputs();
        DenseNetwork same = new DenseNetwork(
                first.activation(),
                network.layers().getLast().activation(),
                first.inputs(),
                first.outputs(),
                first.outputs(),
                outputs);
        System.arraycopy(parameters(), 0, same.parameters(), 0, parameters().length);
        return new ActionValueNetwork(same, actions);
    }

    /**
     * Returns the number that must be added to the output of an action to obtain its value. It is equal for all actions of a row, and 0 without
     * duelling heads.
     */
    public float shift(Matrix outputs, int row) {
        if (!duelling()) {
            return 0;
        }
        float sum = 0;
        for (int a = 0; a < actions; a++) {
            sum += outputs.get(row, a);
        }
        return outputs.get(row, actions) - sum / actions;
    }

    /**
     * Returns the legal action with the highest value; of equal values, the first. Returns 0 if no action is legal.
     *
     * @param outputs outputs of the network
     * @param row row of the outputs
     * @param legal {@code boolean[rows * actions]}
     * @param legalRow row of {@code legal}
     */
    public int best(Matrix outputs, int row, boolean[] legal, int legalRow) {
        int best = -1;
        for (int a = 0; a < actions; a++) {
            if (legal[legalRow * actions + a] && (best < 0 || outputs.get(row, a) > outputs.get(row, best))) {
                best = a;
            }
        }
        return Math.max(0, best);
    }

    /**
     * Converts the derivative with respect to one action's value into the derivative with respect to the outputs, which is written to row {@code row}
     * of {@code byOutput}.
     */
    public void spread(Matrix byOutput, int row, int action, float byValue) {
        for (int a = 0; a < actions; a++) {
            float share = duelling() ? 1f / actions : 0;
            byOutput.set(row, a, byValue * ((a == action ? 1 : 0) - share));
        }
        if (duelling()) {
            byOutput.set(row, actions, byValue);
        }
    }
}
