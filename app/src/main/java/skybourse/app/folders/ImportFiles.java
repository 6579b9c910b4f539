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
import skybourse.app.traces.Credits;
import skybourse.app.traces.Credits.Kind;
import skybourse.app.traces.DataSource;
import skybourse.app.traces.Device;
import skybourse.app.traces.ImportSettings;
import skybourse.app.traces.ImportedMotion;
import skybourse.app.traces.ImportedMotion.Battery;
import skybourse.app.traces.ImportedScenario;
import skybourse.app.traces.ImportedScenario.Participants;
import skybourse.app.traces.LoadScaling;
import skybourse.app.traces.Places;
import skybourse.app.traces.Provenance;
import skybourse.app.traces.Requests;
import skybourse.app.traces.TraceWindow;
import skybourse.app.traces.Tracks;
import skybourse.base.random.RandomStreams;
import skybourse.base.scenario.Scenario;
import skybourse.files.importer.Importers;
import skybourse.files.log.TextFiles;
import skybourse.files.scenario.ScenarioText;
import skybourse.files.text.CsvTable;
import skybourse.files.text.HeaderMapping;
import skybourse.files.text.InvalidInputException;

/**
 * The files of which a scenario is made.
 *
 * @param requests requests, which become tasks
 * @param moreRequests requests that come besides, from the middle of the window on
 * @param sites places of fixed agents
 * @param users places of wireless agents
 * @param mobility tracks of mobile agents, if there are any
 * @param walks tracks of wireless agents, if they move
 * @param hardware devices to choose from
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
     * Reads them.
     *
     * @param headers what they mean; each must be used
     * @param credits where files come from; each must be used
     */
    public ParsedFiles read(HeaderMapping headers, Credits credits) {
        var requestList = read(credits, Kind.requests, requests, headers, Requests::read);
        var more = moreRequests.map(file -> read(credits, Kind.requests, file, headers, Requests::read));
        var siteList = read(credits, Kind.sites, sites, headers, Places::read);
        var userList = read(credits, Kind.users, users, headers, Places::read);
        var tracks = mobility.map(file -> read(credits, Kind.mobility, file, headers, Tracks::read));
        var ways = walks.map(file -> read(credits, Kind.walks, file, headers, Tracks::readWalks));
        var tables = hardware.stream()
                .map(file -> read(credits, Kind.hardware, file, headers, Device::read))
                .toList();
        headers.requireUsed();
        credits.requireUsed();
        return new ParsedFiles(requestList, more, siteList, userList, tracks, ways, tables);
    }

    private static <T> SourcedFile<T> read(
            Credits credits, Kind kind, Path file, HeaderMapping headers, Function<CsvTable, T> reader) {
        byte[] bytes = TextFiles.read(file);
        String name = file.toAbsolutePath().getFileName().toString();
        return new SourcedFile<>(
                file.toString(),
                reader.apply(Importers.table(file.toString(), bytes).under(headers)),
                credits.note(kind, name, bytes));
    }

    /**
     * What a file holds and where it comes from.
     *
     * @param <T> what it holds
     */
    public record SourcedFile<T>(String file, T data, DataSource source) {}

    /** What the files hold. */
    public record ParsedFiles(
            SourcedFile<Requests> trace,
            Optional<SourcedFile<Requests>> more,
            SourcedFile<Places> sites,
            SourcedFile<Places> users,
            Optional<SourcedFile<Tracks>> tracks,
            Optional<SourcedFile<Tracks>> walks,
            List<SourcedFile<List<Device>>> tables) {

        /**
         * Makes one scenario of them.
         *
         * @param choice what of them, and how it is played
         * @param settings returns all else, given the devices that the files name
         * @param name the scenario's
         * @param seed fixes every draw
         */
        public ImportResult scenario(
                Choice choice, Function<List<Device>, ImportSettings> settings, String name, long seed) {
            double at = choice.atSeconds.orElseGet(
                    () -> tracks.map(told -> told.data.busiestSeconds()).orElse(0.0));
            List<Device> devices =
                    tables.stream().flatMap(table -> table.data.stream()).toList();
            TraceWindow window = choice.window.isEmpty() && choice.overTime.isPresent()
                    ? TraceWindow.whole(trace.data)
                    : TraceWindow.chosen(choice.window, trace.data);
            Requests requests = more.map(
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
            Optional<LoadScaling> law = load.map(given -> LoadScaling.of(asGiven, cast, given));
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
     * What of the files becomes a scenario.
     *
     * @param window which requests, {@code START+SECONDS}; where nothing is said, the busiest stretch, and over time all
     * @param atSeconds when vehicles are looked at; where nothing is said, when most of them are there
     * @param overTime how it is played over time; empty for a round on its own, as long as the window
     */
    public record Choice(Optional<String> window, Optional<Double> atSeconds, Optional<OverTime> overTime) {}

    /**
     * How a scenario is played over time.
     *
     * @param slotSeconds length of a slot
     * @param onRoads whether mobile agents drive along the roads on which the tracks lie, not along the tracks
     * @param load arriving work as a share of the leaders' capacity; empty for the devices' own speeds
     * @param standing share of the wireless agents that stand though there are walks
     * @param battery what each aerial agent flies on; empty where it never runs down
     */
    public record OverTime(
            double slotSeconds, boolean onRoads, Optional<Double> load, double standing, Optional<Battery> battery) {}

    /**
     * What was made.
     *
     * @param scenario the market at its start
     * @param seconds length of the window of requests
     * @param motion what of it changes with time; empty for a round on its own
     */
    public record ImportResult(Scenario scenario, double seconds, Optional<ImportedMotion> motion) {

        /**
         * Returns the scenario's file and the tables beside it.
         *
         * @param file where the scenario is to lie
         * @param command what makes it again, one line; the file begins with it
         * @throws InvalidInputException where what comes out is no scenario that can be simulated
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
