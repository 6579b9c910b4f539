package skybourse.learning.learners;

import skybourse.learning.networks.Activation;

class SoftActorCriticTest implements LearnerContract {

    @Override
    public Learner learner(int stateSize, int actions, int threads) {
        ActorCriticSettings shared = ActorCriticSettingsBuilder.builder()
                .hidden(32)
                .rows(64)
                .actorRate(1e-3)
                .criticRate(3e-3)
                .steps(3)
                .temperature(0.01)
                .lastTemperature(0.01)
                .coolingUpdates(1)
                .exploration(0.1)
                .discount(1)
                .targetShare(0.02)
                .capacity(5_000)
                .warmUp(200)
                .threads(threads)
                .build();
        return new SoftActorCritic.Settings(Activation.MISH, shared).learner(stateSize, actions);
    }

    @Override
    public Trainer.Settings training() {
        return new Trainer.Settings(8, 1_000_000, 150, 1, 2);
    }
}
