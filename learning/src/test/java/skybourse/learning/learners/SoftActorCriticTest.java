package skybourse.learning.learners;

import skybourse.learning.networks.Activation;

class SoftActorCriticTest implements LearnerContract {

    @Override
    public Learner learner(int stateSize, int actions, int threads) {
        ActorCriticSettings shared =
                new ActorCriticSettings(32, 64, 1e-3, 3e-3, 3, 0.01, 0.01, 1, 0.1, 1, 0.02, 5_000, 200, threads);
        return new SoftActorCritic.Settings(Activation.MISH, shared).learner(stateSize, actions);
    }

    @Override
    public Trainer.Settings training() {
        return new Trainer.Settings(8, 1_000_000, 150, 1, 2);
    }
}
