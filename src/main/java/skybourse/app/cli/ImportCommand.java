package skybourse.app.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import skybourse.app.codec.InvalidInputException;
import skybourse.app.codec.ScenarioText;
import skybourse.app.report.ScenarioWords;
import skybourse.app.store.ImportFiles;
import skybourse.app.store.TextFiles;
import skybourse.app.traces.Credits;
import skybourse.base.numeric.Label;
import skybourse.base.scenario.Scenario;

/** Turns real traces into one scenario. */
@Command(
        name = "import",
        description = "Turns a request trace, places and tracks into a scenario; docs/scenarios.md has the formats.",
        footer = {
            "  ./skybourse import --requests requests.csv --sites sites.csv --users users.csv \\",
            "      --out out/imported.yaml"
        })
final class ImportCommand extends AnyCommand {

    @Option(
            names = "--requests",
            required = true,
            paramLabel = "FILE",
            description = "CSV of requests: the tasks. Must be given.")
    @SuppressWarnings("NullAway.Init")
    private Path requests;

    @Option(
            names = "--sites",
            required = true,
            paramLabel = "FILE",
            description = "CSV of sites: fixed agents. Must be given.")
    @SuppressWarnings("NullAway.Init")
    private Path sites;

    @Option(
            names = "--users",
            required = true,
            paramLabel = "FILE",
            description = "CSV of places: wireless agents. Must be given.")
    @SuppressWarnings("NullAway.Init")
    private Path users;

    @Option(names = "--mobility", paramLabel = "FILE", description = "CSV of tracks: mobile agents. Default: none.")
    private Optional<Path> mobility = Optional.empty();

    @Option(
            names = "--at",
            paramLabel = "SECONDS",
            description = "When vehicles are looked at. Default: when most of them are there.")
    private Optional<Double> at = Optional.empty();

    @Option(names = "--hardware", paramLabel = "FILE", description = "CSV of devices to choose from; may be repeated.")
    private List<Path> hardware = new ArrayList<>();

    @Option(
            names = "--window",
            paramLabel = "START+SECONDS",
            description = "Which requests, and how long the round is. Default: the busiest 10 s.")
    private Optional<String> window = Optional.empty();

    @Option(names = "--name", paramLabel = "NAME", description = "The scenario's name. Default: ${DEFAULT-VALUE}.")
    private String name = "imported";

    @Option(names = "--seed", paramLabel = "S", description = "Fixes every draw. Default: ${DEFAULT-VALUE}.")
    private long seed = 1;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "FILE",
            description = "The scenario to write, YAML. Must be given.")
    @SuppressWarnings("NullAway.Init")
    private Path out;

    @Mixin
    private final SourceOptions sources = new SourceOptions();

    @Mixin
    private final ImportOptions options = new ImportOptions();

    @Override
    public Integer call() {
        OptionRange.label(name, "--name");
        Credits credits = sources.credits();
        Scenario scenario;
        try {
            scenario = new ImportFiles(requests, sites, users, mobility, hardware)
                    .read(sources.headers(), credits)
                    .scenario(window, at, options::settings, name, seed);
        } catch (IllegalArgumentException e) {
            throw InvalidInputException.of("import", "", e, "`./skybourse import --help` tells the range of each flag");
        }
        TextFiles.write(out, ScenarioText.writeYaml(scenario));
        out().printf(
                        Locale.ROOT,
                        "%s: %s. All tasks together are %.2f times what all leaders can do in the round.%n"
                                + "%sNext: ./skybourse run %s%n",
                        out,
                        ScenarioWords.contents(scenario),
                        ScenarioWords.demandOverCapacity(scenario),
                        credits.missing(),
                        Label.quoted(out.toString()));
        return 0;
    }
}
