package skybourse.learning.learners;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import skybourse.learning.networks.DenseNetwork;
import skybourse.learning.networks.Matrix;
import skybourse.learning.networks.Softmax;
import skybourse.learning.policy.ActorNetwork;

/** Actor-critic update of one chunk of a batch, with its memory. Not thread-safe. */
final class ActorCriticChunk {

    /** Sums over the rows of the chunk. Gradients are those of the mean loss of the batch. */
    final float[][] criticGradients;

    final float[] actorGradient;
    double criticLoss;
    double actorLoss;
    double entropy;

    private final int firstRow;
    private final int rows;
    private final Matrix states;
    private final Matrix nextStates;
    private final ActorNetwork.Pass actorPass;
    private final ActorNetwork.Pass targetActorPass;
    private final TwinCritics.Pass criticPass;
    private final TwinCritics.Pass targetCriticPass;
    private final Matrix byPreference;
    private final float[] targets;
    private final float[] probabilities;
    private final float[] logarithms;

    /**
     * Allocates the memory.
     *
     * @param firstRow first row of the chunk in the batch
     * @param rows number of rows of the chunk
     * @param actors the actor, then its target network
     * @param critics the critics, then their target networks
     */
    ActorCriticChunk(int firstRow, int rows, List<ActorNetwork> actors, List<TwinCritics> critics) {
        this.firstRow = firstRow;
        this.rows = rows;
        ActorNetwork actor = actors.getFirst();
        states = Matrix.zeros(rows, actor.stateSize());
        nextStates = Matrix.zeros(rows, actor.stateSize());
        actorPass = actor.pass(rows, true);
        targetActorPass = actors.getLast().pass(rows, false);
        criticPass = critics.getFirst().pass(rows);
        targetCriticPass = critics.getLast().pass(rows);
        byPreference = Matrix.zeros(rows, actor.actions());
        targets = new float[rows];
        probabilities = new float[actor.actions()];
        logarithms = new float[actor.actions()];
        actorGradient = new float[actor.parameters().length];
        criticGradients = new float[2][critics.getFirst().parameters(0).length];
    }

    void load(TransitionBatch batch) {
        states.setRows(batch.states(), firstRow);
        nextStates.setRows(batch.nextStates(), firstRow);
    }

    /** Computes the targets {@code y = r + discount * sum_a pi'(a|s') min(Q1', Q2')(s', a)}. */
    void target(TransitionBatch batch, RandomGenerator random) {
        targetActorPass.draw(random, 0, rows);
        Matrix preferences = targetActorPass.forward(nextStates);
        Matrix values = targetCriticPass.lowest(nextStates);
        for (int r = 0; r < rows; r++) {
            float value = 0;
            float discount = batch.discounts()[firstRow + r];
            if (discount > 0) {
                Softmax.row(preferences, r, batch.nextLegal(), firstRow + r, probabilities, logarithms);
                for (int a = 0; a < probabilities.length; a++) {
                    value += probabilities[a] * values.get(r, a);
                }
            }
            targets[r] = batch.rewards()[firstRow + r] + discount * value;
        }
    }

    /**
     * Computes the gradients of the critics' loss: the squared error of the chosen action's value, summed over both critics and averaged over the
     * batch.
     */
    void criticGradients(TransitionBatch batch) {
        criticLoss = 0;
        for (int critic = 0; critic < 2; critic++) {
            DenseNetwork.Pass pass = criticPass.of(critic);
            Matrix values = pass.forward(states);
            Matrix gradient = pass.outputGradient();
            Arrays.fill(gradient.values(), 0);
            for (int r = 0; r < rows; r++) {
                int action = batch.chosen()[firstRow + r];
                float error = values.get(r, action) - targets[r];
                criticLoss += (double) error * error;
                gradient.set(r, action, 2 * error / batch.rows());
            }
            Arrays.fill(criticGradients[critic], 0);
            pass.backward(criticGradients[critic]);
        }
    }

    /** Computes the gradient of {@code -(temperature * entropy + sum_a pi(a|s) min(Q1, Q2)(s, a))}, mean over the batch. */
    void actorGradient(TransitionBatch batch, double temperature, RandomGenerator random) {
        actorPass.draw(random, 0, rows);
        Matrix preferences = actorPass.forward(states);
        Matrix values = criticPass.lowest(states);
        actorLoss = 0;
        entropy = 0;
        Arrays.fill(byPreference.values(), 0);
        for (int r = 0; r < rows; r++) {
            Softmax.row(preferences, r, batch.legal(), firstRow + r, probabilities, logarithms);
            softmaxGradient(r, values, (float) temperature, batch.rows());
        }
        Arrays.fill(actorGradient, 0);
        actorPass.backward(byPreference, actorGradient);
    }

    private void softmaxGradient(int r, Matrix values, float temperature, int batchRows) {
        float mean = 0;
        float rowEntropy = 0;
        for (int a = 0; a < probabilities.length; a++) {
            mean += probabilities[a] * values.get(r, a);
            rowEntropy -= probabilities[a] * logarithms[a];
        }
        actorLoss -= mean + temperature * rowEntropy;
        entropy += rowEntropy;
        for (int a = 0; a < probabilities.length; a++) {
            float gain = values.get(r, a) - mean - temperature * (logarithms[a] + rowEntropy);
            byPreference.set(r, a, -probabilities[a] * gain / batchRows);
        }
    }
}
