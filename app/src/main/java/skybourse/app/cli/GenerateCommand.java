package skybourse.app.cli;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import skybourse.app.report.ScenarioWords;
import skybourse.base.scenario.Scenario;
import skybourse.base.scenario.ScenarioSampler;
import skybourse.files.codec.InvalidInputException;
import skybourse.files.codec.ScenarioText;
import skybourse.files.log.TextFiles;

/** Draws a scenario from documented distributions. */
@Command(
        name = "generate",
        description = "Samples a random scenario. docs/reference/scenario-files.md describes the distributions.",
        footer = "  ./skybourse generate --wireless 50 --fixed 5 --seed 7 --out out/fifty.yaml")
final class GenerateCommand extends AnyCommand {

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
                    "Writes the wireless agents as a crowd of four numbers instead of a list. Lots are larger for more than 10,000 agents.")
    private boolean crowd;

    @Option(names = "--seed", paramLabel = "S", description = "Seed of all random numbers. Default: ${DEFAULT-VALUE}.")
    private long seed = 1;

    @Option(names = "--name", paramLabel = "NAME", description = "Name of the scenario. Default: the numbers above.")
    private Optional<String> name = Optional.empty();

    @Option(names = "--out", paramLabel = "FILE", description = "Output file. Default: standard output.")
    private Optional<Path> out = Optional.empty();

    @Override
    public Integer call() {
        name.ifPresent(text -> OptionRange.label(text, "--name"));
        area.ifPresent(metres -> OptionRange.positive(metres, "--area"));
        Scenario scenario = draw();
        String yaml = ScenarioText.writeYaml(scenario);
        if (out.isEmpty()) {
            out().print(yaml);
        } else {
            TextFiles.write(out.get(), yaml);
            out().println("Scenario written to " + out.get() + ": " + ScenarioWords.contents(scenario));
        }
        return 0;
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
        return new ScenarioSampler(
                        standard.counts(),
                        area.orElse(standard.sideMetres()),
                        standard.demand(),
                        standard.supply(),
                        standard.network(),
                        standard.rules())
                .published();
    }
}
