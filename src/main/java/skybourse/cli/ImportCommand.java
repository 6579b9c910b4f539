package skybourse.cli;

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
import skybourse.codec.Device;
import skybourse.codec.ImportedScenario;
import skybourse.codec.InvalidInputException;
import skybourse.codec.Places;
import skybourse.codec.Provenance;
import skybourse.codec.Requests;
import skybourse.codec.ScenarioText;
import skybourse.codec.Tracks;
import skybourse.codec.Window;
import skybourse.random.RandomStreams;
import skybourse.scenario.Scenario;

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
    private final ImportOptions options = new ImportOptions();

    @Override
    public Integer call() {
        Scenario scenario;
        try {
            scenario = assemble();
        } catch (IllegalArgumentException e) {
            var failure = new InvalidInputException(
                    "import", "", e.getMessage() + "", "`skybourse import --help` tells the range of each flag");
            failure.initCause(e);
            throw failure;
        }
        TextFiles.write(out, ScenarioText.writeYaml(scenario));
        spec.commandLine()
                .getOut()
                .printf(
                        Locale.ROOT,
                        "%s: %s. All tasks together are %.2f times what all leaders can do in the round.%n"
                                + "Next: ./skybourse run %s%n",
                        out,
                        ValidateCommand.contents(scenario),
                        demandOverCapacity(scenario),
                        CommandText.quoted(out.toString()));
        return 0;
    }

    private static double demandOverCapacity(Scenario scenario) {
        double demand = scenario.wirelessAgents().stream()
                .mapToDouble(agent -> agent.task().work())
                .sum();
        double speed = scenario.leaders().stream()
                .mapToDouble(leader -> leader.computer().workPerSecond())
                .sum();
        return demand / (speed * scenario.rules().roundSeconds());
    }

    private Scenario assemble() {
        Requests trace = Requests.read(requests.toString(), TextFiles.read(requests));
        Places siteList = Places.read(sites.toString(), TextFiles.read(sites));
        Places userList = Places.read(users.toString(), TextFiles.read(users));
        List<Device> devices = new ArrayList<>();
        for (Path file : hardware) {
            devices.addAll(Device.read(file.toString(), TextFiles.read(file)));
        }
        Optional<Tracks> tracks = mobility.map(file -> Tracks.read(file.toString(), TextFiles.read(file)));
        var vehicles = tracks.map(t -> t.at(at.orElseGet(t::busiestSeconds))).orElse(List.of());
        var imported =
                new ImportedScenario(trace, window(trace), siteList, userList, vehicles, options.settings(devices));
        String credit = tracks.map(Tracks::credit).orElse("");
        String description = Provenance.describe(files(), imported, credit);
        return imported.assemble(new RandomStreams(seed).stream("import", 0), name, seed, description);
    }

    private List<String> files() {
        List<Path> files = new ArrayList<>(List.of(requests, sites, users));
        mobility.ifPresent(files::add);
        files.addAll(hardware);
        return files.stream()
                .map(file -> file.toAbsolutePath().getFileName().toString())
                .toList();
    }

    private Window window(Requests trace) {
        Window busiest = Window.busiest(trace, DEFAULT_SECONDS);
        Window chosen = window.map(text -> parse(text, busiest)).orElse(busiest);
        if (chosen.of(trace).isEmpty()) {
            throw new InvalidInputException(
                    "--window", "", "must hold at least one request: " + window.orElse(""), busy(busiest));
        }
        return chosen;
    }

    private static Window parse(String text, Window busiest) {
        int plus = text.indexOf('+');
        try {
            return new Window(
                    Double.parseDouble(text.substring(0, Math.max(0, plus))),
                    Double.parseDouble(text.substring(plus + 1)));
        } catch (IllegalArgumentException e) {
            var failure = new InvalidInputException(
                    "--window", "", "must be START+SECONDS, neither negative: \"" + text + "\"", busy(busiest));
            failure.initCause(e);
            throw failure;
        }
    }

    private static String busy(Window busiest) {
        return busiest.startSeconds() + "+" + busiest.seconds()
                + " was meant, the busiest stretch; START is in seconds after the first request";
    }
}
