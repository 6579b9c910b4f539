package skybourse.benchmarks;

import skybourse.learning.learners.ActorCriticSettings;
import skybourse.learning.learners.TransitionBatch;
import skybourse.learning.policy.DiffusionActor;
import skybourse.learning.learners.DiffusionActorCritic;
import skybourse.learning.policy.DiffusionSchedule;
import skybourse.learning.learners.TwinCritics;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Adam;
import org.bytedeco.pytorch.AdamOptions;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import skybourse.learning.networks.DenseLayer;
import skybourse.learning.networks.Matrix;

/** Update of {@link DiffusionActorCritic} in PyTorch, starting from the same parameters. */
final class TorchReference {

    /** Layers of the actor. Each layer has two tensors: the weights, {@code inputs} x {@code outputs}, and the bias. */
    private final List<Tensor> actor;

    private final List<Tensor> targetActor;
    private final List<List<Tensor>> critics = new ArrayList<>();
    private final List<List<Tensor>> targetCritics = new ArrayList<>();
    private final Adam actorAdam;
    private final List<Adam> criticAdams = new ArrayList<>();
    private final DiffusionSchedule schedule;
    private final ActorCriticSettings settings;
    private final Tensor timeFeatures;
    private final int actions;

    TorchReference(DiffusionActor own, TwinCritics ownCritics, ActorCriticSettings settings) {
        this.settings = settings;
        schedule = own.shape().schedule();
        actions = own.actions();
        timeFeatures = tensor(DiffusionActor.timeFeatures(schedule.steps()));
        actor = leaves(own);
        targetActor = copies(actor);
        actorAdam = adam(actor, settings.actorRate());
        for (int i = 0; i < 2; i++) {
            List<Tensor> critic = new ArrayList<>();
            for (DenseLayer layer : ownCritics.layers()) {
                critic.add(leaf(tensor(layer.weights(ownCritics.parameters(i)))));
                critic.add(leaf(tensor(layer.bias(ownCritics.parameters(i)))));
            }
            critics.add(critic);
            targetCritics.add(copies(critic));
            criticAdams.add(adam(critic, settings.criticRate()));
        }
    }

    static Tensor tensor(Matrix matrix) {
        return Tensor.create(matrix.toRows(), matrix.rows(), matrix.columns());
    }

    private static Tensor leaf(Tensor values) {
        values.set_requires_grad(true);
        return values;
    }

    private static List<Tensor> copies(List<Tensor> tensors) {
        return tensors.stream().map(tensor -> tensor.detach().clone()).toList();
    }

    private static List<Tensor> leaves(DiffusionActor own) {
        float[] p = own.parameters();
        TensorVector parts = new TensorVector(
                tensor(own.sampleWeights(p)), tensor(own.timeWeights(p)), tensor(own.stateWeights(p)));
        List<Tensor> result = new ArrayList<>();
        for (DenseLayer layer : List.of(own.timeIn(), own.timeOut())) {
            result.add(leaf(tensor(layer.weights(p))));
            result.add(leaf(tensor(layer.bias(p))));
        }
        result.add(leaf(torch.cat(parts, 0)));
        result.add(leaf(tensor(own.firstBias(p))));
        for (DenseLayer layer : List.of(own.middle(), own.last())) {
            result.add(leaf(tensor(layer.weights(p))));
            result.add(leaf(tensor(layer.bias(p))));
        }
        return result;
    }

    private static Adam adam(List<Tensor> parameters, double rate) {
        return new Adam(new TensorVector(parameters.toArray(Tensor[]::new)), new AdamOptions(rate));
    }

    private static Tensor dense(List<Tensor> layers, int layer, Tensor x) {
        return torch.addmm(layers.get(2 * layer + 1), x, layers.get(2 * layer));
    }

    private static Tensor times(Tensor x, double factor) {
        return x.mul(new Scalar((float) factor));
    }

    /**
     * Returns the end of the diffusion chain of T steps. {@code noise[T - 1]} is the start of the chain, and {@code noise[t - 1]} is the noise that
     * step t adds.
     */
    private Tensor chain(List<Tensor> layers, Tensor states, Tensor[] noise) {
        Tensor x = noise[schedule.steps() - 1];
        for (int t = schedule.steps() - 1; t >= 0; t--) {
            DiffusionSchedule.Coefficients k = schedule.coefficients(t);
            Tensor time = timeFeatures.narrow(0, t, 1);
            Tensor code = dense(layers, 1, torch.mish(dense(layers, 0, time))).expand(states.size(0), DiffusionActor.TIME);
            Tensor h = torch.mish(dense(layers, 2, torch.cat(new TensorVector(x, code, states), 1)));
            Tensor eps = torch.tanh(dense(layers, 4, torch.mish(dense(layers, 3, h))));
            Tensor estimate = times(x, k.ofSample()).sub(times(eps, k.ofNoise()));
            x = times(estimate, k.meanOfEstimate()).add(times(x, k.meanOfSample()));
            if (t > 0) {
                x = x.add(times(noise[t - 1], k.deviation()));
            }
        }
        return x;
    }

    private static Tensor value(List<Tensor> layers, Tensor states) {
        Tensor h = torch.mish(dense(layers, 0, states));
        return dense(layers, 2, torch.mish(dense(layers, 1, h)));
    }

    private static Tensor lowest(List<List<Tensor>> pair, Tensor states) {
        return torch.minimum(value(pair.get(0), states), value(pair.get(1), states));
    }

    /** Runs one update in which all actions are legal. Returns two losses: the sum over both critics, then that of the actor. */
    double[] update(TransitionBatch batch, float[][] targetNoise, float[][] actorNoise) {
        try (PointerScope scope = new PointerScope()) {
            int rows = batch.rows();
            Tensor states = Tensor.create(batch.states(), rows, batch.stateSize());
            Tensor next = Tensor.create(batch.nextStates(), rows, batch.stateSize());
            long[] chosen = Arrays.stream(batch.chosen()).asLongStream().toArray();
            Tensor actionIndex = Tensor.create(chosen, rows, 1);
            Tensor aims = aims(batch, next, tensors(targetNoise, rows));
            double criticLoss = 0;
            for (int i = 0; i < 2; i++) {
                criticAdams.get(i).zero_grad();
                Tensor error = value(critics.get(i), states).gather(1, actionIndex).sub(aims);
                Tensor loss = error.mul(error).mean();
                loss.backward();
                criticAdams.get(i).step();
                criticLoss += loss.item_float();
            }
            Tensor lowest;
            try (NoGradGuard guard = new NoGradGuard()) {
                lowest = lowest(critics, states);
            }
            actorAdam.zero_grad();
            Tensor preferences = chain(actor, states, tensors(actorNoise, rows));
            Tensor p = torch.softmax(preferences, 1);
            Tensor entropy = p.mul(torch.log_softmax(preferences, 1)).sum().neg();
            Tensor loss = times(entropy, settings.temperature()).add(p.mul(lowest).sum()).neg();
            loss = times(loss, 1.0 / rows);
            loss.backward();
            actorAdam.step();
            follow();
            return new double[] {criticLoss, loss.item_float()};
        }
    }

    private Tensor[] tensors(float[][] noise, int rows) {
        return Arrays.stream(noise)
                .map(values -> Tensor.create(values, rows, actions))
                .toArray(Tensor[]::new);
    }

    private Tensor aims(TransitionBatch batch, Tensor next, Tensor[] noise) {
        try (NoGradGuard guard = new NoGradGuard()) {
            Tensor p = torch.softmax(chain(targetActor, next, noise), 1);
            Tensor expected = p.mul(lowest(targetCritics, next)).sum(new long[] {1}).view(batch.rows(), 1);
            Tensor rewards = Tensor.create(batch.rewards(), batch.rows(), 1);
            return rewards.add(Tensor.create(batch.discounts(), batch.rows(), 1).mul(expected));
        }
    }

    private void follow() {
        try (NoGradGuard guard = new NoGradGuard()) {
            follow(targetActor, actor);
            for (int i = 0; i < 2; i++) {
                follow(targetCritics.get(i), critics.get(i));
            }
        }
    }

    private void follow(List<Tensor> targets, List<Tensor> sources) {
        for (int i = 0; i < targets.size(); i++) {
            targets.get(i).lerp_(sources.get(i), new Scalar((float) settings.targetShare()));
        }
    }

    /** Returns the action probabilities in one state. */
    float[] decide(float[] state, float[][] noise) {
        try (PointerScope scope = new PointerScope();
                NoGradGuard guard = new NoGradGuard()) {
            Tensor x = chain(actor, Tensor.create(state, 1, state.length), tensors(noise, 1));
            Tensor p = torch.softmax(x, 1);
            float[] result = new float[actions];
            p.contiguous().data_ptr_float().get(result);
            return result;
        }
    }
}
