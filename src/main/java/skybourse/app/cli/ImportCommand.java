package skybourse.app.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;
import skybourse.app.codec.Headers;
import skybourse.app.codec.InvalidInputException;
import skybourse.app.codec.ScenarioText;
import skybourse.app.report.ScenarioWords;
import skybourse.app.store.TextFiles;
import skybourse.app.traces.Credits;
import skybourse.app.traces.Credits.Kind;
import skybourse.app.traces.DataSource;
import skybourse.app.traces.Device;
import skybourse.app.traces.ImportedScenario;
import skybourse.app.traces.Places;
import skybourse.app.traces.Provenance;
import skybourse.app.traces.Requests;
import skybourse.app.traces.TraceWindow;
import skybourse.app.traces.Tracks;
import skybourse.base.numeric.Label;
import skybourse.base.random.RandomStreams;
import skybourse.base.scenario.Scenario;

/** Turns real traces into one scenario. */
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        description = "Turns a request trace, places and tracks into a scenario; docs/scenarios.md has the formats.",
        footer = {
            "  ./skybourse import --requests requests.csv --sites sites.csv --users users.csv \\",
            "      --out out/imported.yaml"
        })
final class ImportCommand implements Callable<Integer> {

    private static final double DEFAULT_SECONDS = 10;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

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
            scenario = assemble(credits);
        } catch (IllegalArgumentException e) {
            throw InvalidInputException.of("import", "", e, "`./skybourse import --help` tells the range of each flag");
        }
        TextFiles.write(out, ScenarioText.writeYaml(scenario));
        spec.commandLine()
                .getOut()
                .printf(
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

    private Scenario assemble(Credits credits) {
        Headers headers = sources.headers();
        Read<Requests> trace = read(credits, Kind.requests, requests, headers, Requests::read);
        Read<Places> siteList = read(credits, Kind.sites, sites, headers, Places::read);
        Read<Places> userList = read(credits, Kind.users, users, headers, Places::read);
        Optional<Read<Tracks>> tracks = mobility.map(file -> read(credits, Kind.mobility, file, headers, Tracks::read));
        List<Read<List<Device>>> tables = hardware.stream()
                .map(file -> read(credits, Kind.hardware, file, headers, Device::read))
                .toList();
        headers.requireUsed();
        credits.requireUsed();
        var vehicles =
                tracks.map(t -> t.data.at(at.orElseGet(t.data::busiestSeconds))).orElse(List.of());
        List<Device> devices =
                tables.stream().flatMap(table -> table.data.stream()).toList();
        var imported = new ImportedScenario(
                trace.data, window(trace.data), siteList.data, userList.data, vehicles, options.settings(devices));
        var files = new Provenance.Files(
                trace.source,
                siteList.source,
                userList.source,
                tracks.map(Read::source),
                tables.stream().map(Read::source).toList());
        String description = Provenance.describe(files, imported);
        return imported.assemble(new RandomStreams(seed).stream("import", 0), name, seed, description);
    }

    /** What a file holds and where it comes from. */
    private record Read<T>(T data, DataSource source) {}

    /** How a format is read: the file's name, its content, what its headers mean. */
    private interface Reader<T> {
        T read(String source, byte[] bytes, Headers headers);
    }

    private <T> Read<T> read(Credits credits, Kind kind, Path file, Headers headers, Reader<T> reader) {
        byte[] bytes = TextFiles.read(file);
        String name = file.toAbsolutePath().getFileName().toString();
        return new Read<>(reader.read(file.toString(), bytes, headers), credits.note(kind, name, bytes));
    }

    private TraceWindow window(Requests trace) {
        TraceWindow busiest = TraceWindow.busiest(trace, DEFAULT_SECONDS);
        TraceWindow chosen = window.map(text -> parse(text, busiest)).orElse(busiest);
        if (chosen.of(trace).isEmpty()) {
            throw new InvalidInputException(
                    "--window", "", "must hold at least one request: " + window.orElse(""), busy(busiest));
        }
        return chosen;
    }

    private static TraceWindow parse(String text, TraceWindow busiest) {
        int plus = text.indexOf('+');
        try {
            return new TraceWindow(
                    NumberOptions.decimal(text.substring(0, Math.max(0, plus))),
                    NumberOptions.decimal(text.substring(plus + 1)));
        } catch (IllegalArgumentException | TypeConversionException e) {
            var failure = new InvalidInputException(
                    "--window", "", "must be START+SECONDS, neither negative: " + Label.shown(text), busy(busiest));
            failure.initCause(e);
            throw failure;
        }
    }

    private static String busy(TraceWindow busiest) {
        return busiest.startSeconds() + "+" + busiest.seconds()
                + " was meant, the busiest stretch; START is in seconds after the first request";
    }
}
