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
import skybourse.learning.policy.Actor;
import skybourse.learning.training.SmallModels;
import skybourse.learning.training.TrainedModel;

/** The exported network, run by ONNX Runtime, gives what our own engine gives. */
class OnnxModelTest {

    private static final int ROWS = 9;

    private static float[][] run(TrainedModel model, Map<String, float[][]> inputs, String output) throws OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession session = environment.createSession(OnnxModel.bytes(model))) {
            Map<String, OnnxTensor> tensors = new LinkedHashMap<>();
            for (Map.Entry<String, float[][]> input : inputs.entrySet()) {
                tensors.put(input.getKey(), OnnxTensor.createTensor(environment, input.getValue()));
            }
            try (OrtSession.Result result = session.run(tensors)) {
                return (float[][]) result.get(output).orElseThrow().getValue();
            }
        }
    }

    private static float[][] drawn(RandomGenerator random, int columns) {
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

    private static void close(float[][] theirs, Matrix ours, int columns) {
        for (int r = 0; r < ROWS; r++) {
            for (int c = 0; c < columns; c++) {
                assertThat((double) theirs[r][c])
                        .isCloseTo(ours.get(r, c), within(1e-5 * (1 + Math.abs(ours.get(r, c)))));
            }
        }
    }

    private static void chain(String learner, int steps, Map<String, String> settings) throws OrtException {
        TrainedModel model = SmallModels.untrained(learner, settings);
        RandomGenerator random = new RandomStreams(21).stream("inputs", 0);
        Map<String, float[][]> inputs = new LinkedHashMap<>();
        inputs.put("state", drawn(random, model.form().size()));
        Actor actor = model.policy().actor();
        Actor.Pass pass = actor.pass(ROWS, false);
        // The pass draws its noise from the chain's start to its end, row by row.
        pass.draw(new RandomStreams(22).stream("noise", 0), 0, ROWS);
        RandomGenerator same = new RandomStreams(22).stream("noise", 0);
        List<float[][]> noise = new ArrayList<>();
        for (int t = 0; t < steps; t++) {
            noise.add(drawn(same, actor.actions()));
        }
        for (int t = 0; t < steps; t++) {
            inputs.put("noise_" + t, noise.get(steps - 1 - t));
        }
        close(run(model, inputs, "preferences"), pass.forward(matrix(inputs.get("state"))), actor.actions());
    }

    @Test
    void theWholeReverseChain() throws OrtException {
        chain("diffusion", 3, Map.of("hidden", "64"));
        chain("diffusion", 1, Map.of("steps", "1", "clocks", "plain"));
        chain("diffusion-td", 5, Map.of("hidden", "64"));
        chain("diffusion-td", 5, Map.of("hidden", "40", "output", "linear", "clip", "true", "highestRate", "2"));
    }

    private static void dense(String learner, Map<String, String> settings, String output) throws OrtException {
        TrainedModel model = SmallModels.untrained(learner, settings);
        float[][] states =
                drawn(new RandomStreams(23).stream("inputs", 0), model.form().size());
        DenseNetwork network = model.policy().network();
        Matrix ours = network.pass(ROWS).infer(matrix(states));
        close(run(model, Map.of("state", states), output), ours, model.actions().size());
    }

    /** What the network does not tell is in its file, as the model's own file has it. */
    @Test
    void theHeaderGoesAlong() throws Exception {
        TrainedModel model = SmallModels.untrained("diffusion", Map.of("hidden", "64"));
        ModelFile.Header header;
        try (OrtSession session = OrtEnvironment.getEnvironment().createSession(OnnxModel.bytes(model))) {
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
    void networksWithoutAChain() throws OrtException {
        dense("sac", Map.of("hidden", "64"), "preferences");
        dense("ppo-tuned", Map.of("hidden", "32", "activation", "relu"), "preferences");
        dense("dqn", Map.of("hidden", "64"), "values");
    }

    /** Values under duelling heads: advantage less the mean advantage plus the state's value. */
    @Test
    void duellingHeadsAreJoined() throws OrtException {
        TrainedModel model = SmallModels.untrained("dqn", Map.of("hidden", "24", "duelling", "true"));
        int actions = model.actions().size();
        float[][] states =
                drawn(new RandomStreams(24).stream("inputs", 0), model.form().size());
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
        close(run(model, Map.of("state", states), "values"), values, actions);
    }
}
