package skybourse.app.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import skybourse.app.command.CommandBase;
import skybourse.app.command.QuotedCommandLine;
import skybourse.app.command.ShippedFilePaths;
import skybourse.app.folders.ImportFiles;
import skybourse.app.folders.ImportFilesBuilder;
import skybourse.app.folders.ShutdownGuard;
import skybourse.app.options.AttributionOptions;
import skybourse.app.options.ImportOptions;
import skybourse.app.options.OptionRangeCheck;
import skybourse.app.report.ScenarioSummary;
import skybourse.app.report.simulation.OverTimeSentences;
import skybourse.app.traces.AttributionList;
import skybourse.base.numeric.LabelSyntax;
import skybourse.base.scenario.Scenario;
import skybourse.files.log.TextFiles;
import skybourse.files.scenario.DynamicScenario;
import skybourse.files.scenario.ScenarioText;
import skybourse.files.text.InvalidInputException;

/** The {@code import} command: converts request traces, positions and tracks into a scenario. */
@Command(
        name = "import",
        description =
                "Converts request traces, positions and tracks into a scenario. docs/reference/scenario-files.md describes the formats.",
        footer = {
            "  ./skybourse import --wireless 50",
            "  ./skybourse import --requests requests.csv --sites sites.csv --users users.csv --mobility cars.csv \\",
            "      --over-time --out out/hour.yaml"
        })
final class ImportCommand extends CommandBase {

    private final Path data = ShippedFilePaths.examples().resolve("data");

    @Option(
            names = "--requests",
            paramLabel = "FILE",
            description = "CSV file of requests (the tasks). Default: the Azure hour in examples/data.")
    private Path requests = data.resolve("llm_requests_azure_code.csv");

    @Option(
            names = "--sites",
            paramLabel = "FILE",
            description =
                    "CSV file of sites (the fixed agents). Requires --users. Default: Melbourne in examples/data.")
    private Optional<Path> sites = Optional.empty();

    @Option(
            names = "--users",
            paramLabel = "FILE",
            description =
                    "CSV file of positions (the wireless agents). Requires --sites. Default: Melbourne in examples/data.")
    private Optional<Path> users = Optional.empty();

    @Option(
            names = "--mobility",
            paramLabel = "FILE",
            description =
                    "CSV file of tracks (the mobile agents). Default: Bologna in examples/data; none if --sites is given.")
    private Optional<Path> mobility = Optional.empty();

    @Option(
            names = "--at",
            paramLabel = "SECONDS",
            description = "Time at which vehicle positions are taken. Default: the time with the most vehicles.")
    private Optional<Double> at = Optional.empty();

    @Option(names = "--hardware", paramLabel = "FILE", description = "CSV file of devices to choose from. Repeatable.")
    private List<Path> hardware = new ArrayList<>();

    @Option(
            names = "--window",
            paramLabel = "START+SECONDS",
            description =
                    "Time window of the imported requests; its length is the length of the round. Default: the busiest 10 s. With --over-time: the complete trace.")
    private Optional<String> window = Optional.empty();

    @Option(names = "--name", paramLabel = "NAME", description = "Name of the scenario. Default: ${DEFAULT-VALUE}.")
    private String name = "imported";

    @Option(names = "--seed", paramLabel = "S", description = "Seed of all random numbers. Default: ${DEFAULT-VALUE}.")
    private long seed = 1;

    @Option(names = "--out", paramLabel = "FILE", description = "Scenario file to write. Default: ${DEFAULT-VALUE}.")
    private Path out = Path.of("out/imported.yaml");

    @Mixin
    private final AttributionOptions sources = new AttributionOptions();

    @Option(
            names = "--weights",
            description =
                    "Publishes a distribution of the satisfaction weights (rules.weights): from the 0.05 to the 0.95 quantile of the imported weights.")
    private boolean weights;

    @Mixin
    private final ImportOverTimeOptions time = new ImportOverTimeOptions();

    @Mixin
    private final ImportOptions options = new ImportOptions();

    @Override
    public Integer call() {
        OptionRangeCheck.label(name, "--name");
        AttributionList credits = sources.credits();
        takeWhatShips();
        Optional<ImportFiles.OverTime> overTime = time.chosen(spec, mobility.isEmpty());
        ImportFiles.ParsedFiles read = ImportFilesBuilder.builder()
                .requests(requests)
                .moreRequests(time.moreRequests())
                .sites(sites.orElseThrow())
                .users(users.orElseThrow())
                .mobility(mobility)
                .walks(time.walks())
                .hardware(hardware)
                .build()
                .read(sources.headers(), credits);
        ImportFiles.ImportResult imported;
        try {
            ImportFiles.ImportResult plain =
                    read.scenario(new ImportFiles.Choice(window, at, overTime), options::settings, name, seed);
            imported = weights ? plain.withPublishedWeights() : plain;
        } catch (IllegalArgumentException e) {
            throw InvalidInputException.of(
                    "import", "", e, "see `./skybourse import --help` for the range of each option.");
        }
        SortedMap<Path, byte[]> files = imported.files(out, QuotedCommandLine.without(spec, "--out"));
        String next = overTime.isPresent() ? overTime(files, imported) : alone(imported.scenario());
        if (overTime.isPresent()) {
            ShutdownGuard.runCritical(() -> TextFiles.writeAll(files));
        } else {
            // A single file is written directly, because it may be a pipe, which cannot be replaced by a draft.
            files.forEach(TextFiles::write);
        }
        out().printf(
                        Locale.ROOT,
                        "Scenario written to %s: %s. %s%n%sNext: ./skybourse %s%n",
                        out,
                        ScenarioSummary.contents(imported.scenario()),
                        next,
                        credits.missing(),
                        nextCommand(imported, overTime));
        return 0;
    }

    /**
     * Uses the bundled sites and users if neither is given, and then also the bundled tracks unless tracks are given. Sites and users must be given
     * together, because both must be in the same town. Tracks may come from another town, because the import moves them to the sites.
     *
     * @throws InvalidInputException if only one of {@code --sites} and {@code --users} is given
     */
    private void takeWhatShips() {
        if (sites.isPresent() != users.isPresent()) {
            throw new InvalidInputException(
                    sites.isPresent() ? "--users" : "--sites",
                    "must also be given: sites and users must be in the same town",
                    "omit both options to use the market of Melbourne in examples/data.");
        }
        if (sites.isEmpty()) {
            sites = Optional.of(data.resolve("edge_sites_eua_melbourne_cbd.csv"));
            users = Optional.of(data.resolve("users_eua_melbourne_cbd.csv"));
            mobility = mobility.or(() -> Optional.of(data.resolve("mobility_sumo_bologna_acosta.csv")));
        }
    }

    private String nextCommand(ImportFiles.ImportResult imported, Optional<ImportFiles.OverTime> overTime) {
        String file = LabelSyntax.quoted(out.toString());
        return overTime.map(time ->
                        "simulate " + file + " --slots " + (long) Math.ceil(imported.seconds() / time.slotSeconds()))
                .orElse("run " + file);
    }

    private static String alone(Scenario scenario) {
        return String.format(
                Locale.ROOT,
                "Demand is %.2f times the capacity of all leaders per round.",
                ScenarioSummary.demandOverCapacity(scenario));
    }

    /**
     * Returns a description of the changes over time. Checks the contents of the files before they are written, by parsing them as {@code simulate}
     * does. If the market has a warning, prints it.
     */
    private String overTime(SortedMap<Path, byte[]> files, ImportFiles.ImportResult imported) {
        byte[] text = Objects.requireNonNull(files.get(out));
        DynamicScenario market = ScenarioText.readOverTime(
                out.toString(), text, table -> Objects.requireNonNull(files.get(out.resolveSibling(table))));
        market.requirePlayable(out.toString());
        String warning = OverTimeSentences.warning(imported.scenario(), market.dynamics());
        if (!warning.isEmpty()) {
            warn(warning);
        }
        return "Over time: " + OverTimeSentences.contents(imported.scenario(), market.dynamics()) + ".";
    }
}
