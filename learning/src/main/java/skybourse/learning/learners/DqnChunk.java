package skybourse.learning.learners;

import java.util.Arrays;
import skybourse.learning.networks.DenseNetwork;
import skybourse.learning.networks.Matrix;
import skybourse.learning.policy.ActionValueNetwork;

/** Update of {@link DoubleDqn} of one chunk of a batch. Not thread-safe. */
final class DqnChunk {

    final float[] gradient;
    double loss;

    private final int firstRow;
    private final ActionValueNetwork values;
    private final ActionValueNetwork target;
    private final Matrix states;
    private final DenseNetwork.Pass pass;
    private final DenseNetwork.Pass targetPass;
    private final float[] aims;

    DqnChunk(int firstRow, int rows, ActionValueNetwork values, ActionValueNetwork target) {
        this.firstRow = firstRow;
        this.values = values;
        this.target = target;
        states = Matrix.zeros(rows, values.stateSize());
        pass = values.network().pass(rows);
        targetPass = target.network().pass(rows);
        aims = new float[rows];
        gradient = new float[values.parameters().length];
    }

    void run(TransitionBatch batch) {
        states.setRows(batch.nextStates(), firstRow);
        Matrix chooses = pass.infer(states);
        Matrix judges = targetPass.infer(states);
        for (int r = 0; r < aims.length; r++) {
            int row = firstRow + r;
            float next = 0;
            if (batch.discounts()[row] > 0) {
                // Double Q-learning: the trained network chooses the action, and the target network gives its value.
                int best = values.best(chooses, r, batch.nextLegal(), row);
                next = judges.get(r, best) + target.shift(judges, r);
            }
            aims[r] = batch.rewards()[row] + batch.discounts()[row] * next;
        }
        states.setRows(batch.states(), firstRow);
        Matrix outputs = pass.forward(states);
        loss = 0;
        for (int r = 0; r < aims.length; r++) {
            int action = batch.chosen()[firstRow + r];
            float error = outputs.get(r, action) + values.shift(outputs, r) - aims[r];
            loss += huber(error);
            values.spread(pass.outputGradient(), r, action, Math.clamp(error, -1f, 1f) / batch.rows());
        }
        Arrays.fill(gradient, 0);
        pass.backward(gradient);
    }

    /** Returns the Huber loss: half of the squared error up to 1, linear beyond. */
    private static double huber(double error) {
        double size = Math.abs(error);
        return size <= 1 ? 0.5 * size * size : size - 0.5;
    }
}
