package skybourse.learning.learners;

import java.util.Arrays;
import java.util.stream.IntStream;
import skybourse.learning.networks.BatchThreadPool;
import skybourse.learning.networks.DenseNetwork;
import skybourse.learning.networks.ElementwiseOperations;
import skybourse.learning.networks.Matrix;
import skybourse.learning.networks.Softmax;
import skybourse.learning.policy.ActorNetwork;

/** Gradient steps of {@link Ppo} and their targets. Not thread-safe. */
final class PpoUpdate {

    /**
     * Targets of an update, one number per transition.
     *
     * @param logarithms logarithms of the probabilities with which the actions were taken; empty if an expert took them
     * @param advantages estimated advantages of the actions
     * @param returns targets of the value network
     */
    record Targets(float[] logarithms, float[] advantages, float[] returns) {

        /** Returns whether an expert took the actions. */
        boolean isDemonstration() {
            return logarithms.length == 0;
        }
    }

    final float[] actorSum;
    final float[] valueSum;

    private final ActorNetwork actor;
    private final DenseNetwork value;
    private final Ppo.Settings settings;
    private final BatchThreadPool workers;
    private final int rows;
    private final Chunk[] chunks;
    private Look[] looks = new Look[0];
    private int lookedAt;

    PpoUpdate(ActorNetwork actor, DenseNetwork value, Ppo.Settings settings, BatchThreadPool workers, int rows) {
        this.actor = actor;
        this.value = value;
        this.settings = settings;
        this.workers = workers;
        this.rows = rows;
        actorSum = new float[actor.parameters().length];
        valueSum = new float[value.parameters().length];
        chunks = IntStream.range(0, BatchThreadPool.chunks(rows))
                .mapToObj(i -> new Chunk(i * BatchThreadPool.CHUNK_ROWS, BatchThreadPool.chunkRows(rows, i)))
                .toArray(Chunk[]::new);
    }

    int rows() {
        return rows;
    }

    /** Returns the targets of a complete batch, computed with the present parameters. */
    Targets targets(TransitionBatch batch) {
        int all = batch.rows();
        float[] logarithms = new float[all];
        float[] values = new float[all];
        float[] nextValues = new float[all];
        if (lookedAt != all) {
            lookedAt = all;
            looks = IntStream.range(0, BatchThreadPool.chunks(all))
                    .mapToObj(i -> new Look(i * BatchThreadPool.CHUNK_ROWS, BatchThreadPool.chunkRows(all, i)))
                    .toArray(Look[]::new);
        }
        workers.run(looks.length, i -> looks[i].run(batch, logarithms, values, nextValues));
        float[] advantages = advantages(batch, values, nextValues);
        float[] returns = new float[all];
        for (int i = 0; i < all; i++) {
            returns[i] = advantages[i] + values[i];
        }
        return new Targets(logarithms, advantages, returns);
    }

    /** Copies the observation of one row of a batch. The state is copied to {@code states}, and the noise after it to the actor's pass. */
    private void observe(TransitionBatch batch, int row, Matrix states, ActorNetwork.Pass acts, int to) {
        int at = row * batch.stateSize();
        states.setRow(to, batch.states(), at);
        acts.observe(to, batch.states(), at + actor.stateSize());
    }

    /**
     * Returns the targets of imitation learning. The actor learns a high probability of the expert's actions, and the value network learns the
     * expert's returns.
     */
    static Targets imitation(TransitionBatch shown) {
        float[] ones = new float[shown.rows()];
        Arrays.fill(ones, 1);
        return new Targets(new float[0], ones, shown.rewards());
    }

    private static void take(Matrix column, float[] into, int from) {
        for (int r = 0; r < column.rows(); r++) {
            into[from + r] = column.get(r, 0);
        }
    }

    private static void takeLogarithms(Matrix preferences, TransitionBatch batch, float[] into, int from) {
        float[] probabilities = new float[batch.actions()];
        float[] logarithms = new float[batch.actions()];
        for (int r = 0; r < preferences.rows(); r++) {
            Softmax.row(preferences, r, batch.legal(), from + r, probabilities, logarithms);
            into[from + r] = logarithms[batch.chosen()[from + r]];
        }
    }

    /** Returns the generalized advantage estimates. They are summed from the last step to the first, separately for each episode. */
    private float[] advantages(TransitionBatch batch, float[] values, float[] nextValues) {
        float[] advantages = new float[batch.rows()];
        for (int i = advantages.length - 1; i >= 0; i--) {
            float discount = batch.discounts()[i];
            advantages[i] = batch.rewards()[i] + discount * nextValues[i] - values[i];
            if (!batch.ended()[i] && i + batch.lanes() < advantages.length) {
                advantages[i] += discount * (float) settings.advantageDecay() * advantages[i + batch.lanes()];
            }
        }
        return advantages;
    }

    /**
     * Sets {@code actorSum} and {@code valueSum} to the gradients of the mean losses over {@code rows} transitions. {@code order} contains their
     * rows, from index {@code from} on.
     */
    UpdateLosses gradients(TransitionBatch batch, Targets targets, int[] order, int from) {
        float[] advantages = new float[rows];
        for (int i = 0; i < rows; i++) {
            advantages[i] = targets.advantages[order[from + i]];
        }
        if (settings.normalises() && !targets.isDemonstration()) {
            normalise(advantages);
        }
        workers.run(chunks.length, i -> chunks[i].run(batch, targets, advantages, order, from));
        ElementwiseOperations.sum(of(true), chunks.length, actorSum);
        ElementwiseOperations.sum(of(false), chunks.length, valueSum);
        return losses();
    }

    private UpdateLosses losses() {
        double critic = 0;
        double actorLoss = 0;
        double entropy = 0;
        for (Chunk chunk : chunks) {
            critic += chunk.criticLoss;
            actorLoss += chunk.actorLoss;
            entropy += chunk.entropy;
        }
        return new UpdateLosses(critic / rows, actorLoss / rows, entropy / rows);
    }

    private float[][] of(boolean actors) {
        return Arrays.stream(chunks)
                .map(chunk -> actors ? chunk.actorGradient : chunk.valueGradient)
                .toArray(float[][]::new);
    }

    private static void normalise(float[] advantages) {
        double mean = 0;
        for (float advantage : advantages) {
            mean += advantage / (double) advantages.length;
        }
        double square = 0;
        for (float advantage : advantages) {
            square += (advantage - mean) * (advantage - mean) / advantages.length;
        }
        double scale = 1 / (Math.sqrt(square) + 1e-8);
        for (int i = 0; i < advantages.length; i++) {
            advantages[i] = (float) ((advantages[i] - mean) * scale);
        }
    }

    /** Evaluation of one chunk of the complete batch with the present parameters. */
    private final class Look {

        private final int from;
        private final Matrix states;
        private final DenseNetwork.Pass valuePass;
        private final ActorNetwork.Pass actorPass;

        Look(int from, int count) {
            this.from = from;
            states = Matrix.zeros(count, actor.stateSize());
            valuePass = value.pass(count);
            actorPass = actor.pass(count, false);
        }

        void run(TransitionBatch batch, float[] logarithms, float[] values, float[] nextValues) {
            for (int r = 0; r < states.rows(); r++) {
                states.setRow(r, batch.nextStates(), (from + r) * batch.stateSize());
            }
            take(valuePass.infer(states), nextValues, from);
            for (int r = 0; r < states.rows(); r++) {
                observe(batch, from + r, states, actorPass, r);
            }
            take(valuePass.infer(states), values, from);
            takeLogarithms(actorPass.forward(states), batch, logarithms, from);
        }
    }

    /** Gradient step of one chunk. */
    private final class Chunk {

        private final int firstRow;
        private final Matrix states;
        private final ActorNetwork.Pass actorPass;
        private final DenseNetwork.Pass valuePass;
        private final Matrix byPreference;
        private final float[] probabilities = new float[actor.actions()];
        private final float[] logarithms = new float[actor.actions()];
        private final float[] actorGradient = new float[actor.parameters().length];
        private final float[] valueGradient = new float[value.parameters().length];
        private double criticLoss;
        private double actorLoss;
        private double entropy;

        Chunk(int firstRow, int count) {
            this.firstRow = firstRow;
            states = Matrix.zeros(count, actor.stateSize());
            actorPass = actor.pass(count, true);
            valuePass = value.pass(count);
            byPreference = Matrix.zeros(count, actor.actions());
        }

        void run(TransitionBatch batch, Targets targets, float[] advantages, int[] order, int from) {
            criticLoss = 0;
            actorLoss = 0;
            entropy = 0;
            for (int r = 0; r < states.rows(); r++) {
                observe(batch, order[from + firstRow + r], states, actorPass, r);
            }
            Matrix preferences = actorPass.forward(states);
            Matrix values = valuePass.forward(states);
            for (int r = 0; r < states.rows(); r++) {
                int row = order[from + firstRow + r];
                Softmax.row(preferences, r, batch.legal(), row, probabilities, logarithms);
                int action = batch.chosen()[row];
                // An expert's action has the ratio 1. Its gradient is therefore the gradient of the logarithm of its
                // probability.
                float before = targets.isDemonstration() ? logarithms[action] : targets.logarithms[row];
                actorRow(r, action, before, advantages[firstRow + r]);
                float error = values.get(r, 0) - targets.returns[row];
                criticLoss += (double) error * error;
                valuePass.outputGradient().set(r, 0, 2 * error / rows);
            }
            Arrays.fill(actorGradient, 0);
            actorPass.backward(byPreference, actorGradient);
            Arrays.fill(valueGradient, 0);
            valuePass.backward(valueGradient);
        }

        private void actorRow(int r, int action, float oldLogarithm, float advantage) {
            float ratio = (float) StrictMath.exp(logarithms[action] - oldLogarithm);
            float clipped = Math.clamp(ratio, (float) (1 - settings.clip()), (float) (1 + settings.clip()));
            float plain = ratio * advantage;
            boolean moves = !(clipped * advantage < plain);
            float rowEntropy = 0;
            for (int a = 0; a < probabilities.length; a++) {
                rowEntropy -= probabilities[a] * logarithms[a];
            }
            float weight = (float) settings.entropyWeight();
            actorLoss -= Math.min(plain, clipped * advantage) + weight * rowEntropy;
            entropy += rowEntropy;
            for (int a = 0; a < probabilities.length; a++) {
                float byLogarithm = (a == action ? 1 : 0) - probabilities[a];
                float gain = moves ? plain * byLogarithm : 0;
                gain -= weight * probabilities[a] * (logarithms[a] + rowEntropy);
                byPreference.set(r, a, -gain / rows);
            }
        }
    }
}
