package skybourse.learning.training;

import java.util.Set;
import java.util.random.RandomGenerator;
import skybourse.base.random.RandomStreams;
import skybourse.learning.learners.Environment;
import skybourse.learning.learners.TimeStep;
import skybourse.learning.learners.TrainedPolicy;
import skybourse.learning.networks.Activation;
import skybourse.learning.networks.DenseNetwork;

/** Networks that were never trained and act by turns this way and that: their weights are large. */
final class DrawnNetwork {

    private DrawnNetwork() {}

    static TrainedPolicy of(ExactProblem problem, long seed) {
        var form = new TrainedPolicy.Plain(problem.stateSize(), problem.actions(), 8, Activation.TANH);
        RandomGenerator random = new RandomStreams(seed).stream("drawn-weights", 0);
        float[] parameters = new float
                [new DenseNetwork(Activation.TANH, Activation.LINEAR, problem.stateSize(), 8, 8, problem.actions())
                        .parameters()
                        .length];
        for (int i = 0; i < parameters.length; i++) {
            parameters[i] = (float) (3 * random.nextGaussian());
        }
        return new TrainedPolicy(form, parameters);
    }

    /** Plays the market of a seed by the likeliest actions and returns the whole return. */
    static double play(Environment environment, TrainedPolicy policy, long seed, Set<Integer> seen) {
        TimeStep now = environment.reset(seed);
        boolean[] legal = ((TimeStep.First) now).legal();
        double sum = 0;
        while (true) {
            int[] chosen = new int[1];
            policy.steady().choose(new RandomStreams(0).stream("unused", 0), 1, now.observation(), legal, chosen);
            seen.add(chosen[0]);
            now = environment.step(chosen[0]);
            switch (now) {
                case TimeStep.Mid mid -> {
                    sum += mid.reward();
                    legal = mid.legal();
                }
                case TimeStep.Terminated end -> {
                    return sum + end.reward();
                }
                default -> throw new AssertionError(now);
            }
        }
    }
}
