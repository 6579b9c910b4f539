package skybourse.learning.training;

import java.util.random.RandomGenerator;
import skybourse.base.random.RandomStreams;
import skybourse.learning.learners.BatchEnvironment;

/** An environment whose observations carry Gaussian noise, fresh at every step; the first seed fixes it. */
final class NoisyStates implements BatchEnvironment {

    private final BatchEnvironment environment;
    private final float deviation;
    private final float[] states;
    private final float[] finalStates;
    private RandomGenerator random = new RandomStreams(0).stream("state-noise", 0);

    /** Makes it noisy. */
    NoisyStates(BatchEnvironment environment, double deviation) {
        this.environment = environment;
        this.deviation = (float) deviation;
        states = new float[environment.lanes() * environment.stateSize()];
        finalStates = states.clone();
    }

    @Override
    public int lanes() {
        return environment.lanes();
    }

    @Override
    public int stateSize() {
        return environment.stateSize();
    }

    @Override
    public int actions() {
        return environment.actions();
    }

    @Override
    public void reset(long firstSeed) {
        random = new RandomStreams(firstSeed).stream("state-noise", 0);
        environment.reset(firstSeed);
        observe();
    }

    @Override
    public void step(int[] actions) {
        environment.step(actions);
        observe();
    }

    private void observe() {
        blur(environment.states(), states);
        blur(environment.finalStates(), finalStates);
    }

    private void blur(float[] clear, float[] blurred) {
        for (int i = 0; i < clear.length; i++) {
            blurred[i] = clear[i] + deviation * (float) random.nextGaussian();
        }
    }

    @Override
    public float[] states() {
        return states;
    }

    @Override
    public boolean[] legal() {
        return environment.legal();
    }

    @Override
    public float[] rewards() {
        return environment.rewards();
    }

    @Override
    public boolean[] terminated() {
        return environment.terminated();
    }

    @Override
    public boolean[] truncated() {
        return environment.truncated();
    }

    @Override
    public float[] finalStates() {
        return finalStates;
    }

    @Override
    public boolean[] finalLegal() {
        return environment.finalLegal();
    }
}
