package skybourse.files.codec;

import java.util.List;
import skybourse.learning.networks.Activation;
import skybourse.learning.networks.DenseLayer;
import skybourse.learning.networks.DenseNetwork;
import skybourse.learning.policy.DiffusionActor;
import skybourse.learning.policy.DiffusionWeights;
import skybourse.learning.policy.TrainedPolicy;
import skybourse.learning.training.TrainedModel;

/**
 * Export of trained networks to the ONNX format.
 *
 * <p>Inputs: {@code state}, {@code float[rows][stateSize]}; for a diffusion chain of T steps also {@code noise_0} to {@code noise_(T-1)}, {@code
 * float[rows][actions]} each. The noise inputs are standard normal random numbers. The chain begins with the last of them, and step t adds {@code
 * noise_(t-1)}.
 *
 * <p>Output: {@code preferences}, {@code float[rows][actions]}, before masking and softmax. A value network has the output {@code values} instead,
 * which already combines the outputs of duelling heads. The property {@value OnnxGraph#PROPERTY} contains the header of the model's file, with the
 * steps and the form of the state.
 */
public final class OnnxExport {

    private OnnxExport() {}

    /** Returns the model's network as the content of an ONNX file. */
    public static byte[] bytes(TrainedModel model) {
        TrainedPolicy policy = model.policy();
        OnnxGraph graph = new OnnxGraph(model.origin().learnerName());
        String state = graph.input("state", policy.form().stateSize());
        int actions = policy.form().actions();
        switch (policy.form()) {
            case TrainedPolicy.Diffusion chain ->
                graph.output(chain(graph, state, policy, chain.shape()), "preferences", actions);
            case TrainedPolicy.Plain plain ->
                graph.output(dense(graph, state, policy.network()), "preferences", actions);
            case TrainedPolicy.Values values ->
                graph.output(values(graph, state, policy.network(), values), "values", actions);
        }
        return graph.bytes(model.origin().programVersion(), ModelFile.header(model));
    }

    private static String dense(OnnxGraph graph, String input, DenseNetwork network) {
        String x = input;
        for (DenseLayer layer : network.layers()) {
            String weights = graph.constant(
                    layer.inputs(),
                    layer.outputs(),
                    layer.weights(network.parameters()).toRows());
            String bias = graph.constant(
                    1, layer.outputs(), layer.bias(network.parameters()).toRows());
            x = graph.activated(layer.activation(), graph.affine(x, weights, bias));
        }
        return x;
    }

    /**
     * Adds the outputs of a value network. Duelling heads are combined by one matrix product, which computes advantage - mean advantage + value of
     * the state.
     */
    private static String values(OnnxGraph graph, String state, DenseNetwork network, TrainedPolicy.Values form) {
        String outputs = dense(graph, state, network);
        if (!form.duelling()) {
            return outputs;
        }
        int actions = form.actions();
        float[] joined = new float[(actions + 1) * actions];
        for (int from = 0; from <= actions; from++) {
            for (int to = 0; to < actions; to++) {
                float share = from == actions ? 1 : -1f / actions;
                joined[from * actions + to] = from == to ? 1 + share : share;
            }
        }
        return graph.operator("MatMul", outputs, graph.constant(actions + 1, actions, joined));
    }

    private static String chain(OnnxGraph graph, String state, TrainedPolicy policy, DiffusionActor.Shape shape) {
        DiffusionWeights numbers = ((DiffusionActor) policy.actor()).numbers();
        int actions = shape.actions();
        int hidden = shape.hidden();
        List<float[]> layers = numbers.layers();
        String sample = graph.constant(actions, hidden, numbers.sample());
        String statePart = graph.operator("MatMul", state, graph.constant(shape.stateSize(), hidden, numbers.state()));
        String middleWeights = graph.constant(hidden, hidden, layers.get(0));
        String middleBias = graph.constant(1, hidden, layers.get(1));
        String lastWeights = graph.constant(hidden, actions, layers.get(2));
        String lastBias = graph.constant(1, actions, layers.get(3));
        int steps = numbers.steps().length;
        String[] noise = new String[steps];
        for (int t = 0; t < steps; t++) {
            noise[t] = graph.input("noise_" + t, actions);
        }
        String x = noise[steps - 1];
        for (int t = steps - 1; t >= 0; t--) {
            float[] k = numbers.steps()[t];
            String before = graph.operator("Add", statePart, graph.constant(1, hidden, numbers.times()[t]));
            String first = graph.activated(Activation.MISH, graph.affine(x, sample, before));
            String second = graph.activated(Activation.MISH, graph.affine(first, middleWeights, middleBias));
            String eps = graph.activated(shape.output(), graph.affine(second, lastWeights, lastBias));
            String start = graph.operator("Sub", graph.scaled(x, k[0]), graph.scaled(eps, k[1]));
            if (shape.clip()) {
                start = graph.operator(
                        "Max", graph.operator("Min", start, graph.constant(1, 1, 1)), graph.constant(1, 1, -1));
            }
            x = graph.operator("Add", graph.scaled(start, k[2]), graph.scaled(x, k[3]));
            if (t > 0) {
                x = graph.operator("Add", x, graph.scaled(noise[t - 1], k[4]));
            }
        }
        return x;
    }
}
