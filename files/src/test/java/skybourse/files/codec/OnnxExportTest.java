package skybourse.files.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import skybourse.base.random.RandomStreams;
import skybourse.files.text.InvalidInputException;
import skybourse.learning.networks.DenseNetwork;
import skybourse.learning.networks.Matrix;
import skybourse.learning.policy.ActorNetwork;
import skybourse.learning.training.SmallModels;
import skybourse.learning.training.TrainedModel;

/** The exported network, run by ONNX Runtime, gives the outputs of the own implementation. */
class OnnxExportTest {

    private static final int ROWS = 9;

    private static float[][] run(TrainedModel model, Map<String, float[][]> inputs, String output) throws OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession session = environment.createSession(OnnxExport.bytes(model))) {
            Map<String, OnnxTensor> tensors = new LinkedHashMap<>();
            for (Map.Entry<String, float[][]> input : inputs.entrySet()) {
                tensors.put(input.getKey(), OnnxTensor.createTensor(environment, input.getValue()));
            }
            try (OrtSession.Result result = session.run(tensors)) {
                return (float[][]) result.get(output).orElseThrow().getValue();
            }
        }
    }

    private static float[][] randomRows(RandomGenerator random, int columns) {
        float[][] numbers = new float[ROWS][columns];
        for (float[] row : numbers) {
            for (int c = 0; c < columns; c++) {
                row[c] = (float) random.nextGaussian();
            }
        }
        return numbers;
    }

    private static Matrix matrix(float[][] numbers) {
        Matrix matrix = Matrix.zeros(numbers.length, numbers[0].length);
        for (int r = 0; r < numbers.length; r++) {
            for (int c = 0; c < numbers[0].length; c++) {
                matrix.set(r, c, numbers[r][c]);
            }
        }
        return matrix;
    }

    private static void assertClose(float[][] theirs, Matrix ours, int columns) {
        for (int r = 0; r < ROWS; r++) {
            for (int c = 0; c < columns; c++) {
                assertThat((double) theirs[r][c])
                        .isCloseTo(ours.get(r, c), within(1e-5 * (1 + Math.abs(ours.get(r, c)))));
            }
        }
    }

    private static void assertChainIsEqual(String learner, int steps, Map<String, String> settings)
            throws OrtException {
        TrainedModel model = SmallModels.untrained(learner, settings);
        RandomGenerator random = new RandomStreams(21).stream("inputs", 0);
        Map<String, float[][]> inputs = new LinkedHashMap<>();
        inputs.put("state", randomRows(random, model.form().size()));
        ActorNetwork actor = model.policy().actor();
        ActorNetwork.Pass pass = actor.pass(ROWS, false);
        // The pass draws its noise from the chain's start to its end, row by row.
        pass.draw(new RandomStreams(22).stream("noise", 0), 0, ROWS);
        RandomGenerator same = new RandomStreams(22).stream("noise", 0);
        List<float[][]> noise = new ArrayList<>();
        for (int t = 0; t < steps; t++) {
            noise.add(randomRows(same, actor.actions()));
        }
        for (int t = 0; t < steps; t++) {
            inputs.put("noise_" + t, noise.get(steps - 1 - t));
        }
        assertClose(run(model, inputs, "preferences"), pass.forward(matrix(inputs.get("state"))), actor.actions());
    }

    @Test
    void diffusionChainGivesEqualPreferences() throws OrtException {
        assertChainIsEqual("diffusion", 3, Map.of("hidden", "64"));
        assertChainIsEqual("diffusion", 1, Map.of("steps", "1", "clocks", "plain"));
        assertChainIsEqual("diffusion-td", 5, Map.of("hidden", "64"));
        assertChainIsEqual(
                "diffusion-td", 5, Map.of("hidden", "40", "output", "linear", "clip", "true", "highestRate", "2"));
    }

    private static void assertDenseIsEqual(String learner, Map<String, String> settings, String output)
            throws OrtException {
        TrainedModel model = SmallModels.untrained(learner, settings);
        float[][] states = randomRows(
                new RandomStreams(23).stream("inputs", 0), model.form().size());
        DenseNetwork network = model.policy().network();
        Matrix ours = network.pass(ROWS).infer(matrix(states));
        assertClose(
                run(model, Map.of("state", states), output),
                ours,
                model.actions().size());
    }

    /** The exported file contains the header of the model file. */
    @Test
    void exportContainsModelHeader() throws Exception {
        TrainedModel model = SmallModels.untrained("diffusion", Map.of("hidden", "64"));
        ModelFile.Header header;
        try (OrtSession session = OrtEnvironment.getEnvironment().createSession(OnnxExport.bytes(model))) {
            header = ModelFile.header(
                    "m.onnx",
                    session.getMetadata().getCustomMetadataValue("skybourse").orElseThrow());
        }
        assertThat(header.state()).isEqualTo(model.form());
        assertThat(header.actions()).isEqualTo(model.actions());
        assertThat(header.range()).isEqualTo(model.range());
        assertThat(header.origin()).isEqualTo(model.origin());
        assertThatThrownBy(() -> ModelFile.header("m.onnx", "{}"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("m.onnx");
    }

    @Test
    void denseNetworksGiveEqualOutputs() throws OrtException {
        assertDenseIsEqual("sac", Map.of("hidden", "64"), "preferences");
        assertDenseIsEqual("ppo-tuned", Map.of("hidden", "32", "activation", "relu"), "preferences");
        assertDenseIsEqual("dqn", Map.of("hidden", "64"), "values");
    }

    /** Values of duelling heads: advantage minus the mean advantage plus the state's value. */
    @Test
    void duellingHeadsAreCombined() throws OrtException {
        TrainedModel model = SmallModels.untrained("dqn", Map.of("hidden", "24", "duelling", "true"));
        int actions = model.actions().size();
        float[][] states = randomRows(
                new RandomStreams(24).stream("inputs", 0), model.form().size());
        Matrix heads = model.policy().network().pass(ROWS).infer(matrix(states));
        Matrix values = Matrix.zeros(ROWS, actions);
        for (int r = 0; r < ROWS; r++) {
            float mean = 0;
            for (int a = 0; a < actions; a++) {
                mean += heads.get(r, a) / actions;
            }
            for (int a = 0; a < actions; a++) {
                values.set(r, a, heads.get(r, a) - mean + heads.get(r, actions));
            }
        }
        assertClose(run(model, Map.of("state", states), "values"), values, actions);
    }
}
