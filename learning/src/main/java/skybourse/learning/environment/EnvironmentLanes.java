package skybourse.learning.environment;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import skybourse.base.numeric.Checks;

/** Vectorized environment of separate {@link Environment}s: the reference implementation of {@link BatchEnvironment}. */
public final class EnvironmentLanes implements BatchEnvironment {

    private final List<Environment> environments = new ArrayList<>();
    private final int stateSize;
    private final int actions;
    private final float[] states;
    private final boolean[] legal;
    private final float[] rewards;
    private final boolean[] terminated;
    private final boolean[] truncated;
    private final float[] finalStates;
    private final boolean[] finalLegal;
    private final long[] seeds;

    /**
     * Creates the environments; {@link #reset} must be called before the first step.
     *
     * @param maker creates an environment, a new one at each call
     * @param lanes number of lanes, at least 1
     * @throws IllegalArgumentException if {@code lanes} is below 1
     */
    public EnvironmentLanes(Supplier<? extends Environment> maker, int lanes) {
        Checks.positive(lanes, "lanes");
        for (int i = 0; i < lanes; i++) {
            environments.add(maker.get());
        }
        stateSize = environments.getFirst().stateSize();
        actions = environments.getFirst().actions();
        states = new float[lanes * stateSize];
        legal = new boolean[lanes * actions];
        rewards = new float[lanes];
        terminated = new boolean[lanes];
        truncated = new boolean[lanes];
        finalStates = new float[lanes * stateSize];
        finalLegal = new boolean[lanes * actions];
        seeds = new long[lanes];
    }

    @Override
    public void reset(long firstSeed) {
        for (int i = 0; i < lanes(); i++) {
            seeds[i] = firstSeed + i;
            begin(i);
        }
    }

    private void begin(int lane) {
        EnvironmentStepResult.First first = environments.get(lane).reset(seeds[lane]);
        show(lane, first.observation(), states, first.legal(), legal);
        seeds[lane] += lanes();
    }

    private void show(int lane, float[] observation, float[] to, boolean[] mask, boolean[] maskTo) {
        System.arraycopy(observation, 0, to, lane * stateSize, stateSize);
        System.arraycopy(mask, 0, maskTo, lane * actions, actions);
    }

    @Override
    public void step(int[] chosen) {
        ActionMaskOperations.check(this, chosen);
        for (int i = 0; i < lanes(); i++) {
            EnvironmentStepResult step = environments.get(i).step(chosen[i]);
            terminated[i] = step instanceof EnvironmentStepResult.Terminated;
            truncated[i] = step instanceof EnvironmentStepResult.Truncated;
            switch (step) {
                case EnvironmentStepResult.First first ->
                    throw new IllegalStateException("a step must not begin an episode");
                case EnvironmentStepResult.Mid mid -> {
                    rewards[i] = (float) mid.reward();
                    show(i, mid.observation(), states, mid.legal(), legal);
                }
                case EnvironmentStepResult.Terminated end ->
                    end(i, end.reward(), end.observation(), new boolean[actions]);
                case EnvironmentStepResult.Truncated end -> end(i, end.reward(), end.observation(), end.legal());
            }
        }
    }

    private void end(int lane, double reward, float[] observation, boolean[] stillLegal) {
        rewards[lane] = (float) reward;
        show(lane, observation, finalStates, stillLegal, finalLegal);
        begin(lane);
    }

    @Override
    public int lanes() {
        return environments.size();
    }

    @Override
    public int stateSize() {
        return stateSize;
    }

    @Override
    public int actions() {
        return actions;
    }

    @Override
    public float[] states() {
        return states;
    }

    @Override
    public boolean[] legal() {
        return legal;
    }

    @Override
    public float[] rewards() {
        return rewards;
    }

    @Override
    public boolean[] terminated() {
        return terminated;
    }

    @Override
    public boolean[] truncated() {
        return truncated;
    }

    @Override
    public float[] finalStates() {
        return finalStates;
    }

    @Override
    public boolean[] finalLegal() {
        return finalLegal;
    }
}
