package skybourse.app.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import skybourse.app.command.CommandBase;
import skybourse.app.options.OptionRangeCheck;
import skybourse.app.report.ScenarioSummary;
import skybourse.base.scenario.Scenario;
import skybourse.base.scenario.ScenarioSampler;
import skybourse.files.log.TextFiles;
import skybourse.files.scenario.ScenarioText;
import skybourse.files.text.InvalidInputException;
import skybourse.files.text.Utf8InputDecoder;

/** The {@code generate} command: samples a scenario from documented distributions. */
@Command(
        name = "generate",
        description = "Samples a random scenario. docs/reference/scenario-files.md describes the distributions.",
        footer = "  ./skybourse generate --wireless 50 --fixed 5 --seed 7 --out out/fifty.yaml")
final class GenerateCommand extends CommandBase {

    @Option(
            names = "--wireless",
            paramLabel = "N",
            description = "Number of wireless agents (buyers). From 1 to 10000000. Default: ${DEFAULT-VALUE}.")
    private int wireless = 20;

    @Option(
            names = "--mobile",
            paramLabel = "M",
            description =
                    "Number of mobile agents (sellers on vehicles). From 0 to 10000000. Default: ${DEFAULT-VALUE}.")
    private int mobile = 2;

    @Option(
            names = "--fixed",
            paramLabel = "J",
            description = "Number of fixed agents (edge servers). From 0 to 10000000. Default: ${DEFAULT-VALUE}.")
    private int fixed = 3;

    @Option(
            names = "--aerial",
            paramLabel = "K",
            description = "Number of aerial agents (sellers of tier 2). From 0 to 10000000. Default: ${DEFAULT-VALUE}.")
    private int aerial = 3;

    @Option(
            names = "--area",
            paramLabel = "METRES",
            description =
                    "Side length of the square area. Above 0. Default: 500, and larger for more than five leaders.")
    private Optional<Double> area = Optional.empty();

    @Option(
            names = "--crowd",
            description =
                    "Writes the wireless agents as a crowd of four numbers instead of a list. Lots are larger for more"
                            + " than 10,000 agents.")
    private boolean crowd;

    @Option(
            names = "--weights",
            description =
                    "Publishes the distribution of the satisfaction weights (rules.weights), so that misreported weights change prices only by their order.")
    private boolean weights;

    @Option(names = "--seed", paramLabel = "S", description = "Seed of all random numbers. Default: ${DEFAULT-VALUE}.")
    private long seed = 1;

    @Option(names = "--name", paramLabel = "NAME", description = "Name of the scenario. Default: the numbers above.")
    private Optional<String> name = Optional.empty();

    @Option(names = "--out", paramLabel = "FILE", description = "Output file. Default: standard output.")
    private Optional<Path> out = Optional.empty();

    /** Text that identifies files of this command. It is near the beginning of each of them. */
    private static final String OURS = "\ndescription: " + ScenarioSampler.DESCRIPTION;

    private static final int MOST_BEGIN_BYTES = 1_000;

    /** Lower bound on the size of one wireless agent in a scenario file, bytes. A typical agent takes about 410 bytes. */
    private static final int LEAST_AGENT_BYTES = 350;

    @Override
    public Integer call() {
        name.ifPresent(text -> OptionRangeCheck.label(text, "--name"));
        area.ifPresent(metres -> OptionRangeCheck.positive(metres, "--area"));
        out.ifPresent(GenerateCommand::requireOurs);
        requireReadable(crowd ? 0 : (long) wireless * LEAST_AGENT_BYTES);
        Scenario scenario = draw();
        String yaml = ScenarioText.writeYaml(scenario);
        requireReadable(yaml.length());
        if (out.isEmpty()) {
            out().print(yaml);
        } else {
            TextFiles.write(out.get(), yaml);
            out().println("Scenario written to " + out.get() + ": " + ScenarioSummary.contents(scenario));
        }
        return 0;
    }

    /** Rejects a regular, non-empty file that {@code generate} did not write. */
    private static void requireOurs(Path file) {
        String begin = Files.isRegularFile(file) ? TextFiles.begin(file, MOST_BEGIN_BYTES) : "";
        if (!begin.isEmpty() && !begin.contains(OURS)) {
            throw new InvalidInputException(
                    "--out",
                    "must be a new file or one that `generate` wrote: " + file + " is another file",
                    "choose another name, or delete the file first.");
        }
    }

    /**
     * Rejects a scenario file of more than {@link Utf8InputDecoder#MOST_BYTES}, the most that other commands read. {@code bytes} may be a lower bound on
     * its size.
     */
    private void requireReadable(long bytes) {
        if (bytes > Utf8InputDecoder.MOST_BYTES) {
            throw new InvalidInputException(
                    "--wireless",
                    "must give a file of at most " + Utf8InputDecoder.MOST_BYTES
                            + " bytes, which other commands can read: " + wireless + " listed agents need at least "
                            + bytes,
                    "use --crowd, which writes the wireless agents as four numbers.");
        }
    }

    private Scenario draw() {
        try {
            String drawn =
                    String.format(Locale.ROOT, "drawn-%d-%d-%d-%d-seed-%d", wireless, mobile, fixed, aerial, seed);
            ScenarioSampler sampler = sampler();
            String called = name.orElse(drawn);
            return crowd ? sampler.sampleCrowd(called, seed) : sampler.sample(called, seed);
        } catch (IllegalArgumentException e) {
            throw InvalidInputException.of(
                    "generate", "", e, "see `./skybourse generate --help` for the meaning of each number.");
        }
    }

    private ScenarioSampler sampler() {
        var standard = ScenarioSampler.standard(new ScenarioSampler.Counts(wireless, mobile, fixed, aerial));
        var priced = standard.withSideMetres(area.orElse(standard.sideMetres())).withPublishedPrice();
        return weights ? priced.withPublishedWeights() : priced;
    }
}
