package skybourse.app.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import skybourse.app.codec.InvalidInputException;
import skybourse.app.codec.ModelFile;
import skybourse.app.store.TextFiles;
import skybourse.learning.training.TrainedModel;
import skybourse.tier2.clock.AuctionCatalogue;
import skybourse.tier2.clock.AuctionSettings;
import skybourse.tier2.clock.ClockPolicy;

/** Turns the value of {@code --policy} into an auctioneer: a name, of which one is the shipped model, or the file of a model. */
final class PolicyChoice {

    /** The name of the trained model that comes with the program. */
    static final String LEARNED = "learned";

    private static final String SHIPPED = "/skybourse/models/learned.skymodel";

    private PolicyChoice() {}

    /** Returns the names that are known. */
    static List<String> names() {
        List<String> names = new ArrayList<>(AuctionCatalogue.policyNames());
        names.add(LEARNED);
        return names;
    }

    /** Tells whether this names a trained model, which does not depend on the settings. */
    static boolean isModel(String nameOrFile) {
        return nameOrFile.equals(LEARNED) || nameOrFile.endsWith(ModelFile.SUFFIX);
    }

    /** Returns the policy of that name, or the model in that file, which must end in {@code .skymodel}. */
    static ClockPolicy policy(String nameOrFile, AuctionSettings settings) {
        if (isModel(nameOrFile)) {
            var steady = model(nameOrFile).steady();
            return nameOrFile.equals(LEARNED) ? steady.knownAs("the shipped model") : steady;
        }
        return AuctionCatalogue.policy(nameOrFile, settings)
                .orElseThrow(() -> new InvalidInputException(
                        "--policy",
                        "",
                        "must be a known name or a file ending in " + ModelFile.SUFFIX + ": " + nameOrFile,
                        "one of these was meant: " + String.join(", ", names())));
    }

    /** Reads a trained model: the shipped one by its name, any other from its file. */
    static TrainedModel model(String nameOrFile) {
        return nameOrFile.equals(LEARNED)
                ? ModelFile.read(SHIPPED, shipped())
                : ModelFile.read(nameOrFile, TextFiles.read(Path.of(nameOrFile)));
    }

    private static byte[] shipped() {
        try (InputStream stream = PolicyChoice.class.getResourceAsStream(SHIPPED)) {
            if (stream == null) {
                throw new IllegalStateException("not on the class path: " + SHIPPED);
            }
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
