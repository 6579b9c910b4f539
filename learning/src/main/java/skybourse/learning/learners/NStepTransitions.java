package skybourse.learning.learners;

import java.util.Arrays;
import skybourse.base.numeric.Checks;
import skybourse.learning.environment.BatchEnvironment;

/**
 * Conversion of the steps of a {@link BatchEnvironment} into n-step transitions. The reward is {@code r_0 + g r_1 + ... + g^(n-1) r_(n-1)} with
 * discount g. The next state is n steps later, or the last state of the episode if that is earlier.
 *
 * <p>Source: Sutton and Barto, "Reinforcement learning", 2nd edition, section 7.1.
 */
public final class NStepTransitions {

    /** Receiver of complete transitions. */
    @FunctionalInterface
    public interface Sink {
        /** Receives a transition in one row of a batch. The row is overwritten later. */
        void accept(TransitionBatch batch, int row);
    }

    private final int steps;
    private final float discount;
    private final int lanes;
    private final TransitionBatch pending;
    private final int[] count;
    private final int[] oldest;

    /**
     * Creates a converter without pending transitions.
     *
     * @param steps n, at least 1
     * @param discount discount per step, in [0, 1]
     * @param environment the environment whose steps are converted
     * @throws IllegalArgumentException if {@code steps} or {@code discount} is outside its range
     */
    public NStepTransitions(int steps, double discount, BatchEnvironment environment) {
        this.steps = (int) Checks.positive(steps, "steps");
        this.discount = (float) Checks.within(discount, 0, 1, "discount");
        lanes = environment.lanes();
        pending = new TransitionBatch(lanes * steps, lanes, environment.stateSize(), environment.actions());
        count = new int[lanes];
        oldest = new int[lanes];
    }

    /** Records the states and the chosen actions of all lanes. Call it before the environment's step. */
    public void before(BatchEnvironment environment, int[] chosen) {
        int n = pending.stateSize();
        int m = pending.actions();
        for (int lane = 0; lane < lanes; lane++) {
            int row = row(lane, count[lane]++);
            System.arraycopy(environment.states(), lane * n, pending.states(), row * n, n);
            System.arraycopy(environment.legal(), lane * m, pending.legal(), row * m, m);
            pending.chosen()[row] = chosen[lane];
            pending.rewards()[row] = 0;
            pending.discounts()[row] = 1;
        }
    }

    private int row(int lane, int age) {
        return (oldest[lane] + age) % steps * lanes + lane;
    }

    /** Records the rewards of a step. Passes all complete transitions to the sink, in lane order. Must be called after the environment's step. */
    public void after(BatchEnvironment environment, Sink sink) {
        for (int lane = 0; lane < lanes; lane++) {
            boolean terminated = environment.terminated()[lane];
            boolean ended = terminated || environment.truncated()[lane];
            for (int i = 0; i < count[lane]; i++) {
                int row = row(lane, i);
                pending.rewards()[row] += pending.discounts()[row] * environment.rewards()[lane];
                pending.discounts()[row] *= discount;
            }
            while (count[lane] > 0 && (ended || count[lane] == steps)) {
                complete(environment, lane, terminated, ended);
                sink.accept(pending, row(lane, 0));
                oldest[lane] = (oldest[lane] + 1) % steps;
                count[lane]--;
            }
        }
    }

    private void complete(BatchEnvironment environment, int lane, boolean terminated, boolean ended) {
        int row = row(lane, 0);
        int n = pending.stateSize();
        int m = pending.actions();
        float[] next = ended ? environment.finalStates() : environment.states();
        boolean[] legal = ended ? environment.finalLegal() : environment.legal();
        System.arraycopy(next, lane * n, pending.nextStates(), row * n, n);
        System.arraycopy(legal, lane * m, pending.nextLegal(), row * m, m);
        pending.ended()[row] = ended;
        if (terminated) {
            pending.discounts()[row] = 0;
            Arrays.fill(pending.nextLegal(), row * m, (row + 1) * m, false);
        }
    }
}
