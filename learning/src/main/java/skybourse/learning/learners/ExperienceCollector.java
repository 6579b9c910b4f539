package skybourse.learning.learners;

import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import skybourse.learning.environment.BatchEnvironment;

/** Collector of transitions, which forms the batches that a learner's {@link Learner.BatchSource} specifies. */
sealed interface ExperienceCollector {

    static ExperienceCollector of(Learner learner, BatchEnvironment environment, int stepsPerUpdate) {
        return switch (learner.batchSource()) {
            case Learner.BatchSource.OffPolicyBatches diet ->
                new ReplayExperience(diet, learner.discount(), environment, stepsPerUpdate);
            case Learner.BatchSource.OnPolicyBatches diet ->
                new RolloutExperience(diet, learner.discount(), environment);
        };
    }

    /**
     * Discards incomplete transitions and an unfinished rollout, and restarts the count of steps to the next update. A replay buffer is unchanged.
     */
    void clear();

    void before(int[] chosen);

    void after();

    /** Returns the batch for the next update; null if no update is due. */
    @Nullable
    TransitionBatch next(RandomGenerator random);

    void exchange(CheckpointSerializer state);

    /** Batches that are sampled from a replay buffer, one batch after every {@code stepsPerUpdate} steps of each lane. */
    final class ReplayExperience implements ExperienceCollector {

        private final Learner.BatchSource.OffPolicyBatches diet;
        private final double discount;
        private final BatchEnvironment environment;
        private final int stepsPerUpdate;
        private final ReplayBuffer buffer;
        private final TransitionBatch batch;
        private NStepTransitions returns;
        private int waited;

        ReplayExperience(
                Learner.BatchSource.OffPolicyBatches diet,
                double discount,
                BatchEnvironment environment,
                int stepsPerUpdate) {
            this.diet = diet;
            this.discount = discount;
            this.environment = environment;
            this.stepsPerUpdate = stepsPerUpdate;
            buffer = new ReplayBuffer(diet.capacity(), environment.stateSize(), environment.actions());
            batch = new TransitionBatch(diet.rows(), diet.rows(), environment.stateSize(), environment.actions());
            returns = new NStepTransitions(diet.steps(), discount, environment);
        }

        @Override
        public void clear() {
            returns = new NStepTransitions(diet.steps(), discount, environment);
            waited = 0;
        }

        @Override
        public void before(int[] chosen) {
            returns.before(environment, chosen);
        }

        @Override
        public void after() {
            returns.after(environment, buffer::add);
            waited++;
        }

        @Override
        public @Nullable TransitionBatch next(RandomGenerator random) {
            if (waited < stepsPerUpdate || buffer.size() < Math.min(diet.warmUp(), diet.capacity())) {
                return null;
            }
            waited = 0;
            buffer.sample(random, batch);
            return batch;
        }

        @Override
        public void exchange(CheckpointSerializer state) {
            buffer.exchange(state);
        }
    }

    /** Batches of all steps of all lanes since the last update, in chronological order. */
    final class RolloutExperience implements ExperienceCollector {

        private final BatchEnvironment environment;
        private final double discount;
        private final TransitionBatch batch;
        private NStepTransitions returns;
        private int filled;

        RolloutExperience(Learner.BatchSource.OnPolicyBatches diet, double discount, BatchEnvironment environment) {
            this.environment = environment;
            this.discount = discount;
            int lanes = environment.lanes();
            batch = new TransitionBatch(diet.steps() * lanes, lanes, environment.stateSize(), environment.actions());
            returns = new NStepTransitions(1, discount, environment);
        }

        @Override
        public void clear() {
            returns = new NStepTransitions(1, discount, environment);
            filled = 0;
        }

        @Override
        public void before(int[] chosen) {
            returns.before(environment, chosen);
        }

        @Override
        public void after() {
            returns.after(environment, (from, row) -> batch.copyRow(from, row, filled++));
        }

        @Override
        public @Nullable TransitionBatch next(RandomGenerator random) {
            if (filled < batch.rows()) {
                return null;
            }
            filled = 0;
            return batch;
        }

        @Override
        public void exchange(CheckpointSerializer state) {}
    }
}
