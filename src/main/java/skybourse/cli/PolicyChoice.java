package skybourse.cli;

import java.nio.file.Path;
import skybourse.auction.AuctionCatalogue;
import skybourse.auction.AuctionSettings;
import skybourse.auction.ClockPolicy;
import skybourse.codec.InvalidInputException;
import skybourse.codec.ModelFile;
import skybourse.training.TrainedModel;

/** Turns the value of {@code --policy} into an auctioneer: a name of the catalogue or the file of a trained model. */
final class PolicyChoice {

    /** How the name of a trained model's file ends. */
    static final String SUFFIX = ".skymodel";

    private PolicyChoice() {}

    /** Returns the policy of that name, or the model in that file, which must end in {@code .skymodel}. */
    static ClockPolicy policy(String nameOrFile, AuctionSettings settings) {
        if (nameOrFile.endsWith(SUFFIX)) {
            return model(Path.of(nameOrFile)).steady();
        }
        return AuctionCatalogue.policy(nameOrFile, settings)
                .orElseThrow(() -> new InvalidInputException(
                        "--policy",
                        "",
                        "must be a known name or a file ending in " + SUFFIX + ": " + nameOrFile,
                        "one of these was meant: " + String.join(", ", AuctionCatalogue.policyNames())));
    }

    /** Reads a trained model. */
    static TrainedModel model(Path file) {
        return ModelFile.read(file.toString(), TextFiles.read(file));
    }
}
