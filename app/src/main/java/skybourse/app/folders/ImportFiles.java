package skybourse.app.folders;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import skybourse.app.traces.AttributionList;
import skybourse.app.traces.AttributionList.Kind;
import skybourse.app.traces.DeviceSpeedFactors;
import skybourse.app.traces.FileAttribution;
import skybourse.app.traces.ImportSettings;
import skybourse.app.traces.ImportedMotion;
import skybourse.app.traces.ImportedMotion.Battery;
import skybourse.app.traces.ImportedScenario;
import skybourse.app.traces.ImportedScenario.Participants;
import skybourse.app.traces.InferenceHardware;
import skybourse.app.traces.Places;
import skybourse.app.traces.Provenance;
import skybourse.app.traces.RequestTrace;
import skybourse.app.traces.TraceWindow;
import skybourse.app.traces.Tracks;
import skybourse.base.agent.WeightDistribution;
import skybourse.base.agent.WirelessAgent;
import skybourse.base.random.RandomStreams;
import skybourse.base.scenario.Scenario;
import skybourse.files.importer.Importers;
import skybourse.files.log.TextFiles;
import skybourse.files.scenario.ScenarioText;
import skybourse.files.text.ColumnMapping;
import skybourse.files.text.CsvTable;
import skybourse.files.text.InvalidInputException;

/**
 * Input files of an imported scenario.
 *
 * @param requests requests, which become tasks
 * @param moreRequests additional requests, which start in the middle of the window
 * @param sites positions of fixed agents
 * @param users positions of wireless agents
 * @param mobility tracks of mobile agents; empty for none
 * @param walks tracks of wireless agents; empty if they do not move
 * @param hardware tables of devices; copied
 */
@RecordBuilder
public record ImportFiles(
        Path requests,
        Optional<Path> moreRequests,
        Path sites,
        Path users,
        Optional<Path> mobility,
        Optional<Path> walks,
        List<Path> hardware)
        implements ImportFilesBuilder.With {

    public ImportFiles {
        hardware = List.copyOf(hardware);
    }

    /**
     * Reads the files.
     *
     * @param headers mapping from headers of the files to columns; each header must be used
     * @param credits sources and licences of the files; each must be used
     */
    public ParsedFiles read(ColumnMapping headers, AttributionList credits) {
        var requestList = read(credits, Kind.requests, requests, headers, RequestTrace::read);
        var more = moreRequests.map(file -> read(credits, Kind.requests, file, headers, RequestTrace::read));
        var siteList = read(credits, Kind.sites, sites, headers, Places::read);
        var userList = read(credits, Kind.users, users, headers, Places::read);
        var tracks = mobility.map(file -> read(credits, Kind.mobility, file, headers, Tracks::read));
        var ways = walks.map(file -> read(credits, Kind.walks, file, headers, Tracks::readWalks));
        var tables = hardware.stream()
                .map(file -> read(credits, Kind.hardware, file, headers, InferenceHardware::read))
                .toList();
        headers.requireUsed();
        credits.requireUsed();
        return new ParsedFiles(requestList, more, siteList, userList, tracks, ways, tables);
    }

    private static <T> SourcedFile<T> read(
            AttributionList credits, Kind kind, Path file, ColumnMapping headers, Function<CsvTable, T> reader) {
        byte[] bytes = TextFiles.read(file);
        String name = file.toAbsolutePath().getFileName().toString();
        return new SourcedFile<>(
                file.toString(),
                reader.apply(Importers.table(file.toString(), bytes).under(headers)),
                credits.note(kind, name, bytes));
    }

    /**
     * Data of a file with its source.
     *
     * @param <T> type of the data
     * @param file path of the file, for messages
     * @param data the data
     * @param source source of the file
     */
    public record SourcedFile<T>(String file, T data, FileAttribution source) {}

    /**
     * Data of the input files.
     *
     * @param trace requests, which become tasks
     * @param more additional requests, which start in the middle of the window
     * @param sites positions of fixed agents
     * @param users positions of wireless agents
     * @param tracks tracks of mobile agents
     * @param walks tracks of wireless agents
     * @param tables tables of devices
     */
    public record ParsedFiles(
            SourcedFile<RequestTrace> trace,
            Optional<SourcedFile<RequestTrace>> more,
            SourcedFile<Places> sites,
            SourcedFile<Places> users,
            Optional<SourcedFile<Tracks>> tracks,
            Optional<SourcedFile<Tracks>> walks,
            List<SourcedFile<List<InferenceHardware>>> tables) {

        /**
         * Creates a scenario from the data.
         *
         * @param choice selection of the data for the scenario, and settings of a simulation over time
         * @param settings returns the remaining settings, given the devices of the tables
         * @param name name of the scenario
         * @param seed seed of all random choices and of the scenario
         */
        public ImportResult scenario(
                Choice choice, Function<List<InferenceHardware>, ImportSettings> settings, String name, long seed) {
            double at = choice.atSeconds.orElseGet(
                    () -> tracks.map(told -> told.data.busiestSeconds()).orElse(0.0));
            List<InferenceHardware> devices =
                    tables.stream().flatMap(table -> table.data.stream()).toList();
            TraceWindow window = choice.window.isEmpty() && choice.overTime.isPresent()
                    ? TraceWindow.whole(trace.data)
                    : TraceWindow.chosen(choice.window, trace.data);
            RequestTrace requests = more.map(
                            told -> trace.data.joined(told.data, window.startSeconds() + 0.5 * window.seconds()))
                    .orElse(trace.data);
            var asGiven = new ImportedScenario(
                    requests,
                    window,
                    sites.data,
                    users.data,
                    tracks.map(told -> told.data.at(at)).orElseGet(LinkedHashMap::new),
                    choice.overTime.map(OverTime::slotSeconds).orElse(window.seconds()),
                    settings.apply(devices));
            var cast = asGiven.draw(new RandomStreams(seed).stream("import", 0));
            Optional<Double> load = choice.overTime.flatMap(OverTime::load);
            Optional<DeviceSpeedFactors> law = load.map(given -> DeviceSpeedFactors.of(asGiven, cast, given));
            var imported = law.map(given -> given.applyTo(asGiven)).orElse(asGiven);
            Optional<ImportedMotion> motion = choice.overTime.map(time -> motion(time, imported, cast, at));
            List<String> assumptions =
                    new ArrayList<>(motion.map(ImportedMotion::assumptions).orElse(List.of()));
            law.ifPresent(given -> assumptions.add(given.assumption(load.orElseThrow())));
            String description = Provenance.describe(files(), imported, assumptions);
            return new ImportResult(imported.assemble(cast, name, seed, description), window.seconds(), motion);
        }

        private ImportedMotion motion(OverTime time, ImportedScenario imported, Participants cast, double at) {
            return new ImportedMotion(
                    imported,
                    cast,
                    more.filter(told -> !told.data.timed())
                            .map(SourcedFile::file)
                            .orElse(trace.file),
                    tracks.filter(_ -> !cast.cars().isEmpty())
                            .map(told -> new ImportedMotion.VehicleTracks(told.file, told.data, at, time.onRoads)),
                    walks.filter(_ -> time.standing < 1)
                            .map(told -> new ImportedMotion.PedestrianTracks(told.file, told.data, time.standing)),
                    time.battery);
        }

        private Provenance.Files files() {
            return new Provenance.Files(
                    trace.source,
                    more.map(SourcedFile::source),
                    sites.source,
                    users.source,
                    tracks.map(SourcedFile::source),
                    walks.map(SourcedFile::source),
                    tables.stream().map(SourcedFile::source).toList());
        }
    }

    /**
     * Selection of the data for a scenario.
     *
     * @param window window of requests, {@code START+SECONDS}; empty for the busiest window, or for all requests in a simulation over time
     * @param atSeconds time of the vehicles' positions, s; empty for the time with the most vehicles
     * @param overTime settings of a simulation over time; empty for a single round, which is as long as the window
     */
    public record Choice(Optional<String> window, Optional<Double> atSeconds, Optional<OverTime> overTime) {}

    /**
     * Settings of a simulation over time.
     *
     * @param slotSeconds length of a slot, s
     * @param onRoads whether mobile agents drive on all roads that occur in the tracks; otherwise each follows a track
     * @param load arriving work as a share of the leaders' capacity; empty for the devices' own speeds
     * @param standing share of wireless agents that do not move; the others follow the walks
     * @param battery battery of each aerial agent; empty for a battery that never runs down
     */
    public record OverTime(
            double slotSeconds, boolean onRoads, Optional<Double> load, double standing, Optional<Battery> battery) {}

    /**
     * Imported scenario.
     *
     * @param scenario the market at its start
     * @param seconds length of the window of requests, s
     * @param motion changes over time; empty for a single round
     */
    public record ImportResult(Scenario scenario, double seconds, Optional<ImportedMotion> motion) {

        /** Share of the imported weights below, and above, the published distribution. It keeps a few very long requests from widening the distribution. */
        private static final double TAIL = 0.05;

        /** Returns the same import with {@code rules.weights} from the 0.05 to the 0.95 quantile of the imported weights. */
        public ImportResult withPublishedWeights() {
            double[] weights = scenario.wirelessAgents().stream()
                    .mapToDouble(WirelessAgent::satisfactionWeight)
                    .sorted()
                    .toArray();
            int tail = (int) (TAIL * (weights.length - 1));
            var distribution = new WeightDistribution(weights[tail], weights[weights.length - 1 - tail]);
            Scenario published = scenario.withRules(scenario.rules().withWeights(Optional.of(distribution)));
            return new ImportResult(published, seconds, motion);
        }

        /**
         * Returns the contents of the scenario file and of the tables in its folder, by path.
         *
         * @param file path of the scenario file
         * @param command command that produces the file again; it is written as the first line of the file
         * @throws InvalidInputException if the result is not a scenario that can be simulated
         */
        public SortedMap<Path, byte[]> files(Path file, String command) {
            SortedMap<Path, byte[]> files = new TreeMap<>();
            String text = "# Made by: " + command + "\n" + ScenarioText.writeYaml(scenario);
            if (motion.isPresent()) {
                String stem = file.toAbsolutePath().getFileName().toString().replaceFirst("\\.[^.]*$", "");
                SortedMap<String, byte[]> beside = motion.get().tables(stem);
                beside.forEach((name, bytes) -> files.put(file.resolveSibling(name), bytes));
                text += motion.get().block(stem);
            }
            files.put(file, text.getBytes(StandardCharsets.UTF_8));
            return files;
        }
    }
}
