package skybourse.learning.learners;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import skybourse.base.random.RandomStreams;
import skybourse.learning.networks.Activation;
import skybourse.learning.networks.BatchThreadPool;
import skybourse.learning.networks.DenseLayer;
import skybourse.learning.networks.DenseNetwork;
import skybourse.learning.networks.ReferenceNetwork;
import skybourse.learning.policy.ActionValueNetwork;
import skybourse.learning.policy.PlainActor;

/** Gradients of every loss, compared with finite differences of the same loss in double precision. */
class LearnerGradientTest {

    private static final int ROWS = 12;
    private static final int STATE = 3;
    private static final int ACTIONS = 4;
    private static final int HIDDEN = 9;
    private static final double H = 1e-5;
    private static final double TEMPERATURE = 0.3;

    private final RandomGenerator random = new RandomStreams(21).stream("gradient", 0);
    private final TransitionBatch batch = batch();

    private TransitionBatch batch() {
        TransitionBatch made = new TransitionBatch(ROWS, 3, STATE, ACTIONS);
        for (int r = 0; r < ROWS; r++) {
            for (int i = 0; i < STATE; i++) {
                made.states()[r * STATE + i] = random.nextFloat() * 2 - 1;
                made.nextStates()[r * STATE + i] = random.nextFloat() * 2 - 1;
            }
            for (int a = 0; a < ACTIONS; a++) {
                made.legal()[r * ACTIONS + a] = a == r % ACTIONS || a == 1 || random.nextBoolean();
                made.nextLegal()[r * ACTIONS + a] = true;
            }
            made.chosen()[r] = r % ACTIONS;
            made.rewards()[r] = random.nextFloat() * 4 - 2;
            made.discounts()[r] = r % 5 == 4 ? 0 : 0.9f;
            made.ended()[r] = r % 5 == 4;
        }
        return made;
    }

    private double[] state(float[] states, int row) {
        return Arrays.copyOfRange(ReferenceNetwork.doubles(states), row * STATE, (row + 1) * STATE);
    }

    private double[] outputs(List<DenseLayer> layers, double[] parameters, int row) {
        return ReferenceNetwork.forward(layers, parameters, state(batch.states(), row));
    }

    /** Returns the probabilities of the legal actions, and 0 for others. */
    private double[] probabilities(double[] preferences, int row) {
        double[] p = new double[ACTIONS];
        for (int a = 0; a < ACTIONS; a++) {
            p[a] = batch.legal()[row * ACTIONS + a] ? Math.exp(preferences[a]) : 0;
        }
        double sum = Arrays.stream(p).sum();
        return Arrays.stream(p).map(x -> x / sum).toArray();
    }

    private static double entropy(double[] p) {
        return -Arrays.stream(p).filter(x -> x > 0).map(x -> x * Math.log(x)).sum();
    }

    private static void check(float[] gradient, double[] parameters, ToDoubleFunction<double[]> loss) {
        int nonZero = 0;
        for (int i = 0; i < parameters.length; i++) {
            // Padding elements are no parameters and remain zero.
            if (parameters[i] != 0) {
                double old = parameters[i];
                parameters[i] = old + H;
                double above = loss.applyAsDouble(parameters);
                parameters[i] = old - H;
                double below = loss.applyAsDouble(parameters);
                parameters[i] = old;
                double expected = (above - below) / (2 * H);
                assertThat((double) gradient[i]).as("parameter %d", i).isCloseTo(expected, within(2e-5));
                nonZero += Math.abs(expected) > 1e-5 ? 1 : 0;
            } else {
                assertThat(gradient[i]).isZero();
            }
        }
        assertThat(nonZero).isGreaterThan(100);
    }

    private static List<DenseLayer> layers(PlainActor actor) {
        return new DenseNetwork(Activation.MISH, Activation.LINEAR, STATE, HIDDEN, HIDDEN, actor.actions()).layers();
    }

    private PlainActor actor() {
        PlainActor actor = new PlainActor(STATE, ACTIONS, HIDDEN, Activation.MISH);
        actor.initialise(random);
        return actor;
    }

    @Test
    void actorAndCriticGradientsEqualFiniteDifferences() {
        PlainActor actor = actor();
        PlainActor targetActor = actor();
        TwinCritics critics = new TwinCritics(STATE, ACTIONS, HIDDEN);
        TwinCritics targets = new TwinCritics(STATE, ACTIONS, HIDDEN);
        critics.initialise(random);
        targets.initialise(random);
        ActorCriticChunk chunk = new ActorCriticChunk(0, ROWS, List.of(actor, targetActor), List.of(critics, targets));
        chunk.load(batch);
        chunk.target(batch, random);
        chunk.criticGradients(batch);
        chunk.actorGradient(batch, TEMPERATURE, random);

        List<DenseLayer> layers = layers(actor);
        double[] q1 = ReferenceNetwork.doubles(critics.parameters(0));
        double[] q2 = ReferenceNetwork.doubles(critics.parameters(1));
        ToDoubleFunction<double[]> actorLoss = parameters -> {
            double loss = 0;
            for (int r = 0; r < ROWS; r++) {
                double[] p = probabilities(outputs(layers, parameters, r), r);
                double[] one = outputs(layers, q1, r);
                double[] other = outputs(layers, q2, r);
                loss -= TEMPERATURE * entropy(p) / ROWS;
                for (int a = 0; a < ACTIONS; a++) {
                    loss -= p[a] * Math.min(one[a], other[a]) / ROWS;
                }
            }
            return loss;
        };
        double[] parameters = ReferenceNetwork.doubles(actor.parameters());
        assertThat(chunk.actorLoss / ROWS).isCloseTo(actorLoss.applyAsDouble(parameters), within(1e-5));
        check(chunk.actorGradient, parameters, actorLoss);

        double[] targetValues = targetValues(layers, targetActor, targets);
        for (int critic = 0; critic < 2; critic++) {
            check(chunk.criticGradients[critic], critic == 0 ? q1 : q2, q -> {
                double loss = 0;
                for (int r = 0; r < ROWS; r++) {
                    double error = outputs(layers, q, r)[batch.chosen()[r]] - targetValues[r];
                    loss += error * error / ROWS;
                }
                return loss;
            });
        }
    }

    private double[] targetValues(List<DenseLayer> layers, PlainActor actor, TwinCritics critics) {
        double[] targetValues = new double[ROWS];
        for (int r = 0; r < ROWS; r++) {
            double[] next = state(batch.nextStates(), r);
            double[] z = ReferenceNetwork.forward(layers, ReferenceNetwork.doubles(actor.parameters()), next);
            double sum = Arrays.stream(z).map(Math::exp).sum();
            double[] one = ReferenceNetwork.forward(layers, ReferenceNetwork.doubles(critics.parameters(0)), next);
            double[] other = ReferenceNetwork.forward(layers, ReferenceNetwork.doubles(critics.parameters(1)), next);
            targetValues[r] = batch.rewards()[r];
            for (int a = 0; a < ACTIONS; a++) {
                targetValues[r] += batch.discounts()[r] * Math.exp(z[a]) / sum * Math.min(one[a], other[a]);
            }
        }
        return targetValues;
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void dqnGradientEqualsFiniteDifferences(boolean duelling) {
        int outputs = ACTIONS + (duelling ? 1 : 0);
        DenseNetwork network = new DenseNetwork(Activation.MISH, Activation.LINEAR, STATE, HIDDEN, HIDDEN, outputs);
        network.initialise(random);
        ActionValueNetwork values = new ActionValueNetwork(network, ACTIONS);
        ActionValueNetwork target = values.copy();
        target.network().initialise(random);
        DqnChunk chunk = new DqnChunk(0, ROWS, values, target);
        chunk.run(batch);
        double[] parameters = ReferenceNetwork.doubles(network.parameters());
        double[] before = parameters.clone();
        double[] judge = ReferenceNetwork.doubles(target.parameters());
        check(chunk.gradient, parameters, p -> {
            double loss = 0;
            for (int r = 0; r < ROWS; r++) {
                double[] next = state(batch.nextStates(), r);
                double[] chooses = heads(ReferenceNetwork.forward(network.layers(), before, next));
                double[] judges = heads(ReferenceNetwork.forward(network.layers(), judge, next));
                int best = 0;
                for (int a = 1; a < ACTIONS; a++) {
                    best = chooses[a] > chooses[best] ? a : best;
                }
                double aim = batch.rewards()[r] + batch.discounts()[r] * judges[best];
                double size = Math.abs(heads(outputs(network.layers(), p, r))[batch.chosen()[r]] - aim);
                loss += (size < 1 ? size * size / 2 : size - 0.5) / ROWS;
            }
            return loss;
        });
    }

    private static double[] heads(double[] outputs) {
        double[] values = Arrays.copyOf(outputs, ACTIONS);
        if (outputs.length > ACTIONS) {
            double mean = Arrays.stream(values).sum() / ACTIONS;
            for (int a = 0; a < ACTIONS; a++) {
                values[a] += outputs[ACTIONS] - mean;
            }
        }
        return values;
    }

    /** Old probabilities differ from the current ones, so that some ratios are clipped. */
    @Test
    void ppoGradientsEqualFiniteDifferences() {
        PlainActor actor = actor();
        PlainActor old = actor();
        DenseNetwork value = new DenseNetwork(Activation.MISH, Activation.LINEAR, STATE, HIDDEN, HIDDEN, 1);
        value.initialise(random);
        Ppo.Settings settings = PpoSettingsBuilder.builder()
                .hidden(HIDDEN)
                .activation(Activation.MISH)
                .rolloutSteps(4)
                .epochs(1)
                .rows(0)
                .clip(0.2)
                .advantageDecay(0.95)
                .entropyWeight(0.1)
                .normalises(false)
                .rate(1e-3)
                .decayUpdates(0)
                .weightMean(0)
                .discount(1)
                .threads(1)
                .build();
        List<DenseLayer> layers = layers(actor);
        int[] order = new int[ROWS];
        Arrays.setAll(order, i -> i);
        PpoUpdate step;
        PpoUpdate.Targets targets;
        try (BatchThreadPool workers = new BatchThreadPool(1)) {
            targets = new PpoUpdate(old, value, settings, workers, ROWS).targets(batch);
            step = new PpoUpdate(actor, value, settings, workers, ROWS);
            step.gradients(batch, targets, order, 0);
        }
        check(step.actorSum, ReferenceNetwork.doubles(actor.parameters()), p -> {
            double loss = 0;
            for (int r = 0; r < ROWS; r++) {
                double[] now = probabilities(outputs(layers, p, r), r);
                double[] then = probabilities(outputs(layers, ReferenceNetwork.doubles(old.parameters()), r), r);
                double ratio = now[batch.chosen()[r]] / then[batch.chosen()[r]];
                double advantage = targets.advantages()[r];
                loss -= Math.min(ratio * advantage, Math.clamp(ratio, 0.8, 1.2) * advantage) / ROWS;
                loss -= 0.1 * entropy(now) / ROWS;
            }
            return loss;
        });
        check(step.valueSum, ReferenceNetwork.doubles(value.parameters()), p -> {
            double loss = 0;
            for (int r = 0; r < ROWS; r++) {
                double error = outputs(value.layers(), p, r)[0] - targets.returns()[r];
                loss += error * error / ROWS;
            }
            return loss;
        });
        checkAdvantages(value, targets);
    }

    /** The advantages by their definition, a discounted sum of errors up to the episode's end. */
    private void checkAdvantages(DenseNetwork value, PpoUpdate.Targets targets) {
        double[] p = ReferenceNetwork.doubles(value.parameters());
        for (int r = 0; r < ROWS; r++) {
            double expected = 0;
            double weight = 1;
            boolean runs = true;
            for (int i = r; i < ROWS && runs; i += batch.lanes()) {
                double next = ReferenceNetwork.forward(value.layers(), p, state(batch.nextStates(), i))[0];
                expected +=
                        weight * (batch.rewards()[i] + batch.discounts()[i] * next - outputs(value.layers(), p, i)[0]);
                weight *= 0.95 * batch.discounts()[i];
                runs = !batch.ended()[i];
            }
            assertThat((double) targets.advantages()[r]).isCloseTo(expected, within(1e-5));
        }
    }
}
