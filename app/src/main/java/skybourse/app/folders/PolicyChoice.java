package skybourse.app.folders;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import skybourse.files.codec.ModelFile;
import skybourse.files.log.TextFiles;
import skybourse.files.text.InvalidInputException;
import skybourse.learning.training.TrainedModel;
import skybourse.tier2.catalogue.AuctionCatalogue;
import skybourse.tier2.clock.Auctioneer;
import skybourse.tier2.clock.ClockPolicy;
import skybourse.tier2.spi.AuctionSettings;

/** Turns the value of {@code --policy} into an auctioneer: a name, of which one is the shipped model, or the file of a model. */
public final class PolicyChoice {

    private static final String SHIPPED = "/skybourse/models/learned.skymodel";

    private PolicyChoice() {}

    /** Returns the names that are known. */
    public static List<String> names() {
        List<String> names = new ArrayList<>(AuctionCatalogue.policyNames());
        names.add(ModelFile.LEARNED);
        return names;
    }

    /** Tells whether this names a trained model, which does not depend on the settings. */
    public static boolean isModel(String nameOrFile) {
        return nameOrFile.equals(ModelFile.LEARNED) || nameOrFile.endsWith(ModelFile.SUFFIX);
    }

    /** Returns a trained model, for which {@link #isModel} holds, that takes its likeliest steps. */
    public static ClockPolicy steady(String nameOrFile) {
        var steady = model(nameOrFile).steady();
        return nameOrFile.equals(ModelFile.LEARNED) ? steady.withName("the shipped model") : steady;
    }

    /** Returns the policy of that name, which is no model's. */
    public static Auctioneer policy(String nameOrFile, AuctionSettings settings) {
        return AuctionCatalogue.policy(nameOrFile, settings)
                .orElseThrow(() -> new InvalidInputException(
                        "--policy",
                        "must be a known name or a file ending in " + ModelFile.SUFFIX + ": " + nameOrFile,
                        "use one of these: " + String.join(", ", names()) + "."));
    }

    /** Returns the bytes of the model that ships. */
    public static byte[] bundledModel() {
        return TextFiles.bundled(SHIPPED);
    }

    /** Reads a trained model: the shipped one by its name, any other from its file. */
    public static TrainedModel model(String nameOrFile) {
        return nameOrFile.equals(ModelFile.LEARNED)
                ? ModelFile.read(SHIPPED, bundledModel())
                : ModelFile.read(nameOrFile, TextFiles.read(Path.of(nameOrFile)));
    }
}
