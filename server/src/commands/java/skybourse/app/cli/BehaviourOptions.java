package skybourse.app.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import skybourse.base.random.RandomStreams;
import skybourse.base.scenario.Scenario;
import skybourse.files.log.TextFiles;
import skybourse.files.scenario.AdversaryText;
import skybourse.round.adversary.Adversary;
import skybourse.round.adversary.AgentBehaviours;

/** Options for malicious bots. */
final class BehaviourOptions {

    @Option(
            names = "--behaviour",
            paramLabel = "FILE",
            description = "File with the malicious bots and their behaviours, YAML or JSON. Default: all bots are honest.")
    private @Nullable Path file;

    @Option(
            names = "--behaviour-seed",
            paramLabel = "N",
            description = "Seed of the choice of malicious bots, and of the pieces for which they are malicious. Default: ${DEFAULT-VALUE}.")
    private long seed = 1;

    /** Returns whether a file is given. */
    boolean isGiven() {
        return file != null;
    }

    /**
     * Returns the behaviours of the agents of a scenario.
     *
     * @throws skybourse.files.text.InvalidInputException if the file is not valid, or does not fit the scenario
     */
    AgentBehaviours of(Scenario scenario) {
        var streams = new RandomStreams(seed);
        return file == null
                ? AgentBehaviours.ofExchange(Adversary.none(), scenario, streams)
                : AdversaryText.read(file.toString(), TextFiles.read(file), scenario, streams);
    }
}
