package skybourse.files.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import skybourse.files.text.InvalidInputException;
import skybourse.learning.training.SmallModels;
import skybourse.learning.training.TrainedModel;

class ModelFileTest {

    private static final Map<String, String> SMALL = Map.of("hidden", "16");

    @ParameterizedTest
    @ValueSource(
            strings = {"diffusion", "plain", "ppo-aided", "dqn-aided", "diffusion-td", "sac", "ppo", "ppo-tuned", "dqn"
            })
    void writtenModelIsReadBack(String learner) {
        TrainedModel model = SmallModels.untrained(learner, SMALL);
        byte[] bytes = ModelFile.write(model);
        TrainedModel read = ModelFile.read("m.skymodel", bytes);
        assertThat(read.origin()).isEqualTo(model.origin());
        assertThat(read.actions()).isEqualTo(model.actions());
        assertThat(read.form()).isEqualTo(model.form());
        assertThat(read.reward()).isEqualTo(model.reward());
        assertThat(read.policy().form()).isEqualTo(model.policy().form());
        assertThat(read.policy().parameters()).isEqualTo(model.policy().parameters());
        assertThat(ModelFile.write(read)).isEqualTo(bytes);
    }

    @Test
    void refusesCutAndChangedFiles() {
        byte[] bytes = ModelFile.write(SmallModels.untrained("sac", Map.of("hidden", "2")));
        for (int length = 0; length < bytes.length; length += 7) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> ModelFile.read("m.skymodel", cut))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageStartingWith("m.skymodel: ");
        }
        for (int i = 0; i < bytes.length; i += 5) {
            byte[] changed = bytes.clone();
            changed[i] ^= 1;
            assertThatThrownBy(() -> ModelFile.read("m.skymodel", changed)).isInstanceOf(InvalidInputException.class);
        }
    }

    /** Returns a file with a part of its header replaced, padded with blanks, and a matching checksum. */
    private static byte[] replaceInHeader(byte[] bytes, String part, String by) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        assertThat(text).contains(part);
        byte[] older =
                text.replace(part, by + " ".repeat(part.length() - by.length())).getBytes(StandardCharsets.ISO_8859_1);
        CRC32 sum = new CRC32();
        sum.update(older, 0, older.length - 4);
        ByteBuffer.wrap(older).putInt(older.length - 4, (int) sum.getValue());
        return older;
    }

    @Test
    void headerWithoutCountsMeansShares() {
        TrainedModel model = SmallModels.untrained("sac", SMALL);
        byte[] older = replaceInHeader(ModelFile.write(model), "\"counts\":\"shares\",", "");
        assertThat(ModelFile.read("m.skymodel", older).form()).isEqualTo(model.form());
    }

    private static byte[] withoutAids(byte[] bytes) {
        String aids = ",\"aids\":{\"reward\":\"plain\",\"clocks\":\"plain\",\"start\":\"drawn\"}";
        return replaceInHeader(replaceInHeader(bytes, aids, ""), ",\"clocks\":\"plain\"", "");
    }

    /**
     * Older files: without aids, with the name diffusion for the diffusion actor-critic, and with networks that predict
     * the noise.
     */
    @Test
    void readsLearnerNamesOfOlderFiles() {
        TrainedModel model = SmallModels.untrained("diffusion-td", SMALL);
        byte[] bytes = replaceInHeader(withoutAids(ModelFile.write(model)), ",\"prediction\":\"noise\"", "");
        TrainedModel read = ModelFile.read(
                "m.skymodel",
                replaceInHeader(bytes, "\"learnerName\":\"diffusion-td\"", "\"learnerName\":\"diffusion\""));
        assertThat(read.origin()).isEqualTo(model.origin());
        assertThat(read.policy().form()).isEqualTo(model.policy().form());
        TrainedModel published = SmallModels.untrained("diffusion-d2sac", SMALL);
        bytes = replaceInHeader(withoutAids(ModelFile.write(published)), ",\"prediction\":\"noise\"", "");
        assertThat(ModelFile.read("m.skymodel", bytes).origin()).isEqualTo(published.origin());
    }

    @Test
    void readsOlderPpoWithoutWeightMean() {
        TrainedModel model = SmallModels.untrained("ppo", SMALL);
        byte[] older = replaceInHeader(withoutAids(ModelFile.write(model)), "\"weightMean\":0.0,", "");
        assertThat(ModelFile.read("m.skymodel", older).origin()).isEqualTo(model.origin());
    }

    /** The checksum is correct, but the stated header is longer than the file. */
    @Test
    void refusesLengthsBeyondTheFile() {
        byte[] bytes = ModelFile.write(SmallModels.untrained("sac", SMALL));
        ByteBuffer.wrap(bytes).putInt(12, Integer.MAX_VALUE);
        CRC32 sum = new CRC32();
        sum.update(bytes, 0, bytes.length - 4);
        ByteBuffer.wrap(bytes).putInt(bytes.length - 4, (int) sum.getValue());
        assertThatThrownBy(() -> ModelFile.read("m.skymodel", bytes))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("must be complete");
    }

    @Test
    void refusesOtherVersions() {
        byte[] bytes = ModelFile.write(SmallModels.untrained("sac", SMALL));
        ByteBuffer.wrap(bytes).putInt(8, 2);
        assertThatThrownBy(() -> ModelFile.read("m.skymodel", bytes)).hasMessageContaining("version must be 1: 2");
    }

    /** The file is complete, but its network has another number of outputs than its action set has steps. */
    @Test
    void refusesPolicyOfOtherActionSet() {
        byte[] bytes = ModelFile.write(SmallModels.untrained("sac", SMALL));
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        String other = text.replace("[1,2,3,5,8,13]", "[1,2,3,5,  18]");
        assertThat(other).isNotEqualTo(text);
        byte[] changed = other.getBytes(StandardCharsets.ISO_8859_1);
        CRC32 sum = new CRC32();
        sum.update(changed, 0, changed.length - 4);
        ByteBuffer.wrap(changed).putInt(changed.length - 4, (int) sum.getValue());
        assertThatThrownBy(() -> ModelFile.read("m.skymodel", changed))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("policy must choose among the 5 steps of the action set: 6");
    }

    @Test
    void errorNamesFieldOfUnknownForm() {
        byte[] bytes = ModelFile.write(SmallModels.untrained("diffusion", SMALL));
        byte[] other =
                replaceInHeader(bytes, "\"clocks\":\"fourier\"},\"reward\"", "\"clocks\":\"spirals\"},\"reward\"");
        assertThatThrownBy(() -> ModelFile.read("m.skymodel", other))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("m.skymodel: state.clocks must be as docs/reference/model-files.md says")
                .hasMessageNotContaining("skybourse.learning");
    }

    @Test
    void refusesPolicyOfOtherStateForm() {
        byte[] bytes = ModelFile.write(SmallModels.untrained("diffusion", SMALL));
        assertThatThrownBy(
                        () -> ModelFile.read("m.skymodel", replaceInHeader(bytes, "\"wide\":false", "\"wide\":true")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("policy must observe 40 numbers, as in the state form: 34");
    }

    @Test
    void readsOlderFileWithoutWideForm() {
        TrainedModel model = SmallModels.untrained("sac", SMALL);
        byte[] older = replaceInHeader(ModelFile.write(model), "\"wide\":false,", "");
        assertThat(ModelFile.read("m.skymodel", older).form()).isEqualTo(model.form());
    }
}
