package skybourse.files.scenario;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import skybourse.base.numeric.LabelSyntax;
import skybourse.base.scenario.Scenario;
import skybourse.files.text.CsvTable;
import skybourse.files.text.ErrorText;
import skybourse.files.text.InvalidInputException;
import skybourse.round.motion.Track;
import skybourse.round.motion.TrackPlayback;

/**
 * Reader of files with recorded tracks. A file is a CSV with the columns {@code id,seconds,x,y}, in seconds and metres; other columns are ignored.
 */
public final class TrackTable {

    /** Largest distance between a track and the nearest leader of the scenario. */
    private static final double FARTHEST_METRES = 10_000;

    private final String source;
    private final Map<String, List<double[]>> samples = new LinkedHashMap<>();

    /**
     * Settings of the playback.
     *
     * @param file name of the file
     * @param maxSpeed largest plausible speed of an agent, m/s; a faster track is rejected
     * @param gapSeconds longest time between two samples during which the agent is present
     * @param loops whether tracks repeat
     * @param shiftSeconds time at which the earliest track starts
     * @param thin only every {@code thin}-th sample is used; 1 for all samples
     */
    public record Settings(
            String file, double maxSpeed, double gapSeconds, boolean loops, double shiftSeconds, int thin) {

        /** Returns the default settings (ours), with an empty file name. */
        static Settings standard() {
            return new Settings("", 60, 10, false, 0, 1);
        }
    }

    private TrackTable(String source) {
        this.source = source;
    }

    /**
     * Reads the tracks of a file.
     *
     * @return motions by id, in the order of the first sample in the file
     * @throws InvalidInputException if the content is not valid; the message names the first error
     */
    static SequencedMap<String, TrackPlayback> read(String source, byte[] bytes, Settings settings, Scenario scenario) {
        var table = new TrackTable(source);
        CsvTable csv = CsvTable.read(source, bytes);
        if (!csv.has("id", "seconds", "x", "y")) {
            throw csv.unknownColumns("id,seconds,x,y");
        }
        csv.rows().forEach(table::add);
        return table.playbacks(settings, scenario);
    }

    private void add(CsvTable.Row row) {
        double[] sample = {
            row.number("seconds", Double.NEGATIVE_INFINITY),
            row.number("x", Double.NEGATIVE_INFINITY),
            row.number("y", Double.NEGATIVE_INFINITY)
        };
        List<double[]> track = samples.computeIfAbsent(row.text("id"), _ -> new ArrayList<>());
        if (!track.isEmpty() && track.getLast()[0] >= sample[0]) {
            throw row.bad(
                    "seconds",
                    "must increase for track " + ErrorText.quote(row.text("id")) + ": " + sample[0],
                    "sort the file by id and time.");
        }
        track.add(sample);
    }

    private double earliestSeconds() {
        return samples.values().stream()
                .mapToDouble(track -> track.getFirst()[0])
                .min()
                .orElseThrow();
    }

    private SequencedMap<String, TrackPlayback> playbacks(Settings settings, Scenario scenario) {
        if (samples.isEmpty()) {
            throw new InvalidInputException(source, "must have at least one track: 0", "the file has no track.");
        }
        double earliest = earliestSeconds();
        SequencedMap<String, TrackPlayback> playbacks = new LinkedHashMap<>();
        samples.forEach((id, track) -> {
            requireNear(id, track, scenario);
            double shift = track.getFirst()[0] - earliest + settings.shiftSeconds();
            Track kept = track(id, track, settings);
            playbacks.put(id, new TrackPlayback(kept, shift, settings.gapSeconds(), settings.loops()));
        });
        return playbacks;
    }

    private Track track(String id, List<double[]> track, Settings settings) {
        List<double[]> thinned = new ArrayList<>();
        for (int i = 0; i < track.size(); i += settings.thin()) {
            thinned.add(track.get(i));
        }
        try {
            return Track.of(column(thinned, 0), column(thinned, 1), column(thinned, 2), settings.maxSpeed());
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException(
                    source,
                    "track " + LabelSyntax.escapedInQuotes(id) + ":",
                    InvalidInputException.reason(e) + " of " + thinned.size() + " at a speed of at most "
                            + settings.maxSpeed() + " m/s",
                    "use seconds and metres, or a larger maxSpeed; a track that jumps cannot be used.");
        }
    }

    private static double[] column(List<double[]> samples, int column) {
        return samples.stream().mapToDouble(sample -> sample[column]).toArray();
    }

    private void requireNear(String id, List<double[]> track, Scenario scenario) {
        double nearest = track.stream()
                .mapToDouble(sample -> scenario.leaders().stream()
                        .mapToDouble(leader -> Math.hypot(
                                sample[1] - leader.position().xMetres(),
                                sample[2] - leader.position().yMetres()))
                        .min()
                        .orElseThrow())
                .min()
                .orElseThrow();
        if (nearest > FARTHEST_METRES) {
            throw new InvalidInputException(
                    source,
                    "track " + LabelSyntax.escapedInQuotes(id),
                    "must come within " + FARTHEST_METRES + " m of a leader of the scenario: " + nearest + " m",
                    "use the scenario's coordinate frame; subtract the origin of the map.");
        }
    }
}
