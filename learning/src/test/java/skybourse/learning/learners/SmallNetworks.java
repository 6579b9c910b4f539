package skybourse.learning.learners;

/** Settings of actor-critic learners whose tests take seconds. */
final class SmallNetworks {

    private SmallNetworks() {}

    static ActorCriticSettings settings(int threads) {
        return ActorCriticSettingsBuilder.builder()
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
    }
}
