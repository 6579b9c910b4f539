package skybourse.files.codec;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import skybourse.files.scenario.ScenarioMapper;
import skybourse.files.text.InvalidInputException;
import skybourse.learning.auctions.ActionSet;
import skybourse.learning.auctions.StateEncoding;
import skybourse.learning.auctions.TrainingAids;
import skybourse.learning.headroom.ClockReward;
import skybourse.learning.policy.TrainedPolicy;
import skybourse.learning.training.TrainedModel;
import skybourse.learning.training.TrainedRange;
import skybourse.tier2.catalogue.AuctionCatalogue;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Format of trained models; see {@code docs/reference/model-files.md}. A file contains a JSON header with the model's provenance and the bit-exact
 * parameters.
 *
 * <pre>
 * SKYMODEL | version | bytes of the header | header, JSON | count of parameters | parameters  | CRC-32
 * 8 bytes  | int     | int                 | UTF-8        | int                 | float, each | int, of all before it
 * </pre>
 *
 * All numbers are big-endian.
 */
public final class ModelFile {

    /** Suffix of the file names of trained models. */
    public static final String SUFFIX = ".skymodel";

    /** Name of the trained model that is part of the program. */
    public static final String LEARNED = AuctionCatalogue.LEARNED;

    private static final byte[] MAGIC = "SKYMODEL".getBytes(StandardCharsets.US_ASCII);
    private static final int VERSION = 1;
    private static final int SUM_BYTES = 4;

    /** Description of a model without its parameters. The components are those of {@link TrainedModel}. */
    public record Header(
            TrainedModel.Origin origin,
            ActionSet actions,
            StateEncoding state,
            ClockReward reward,
            TrainedPolicy.NetworkShape network,
            TrainedRange range) {}

    private ModelFile() {}

    /** Returns the model as bytes. Equal models give equal bytes. */
    public static byte[] write(TrainedModel model) {
        byte[] header = header(model).getBytes(StandardCharsets.UTF_8);
        float[] parameters = model.policy().parameters();
        int size = MAGIC.length + 3 * Integer.BYTES + header.length + parameters.length * Float.BYTES + SUM_BYTES;
        ByteBuffer out = ByteBuffer.allocate(size)
                .put(MAGIC)
                .putInt(VERSION)
                .putInt(header.length)
                .put(header)
                .putInt(parameters.length);
        for (float parameter : parameters) {
            out.putFloat(parameter);
        }
        return out.putInt(sum(out.array())).array();
    }

    /** Returns the header as JSON. */
    static String header(TrainedModel model) {
        return ScenarioMapper.MAPPER.writeValueAsString(new Header(
                model.origin(),
                model.actions(),
                model.form(),
                model.reward(),
                model.policy().form(),
                model.range()));
    }

    private static int sum(byte[] bytes) {
        CRC32 sum = new CRC32();
        sum.update(bytes, 0, bytes.length - SUM_BYTES);
        return (int) sum.getValue();
    }

    /**
     * Reads a model that {@link #write} wrote.
     *
     * @param source name of the file, for messages
     * @param bytes content of the file
     * @throws InvalidInputException if the file is not a model, has another version, is damaged, or is inconsistent
     */
    public static TrainedModel read(String source, byte[] bytes) {
        requireModel(source, bytes);
        ByteBuffer in = ByteBuffer.wrap(bytes).position(MAGIC.length);
        try {
            requireVersion(source, in.getInt());
            if (sum(bytes) != in.getInt(bytes.length - SUM_BYTES)) {
                throw damaged(source);
            }
            byte[] header = new byte[count(in, 1)];
            in.get(header);
            float[] parameters = new float[count(in, Float.BYTES)];
            in.asFloatBuffer().get(parameters);
            return model(header(source, new String(header, StandardCharsets.UTF_8)), parameters);
        } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
            throw damaged(source);
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException(
                    source, "must be consistent: " + e.getMessage(), "use the version of the program that wrote it.");
        }
    }

    private static void requireModel(String source, byte[] bytes) {
        for (int i = 0; i < MAGIC.length; i++) {
            if (i >= bytes.length || bytes[i] != MAGIC[i]) {
                throw new InvalidInputException(
                        source, "must be a model, beginning with SKYMODEL", "give a file that `train` wrote.");
            }
        }
    }

    private static void requireVersion(String source, int version) {
        if (version != VERSION) {
            throw new InvalidInputException(
                    source,
                    "version",
                    "must be " + VERSION + ": " + version,
                    "train again, or use the version of the program that wrote it.");
        }
    }

    /** Reads a number of elements. Throws if the rest of the file is too short for them, so that no memory is allocated for missing elements. */
    private static int count(ByteBuffer in, int bytesEach) {
        int count = in.getInt();
        if (count < 0 || (long) count * bytesEach > in.remaining() - SUM_BYTES) {
            throw new BufferUnderflowException();
        }
        return count;
    }

    /**
     * Reads a header without parameters, as an exported network contains it.
     *
     * @param source name of the file, for messages
     * @param text the header, JSON
     * @throws InvalidInputException if the text is not a header of this version
     */
    public static Header header(String source, String text) {
        try {
            JsonNode tree = ScenarioMapper.MAPPER.readTree(text);
            fillIn(tree);
            return ScenarioMapper.MAPPER.treeToValue(tree, Header.class);
        } catch (JacksonException e) {
            String known = "must be as docs/reference/model-files.md says";
            String rule = e.getCause() instanceof IllegalArgumentException cause
                    ? InvalidInputException.reason(cause)
                    : known;
            throw new InvalidInputException(
                    source, ScenarioMapper.path("", e), rule, "use the version of the program that wrote it.");
        }
    }

    /** Adds fields that older files do not have, with the values that those files imply. Replaces the older name of the diffusion learner. */
    private static void fillIn(JsonNode tree) {
        if (tree instanceof ObjectNode header && !header.has("range")) {
            header.set("range", ScenarioMapper.MAPPER.valueToTree(TrainedRange.ANY));
        }
        if (tree.path("state") instanceof ObjectNode state) {
            putIfAbsent(state, "counts", "shares");
            putIfAbsent(state, "clocks", "plain");
            if (!state.has("wide")) {
                state.put("wide", false);
            }
        }
        if (tree.path("network").path("diffusion").path("shape") instanceof ObjectNode shape) {
            putIfAbsent(shape, "prediction", "noise");
        }
        JsonNode learner = tree.path("origin").path("learner");
        if (learner.path("proximal").path("settings") instanceof ObjectNode settings && !settings.has("weightMean")) {
            settings.put("weightMean", 0.0);
        }
        for (JsonNode plan : learner) {
            if (plan instanceof ObjectNode object && !object.has("aids")) {
                object.set("aids", ScenarioMapper.MAPPER.valueToTree(TrainingAids.NONE));
            }
        }
        if (learner.has("diffusion") && tree.path("origin") instanceof ObjectNode origin) {
            String name = origin.path("learnerName").asString();
            origin.put("learnerName", name.equals("diffusion") ? "diffusion-td" : name);
        }
    }

    private static void putIfAbsent(ObjectNode object, String name, String value) {
        if (!object.has(name)) {
            object.put(name, value);
        }
    }

    private static InvalidInputException damaged(String source) {
        return new InvalidInputException(
                source, "must be complete: its checksum does not match", "copy the file again, or train again.");
    }

    private static TrainedModel model(Header header, float[] parameters) {
        return new TrainedModel(
                header.origin,
                header.actions,
                header.state,
                header.reward,
                new TrainedPolicy(header.network, parameters),
                header.range);
    }
}
