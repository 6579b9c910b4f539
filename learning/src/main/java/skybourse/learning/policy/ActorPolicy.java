package skybourse.learning.policy;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import skybourse.base.numeric.Checks;
import skybourse.learning.environment.ActionMaskOperations;
import skybourse.learning.environment.Policy;
import skybourse.learning.networks.Matrix;
import skybourse.learning.networks.Softmax;

/**
 * Policy of an actor: samples from the softmax of one pass, or takes the action with the highest mean preference of several passes. Not safe for
 * several threads.
 *
 * <p>For exploration, sample. For evaluation, use the mean of several passes. Do not take the best action of a single pass of a diffusion chain,
 * because its preferences contain the chain's noise.
 */
public final class ActorPolicy implements Policy {

    private final ActorNetwork actor;
    private final int chains;
    private final double exploration;
    private final boolean observes;
    private ActorNetwork.Pass pass;
    private Matrix inputs;
    private final float[] probabilities;
    private final float[] logarithms;

    private ActorPolicy(ActorNetwork actor, int chains, double exploration, boolean observes) {
        this.actor = actor;
        this.exploration = exploration;
        this.observes = observes;
        this.chains = chains;
        pass = actor.pass(1, false);
        inputs = Matrix.zeros(1, actor.stateSize());
        probabilities = new float[actor.actions()];
        logarithms = new float[actor.actions()];
    }

    /** Returns the policy that samples its action from the softmax of one pass. */
    public static ActorPolicy sampled(ActorNetwork actor) {
        return new ActorPolicy(actor, 0, 0, false);
    }

    /**
     * Returns the policy that samples its action from the softmax of one pass, but takes a random legal action with a given probability.
     *
     * @param actor the actor
     * @param share probability of a random legal action, in [0, 1]
     */
    public static ActorPolicy exploring(ActorNetwork actor, double share) {
        return new ActorPolicy(actor, 0, share, false);
    }

    /**
     * Returns the policy that samples its action from the softmax of one pass. The noise of the pass is part of the observation, after the state (see
     * {@code NoiseAppendingWrapper}).
     */
    public static ActorPolicy observing(ActorNetwork actor) {
        return new ActorPolicy(actor, 0, 0, true);
    }

    /**
     * Returns the policy that takes the action with the highest mean preference.
     *
     * @param actor the actor
     * @param chains number of passes in the mean, each with its own noise, at least 1; 1 is enough for a plain network
     * @throws IllegalArgumentException if {@code chains} is below 1
     */
    public static ActorPolicy steady(ActorNetwork actor, int chains) {
        return new ActorPolicy(actor, (int) Checks.positive(chains, "chains"), 0, false);
    }

    @Override
    public void choose(RandomGenerator random, int rows, float[] states, boolean[] legal, int[] chosen) {
        int passes = Math.max(1, chains);
        if (inputs.rows() != rows * passes) {
            pass = actor.pass(rows * passes, false);
            inputs = Matrix.zeros(rows * passes, actor.stateSize());
        }
        if (observes) {
            observe(states, rows);
        } else {
            look(random, states, rows, passes);
        }
        Matrix preferences = pass.forward(inputs);
        if (chains == 0) {
            draw(random, preferences, legal, chosen);
        } else {
            takeLargest(sums(preferences, rows), legal, chosen, rows);
        }
    }

    /**
     * Evaluates all chains in one pass. Its rows are all states for the first chain, then all states for the second chain, and so on. Each chain has
     * independent noise.
     */
    private void look(RandomGenerator random, float[] states, int rows, int passes) {
        for (int chain = 0; chain < passes; chain++) {
            for (int r = 0; r < rows; r++) {
                inputs.setRow(chain * rows + r, states, r * actor.stateSize());
            }
            pass.draw(random, chain * rows, rows);
        }
    }

    private void observe(float[] states, int rows) {
        int observed = actor.stateSize() + actor.noiseSize();
        for (int r = 0; r < rows; r++) {
            inputs.setRow(r, states, r * observed);
            pass.observe(r, states, r * observed + actor.stateSize());
        }
    }

    private double[] sums(Matrix preferences, int rows) {
        double[] sums = new double[rows * actor.actions()];
        for (int row = 0; row < preferences.rows(); row++) {
            for (int a = 0; a < actor.actions(); a++) {
                sums[row % rows * actor.actions() + a] += preferences.get(row, a);
            }
        }
        return sums;
    }

    private void draw(RandomGenerator random, Matrix preferences, boolean[] legal, int[] chosen) {
        for (int r = 0; r < preferences.rows(); r++) {
            Softmax.row(preferences, r, legal, r, probabilities, logarithms);
            if (exploration > 0 && random.nextDouble() < exploration) {
                chosen[r] = ActionMaskOperations.draw(random, legal, r, probabilities.length);
                continue;
            }
            int drawn = Softmax.draw(random, probabilities);
            // If the parameters are NaN, no action can be drawn. A random legal action replaces it, and the next update
            // reports the error.
            chosen[r] = drawn >= 0 ? drawn : ActionMaskOperations.draw(random, legal, r, probabilities.length);
        }
    }

    private void takeLargest(double[] sums, boolean[] legal, int[] chosen, int rows) {
        Arrays.fill(chosen, 0, rows, -1);
        for (int r = 0; r < rows; r++) {
            for (int a = 0; a < actor.actions(); a++) {
                int at = r * actor.actions() + a;
                if (legal[at] && (chosen[r] < 0 || sums[at] > sums[r * actor.actions() + chosen[r]])) {
                    chosen[r] = a;
                }
            }
        }
    }
}
