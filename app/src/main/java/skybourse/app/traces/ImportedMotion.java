package skybourse.app.traces;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import skybourse.app.traces.ImportedScenario.Cast;
import skybourse.app.traces.Requests.Request;
import skybourse.app.traces.Tracks.Point;
import skybourse.base.numeric.Label;
import skybourse.base.scenario.Position;
import skybourse.base.scenario.Task;
import skybourse.files.codec.InvalidInputException;
import skybourse.round.motion.Roads;
import skybourse.round.motion.Track;

/**
 * What of an imported scenario changes with time: the block {@code overTime} of its file, and the tables that it names.
 *
 * @param imported the scenario
 * @param cast who takes part in it
 * @param requestFile the file of requests, for messages
 * @param drives how mobile agents move; empty where there are none
 * @param walks how wireless agents move, each from its place, the tracks dealt in turn; empty where they stand
 */
public record ImportedMotion(
        ImportedScenario imported, Cast cast, String requestFile, Optional<Drives> drives, Optional<Walks> walks) {

    /** How fast nobody walks: a sample that implies more is dropped. */
    private static final double FASTEST_WALK = 10;

    /** A vehicle that never comes as near as this to the others is in another frame. */
    private static final double FARTHEST_METRES = 10_000;

    private static final String MOBILE = "-mobile.csv";
    private static final String WIRELESS = "-wireless.csv";
    private static final String REQUESTS = "-requests.csv";

    /**
     * Tracks of vehicles.
     *
     * @param file for messages
     * @param tracks of all of them
     * @param atSeconds what of their time is 0
     * @param onRoads whether agents drive at random along the roads on which the tracks lie, not along the tracks
     */
    public record Drives(String file, Tracks tracks, double atSeconds, boolean onRoads) {}

    /**
     * Tracks of people.
     *
     * @param file for messages
     * @param tracks of all of them
     */
    public record Walks(String file, Tracks tracks) {}

    /** @throws InvalidInputException for requests without arrival times, a track that jumps or one in another frame */
    public ImportedMotion {
        if (!imported.trace().timed()) {
            throw new InvalidInputException(
                    requestFile,
                    "must have arrival times over time: none",
                    "another trace was meant, or --map with the header of their seconds");
        }
        drives.ifPresent(given -> require(given, cast, imported.middle()));
        walks.ifPresent(given -> given.tracks
                .points()
                .forEach((id, track) -> requireTrack(given.file, whose("walk", id), track, FASTEST_WALK)));
    }

    private static void require(Drives drives, Cast cast, Point middle) {
        for (var car : cast.cars()) {
            List<Point> track = drives.tracks.of(car.getKey());
            requireTrack(drives.file, whose("vehicle", car.getKey()), track, RoadMap.FASTEST);
            double nearest = nearestMetres(track, middle);
            if (nearest > FARTHEST_METRES) {
                throw new InvalidInputException(
                        drives.file,
                        whose("vehicle", car.getKey()),
                        "must come within " + FARTHEST_METRES + " m of the middle of all vehicles: " + nearest + " m",
                        "its places are in another frame than those of others, or in other units than metres");
            }
        }
    }

    private static String whose(String kind, String id) {
        return kind + " " + Label.cut(id, Label.MOST_CHARACTERS);
    }

    private static double nearestMetres(List<Point> track, Point place) {
        return track.stream()
                .mapToDouble(point -> Math.hypot(point.xMetres() - place.xMetres(), point.yMetres() - place.yMetres()))
                .min()
                .orElseThrow();
    }

    private static void requireTrack(String file, String whose, List<Point> track, double fastest) {
        try {
            Track.of(
                    track.stream().mapToDouble(Point::seconds).toArray(),
                    track.stream().mapToDouble(Point::xMetres).toArray(),
                    track.stream().mapToDouble(Point::yMetres).toArray(),
                    fastest);
        } catch (IllegalArgumentException e) {
            var failure = new InvalidInputException(
                    file,
                    whose + ":",
                    InvalidInputException.reason(e) + " of " + track.size() + " that imply at most " + fastest + " m/s",
                    "it jumps, in other units of time or length than seconds and metres, or was cut off");
            failure.initCause(e);
            throw failure;
        }
    }

    /** Returns a number to a thousandth, which is a millimetre or a millisecond. */
    static double rounded(double number) {
        return Math.rint(number * 1000) / 1000;
    }

    /**
     * Returns the block as YAML.
     *
     * @param stem what the names of tables begin with
     */
    public String block(String stem) {
        var text = new StringBuilder("overTime:\n");
        if (drives.isPresent() || walks.isPresent()) {
            text.append("  motion:\n");
        }
        walks.ifPresent(_ -> text.append("    wirelessAgents:\n      tracks:\n")
                .append(file(8, stem + WIRELESS))
                .append("        maxSpeed: " + FASTEST_WALK + "\n        loops: true\n"));
        drives.ifPresent(given -> text.append("    mobileAgents:\n")
                .append(
                        given.onRoads
                                ? roads(RoadMap.of(given.file, given.tracks, imported.middle()))
                                : "      tracks:\n" + file(8, stem + MOBILE) + "        loops: true\n"
                                        + "        shiftSeconds: " + rounded(earliest(given)) + "\n"));
        return text.append("  arrivals:\n    trace:\n")
                .append(file(6, stem + REQUESTS))
                .toString();
    }

    private static String file(int indent, String name) {
        return " ".repeat(indent) + "file: \"" + name.replace("\\", "\\\\").replace("\"", "\\\"") + "\"\n";
    }

    /** Returns when the first of the tracks that are played begins. */
    private double earliest(Drives given) {
        return cast.cars().stream()
                .mapToDouble(car -> given.tracks.of(car.getKey()).getFirst().seconds() - given.atSeconds)
                .min()
                .orElse(0);
    }

    private static String roads(Roads roads) {
        var text = new StringBuilder("      roadBound:\n        crossings:\n");
        roads.crossings()
                .forEach(place -> text.append("          - {eastMetres: " + place.eastMetres() + ", northMetres: "
                        + place.northMetres() + "}\n"));
        text.append("        roads:\n");
        roads.roads()
                .forEach(road -> text.append("          - {from: " + road.from() + ", to: " + road.to()
                        + ", limitMetresPerSecond: " + road.limitMetresPerSecond() + "}\n"));
        return text.toString();
    }

    /** Returns the tables by name; {@code stem} as for {@link #block}. */
    public SortedMap<String, byte[]> tables(String stem) {
        SortedMap<String, byte[]> tables = new TreeMap<>();
        tables.put(stem + REQUESTS, requests());
        drives.filter(given -> !given.onRoads).ifPresent(given -> tables.put(stem + MOBILE, drives(given)));
        walks.ifPresent(given -> tables.put(stem + WIRELESS, walks(given)));
        return tables;
    }

    private byte[] requests() {
        double deadline = imported.deadlineSeconds(cast);
        List<String> lines = new ArrayList<>(List.of("seconds,inputBits,work,deadlineSeconds"));
        imported.window().of(imported.trace()).stream()
                .sorted(Comparator.comparingDouble(Request::arrivalSeconds))
                .forEach(request -> {
                    Task task = imported.task(request, deadline);
                    double seconds =
                            request.arrivalSeconds() - imported.window().startSeconds();
                    lines.add(seconds + "," + task.inputBits() + "," + task.work() + "," + task.deadlineSeconds());
                });
        return bytes(lines);
    }

    private byte[] drives(Drives given) {
        Point middle = imported.middle();
        List<String> lines = new ArrayList<>(List.of("id,seconds,x,y"));
        for (int i = 0; i < cast.cars().size(); i++) {
            for (Point point : given.tracks.of(cast.cars().get(i).getKey())) {
                lines.add(line(
                        "MA" + (i + 1),
                        point.seconds() - given.atSeconds,
                        point.xMetres() - middle.xMetres(),
                        point.yMetres() - middle.yMetres()));
            }
        }
        return bytes(lines);
    }

    private byte[] walks(Walks given) {
        List<List<Point>> tracks = List.copyOf(given.tracks.points().values());
        List<String> lines = new ArrayList<>(List.of("id,seconds,x,y"));
        for (int i = 0; i < cast.requests().size(); i++) {
            walk(lines, "WA" + (i + 1), imported.position(cast.home(i), 0), tracks.get(i % tracks.size()));
        }
        return bytes(lines);
    }

    private static void walk(List<String> lines, String agent, Position home, List<Point> track) {
        Point first = track.getFirst();
        for (Point point : track) {
            lines.add(line(
                    agent,
                    point.seconds() - first.seconds(),
                    home.xMetres() + point.xMetres() - first.xMetres(),
                    home.yMetres() + point.yMetres() - first.yMetres()));
        }
    }

    private static String line(String id, double seconds, double east, double north) {
        return id + "," + rounded(seconds) + "," + rounded(east) + "," + rounded(north);
    }

    private static byte[] bytes(List<String> lines) {
        return (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /** Returns what is assumed, a sentence each. */
    public List<String> assumptions() {
        List<String> lines = new ArrayList<>();
        lines.add("Over time: each request comes at its own second, to a wireless agent drawn for it; a slot has "
                + imported.roundSeconds() + " s.");
        drives.ifPresent(given -> lines.add(
                given.onRoads
                        ? "Assumed: mobile agents drive at random along roads between squares of "
                                + RoadMap.SQUARE_METRES + " m on which vehicles drove."
                        : "Assumed: mobile agents play the tracks of their vehicles, second " + given.atSeconds
                                + " of the file at time 0, and begin again at their ends."));
        walks.ifPresent(given -> lines.add(
                "Assumed: wireless agents walk from their places as in the tracks, dealt in turn, and begin again at"
                        + " their ends; no sample faster than " + FASTEST_WALK + " m/s counts."));
        return lines;
    }
}
