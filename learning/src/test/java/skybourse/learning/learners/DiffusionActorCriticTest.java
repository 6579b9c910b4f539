package skybourse.learning.learners;

import skybourse.learning.networks.Activation;
import skybourse.learning.policy.DiffusionSchedule;

class DiffusionActorCriticTest implements LearnerContract {

    @Override
    public Learner learner(int stateSize, int actions, int threads) {
        ActorCriticSettings shared = SmallNetworks.settings(threads);
        return new DiffusionActorCritic.Settings(DiffusionSchedule.ofSteps(3), Activation.TANH, false, shared)
                .learner(stateSize, actions);
    }

    @Override
    public Trainer.Settings training() {
        return new Trainer.Settings(8, 1_000_000, 150, 1, 2);
    }
}
