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

/** Finds the auctioneer for a value of {@code --policy}. A value is the name of a policy, the name of the shipped model, or the file of a model. */
public final class PolicyResolver {

    private static final String SHIPPED = "/skybourse/models/learned.skymodel";

    private PolicyResolver() {}

    /** Returns the names of all policies, and last the name of the shipped model. */
    public static List<String> names() {
        List<String> names = new ArrayList<>(AuctionCatalogue.policyNames());
        names.add(ModelFile.LEARNED);
        return names;
    }

    /** Returns whether a value of {@code --policy} stands for a trained model. Such a policy does not depend on the auction settings. */
    public static boolean isModel(String nameOrFile) {
        return nameOrFile.equals(ModelFile.LEARNED) || nameOrFile.endsWith(ModelFile.SUFFIX);
    }

    /** Returns a trained model that always takes the most probable step. {@link #isModel} must hold for the value. */
    public static ClockPolicy steady(String nameOrFile) {
        var steady = model(nameOrFile).steady();
        return nameOrFile.equals(ModelFile.LEARNED) ? steady.withName("the shipped model") : steady;
    }

    /**
     * Returns a policy that is not a model.
     *
     * @throws InvalidInputException if no policy has the name
     */
    public static Auctioneer policy(String nameOrFile, AuctionSettings settings) {
        return AuctionCatalogue.policy(nameOrFile, settings)
                .orElseThrow(() -> new InvalidInputException(
                        "--policy",
                        "must be a known name or a file ending in " + ModelFile.SUFFIX + ": " + nameOrFile,
                        "use one of these: " + String.join(", ", names()) + "."));
    }

    /** Returns the content of the shipped model's file. */
    public static byte[] bundledModel() {
        return TextFiles.bundled(SHIPPED);
    }

    /** Reads a trained model. The value is the name of the shipped model, or the file of another one. */
    public static TrainedModel model(String nameOrFile) {
        return nameOrFile.equals(ModelFile.LEARNED)
                ? ModelFile.read(SHIPPED, bundledModel())
                : ModelFile.read(nameOrFile, TextFiles.read(Path.of(nameOrFile)));
    }
}
