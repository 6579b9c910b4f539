package skybourse.app.store;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import skybourse.app.codec.Headers;
import skybourse.app.traces.Credits;
import skybourse.app.traces.Credits.Kind;
import skybourse.app.traces.DataSource;
import skybourse.app.traces.Device;
import skybourse.app.traces.ImportSettings;
import skybourse.app.traces.ImportedScenario;
import skybourse.app.traces.Places;
import skybourse.app.traces.Provenance;
import skybourse.app.traces.Requests;
import skybourse.app.traces.TraceWindow;
import skybourse.app.traces.Tracks;
import skybourse.base.random.RandomStreams;
import skybourse.base.scenario.Scenario;

/**
 * The files of which a scenario is made.
 *
 * @param requests CSV of requests, which become tasks
 * @param sites CSV of places of fixed agents
 * @param users CSV of places of wireless agents
 * @param mobility CSV of tracks of mobile agents, if there are any
 * @param hardware CSV files of devices to choose from
 */
public record ImportFiles(Path requests, Path sites, Path users, Optional<Path> mobility, List<Path> hardware) {

    public ImportFiles {
        hardware = List.copyOf(hardware);
    }

    /** How a format is read: the file's name, its content, what its headers mean. */
    private interface Reader<T> {
        T read(String source, byte[] bytes, Headers headers);
    }

    /**
     * Reads them.
     *
     * @param headers what they mean; each must be used
     * @param credits where files come from; each must be used
     */
    public Read read(Headers headers, Credits credits) {
        var requestList = read(credits, Kind.requests, requests, headers, Requests::read);
        var siteList = read(credits, Kind.sites, sites, headers, Places::read);
        var userList = read(credits, Kind.users, users, headers, Places::read);
        var tracks = mobility.map(file -> read(credits, Kind.mobility, file, headers, Tracks::read));
        var tables = hardware.stream()
                .map(file -> read(credits, Kind.hardware, file, headers, Device::read))
                .toList();
        headers.requireUsed();
        credits.requireUsed();
        return new Read(requestList, siteList, userList, tracks, tables);
    }

    private static <T> Told<T> read(Credits credits, Kind kind, Path file, Headers headers, Reader<T> reader) {
        byte[] bytes = TextFiles.read(file);
        String name = file.toAbsolutePath().getFileName().toString();
        return new Told<>(reader.read(file.toString(), bytes, headers), credits.note(kind, name, bytes));
    }

    /** What a file holds and where it comes from. */
    private record Told<T>(T data, DataSource source) {}

    /** What the files hold. */
    public static final class Read {

        private final Told<Requests> trace;
        private final Told<Places> sites;
        private final Told<Places> users;
        private final Optional<Told<Tracks>> tracks;
        private final List<Told<List<Device>>> tables;

        private Read(
                Told<Requests> trace,
                Told<Places> sites,
                Told<Places> users,
                Optional<Told<Tracks>> tracks,
                List<Told<List<Device>>> tables) {
            this.trace = trace;
            this.sites = sites;
            this.users = users;
            this.tracks = tracks;
            this.tables = tables;
        }

        /**
         * Makes one scenario of them.
         *
         * @param window which requests, {@code START+SECONDS}; where nothing is said, the busiest stretch
         * @param atSeconds when vehicles are looked at; where nothing is said, when most of them are there
         * @param settings returns all else, given the devices that the files name
         * @param name the scenario's
         * @param seed fixes every draw
         */
        public Scenario scenario(
                Optional<String> window,
                Optional<Double> atSeconds,
                Function<List<Device>, ImportSettings> settings,
                String name,
                long seed) {
            var vehicles = tracks.map(told -> told.data.at(atSeconds.orElseGet(told.data::busiestSeconds)))
                    .orElse(List.of());
            List<Device> devices =
                    tables.stream().flatMap(table -> table.data.stream()).toList();
            var imported = new ImportedScenario(
                    trace.data,
                    TraceWindow.chosen(window, trace.data),
                    sites.data,
                    users.data,
                    vehicles,
                    settings.apply(devices));
            var files = new Provenance.Files(
                    trace.source,
                    sites.source,
                    users.source,
                    tracks.map(Told::source),
                    tables.stream().map(Told::source).toList());
            return imported.assemble(
                    new RandomStreams(seed).stream("import", 0), name, seed, Provenance.describe(files, imported));
        }
    }
}
