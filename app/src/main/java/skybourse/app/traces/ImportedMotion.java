package skybourse.app.traces;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import skybourse.app.traces.ImportedScenario.Participants;
import skybourse.app.traces.RequestTrace.Request;
import skybourse.app.traces.Tracks.Point;
import skybourse.base.agent.Position;
import skybourse.base.agent.Task;
import skybourse.base.numeric.LabelSyntax;
import skybourse.base.numeric.NumberSyntax;
import skybourse.files.text.InvalidInputException;
import skybourse.round.motion.Roads;
import skybourse.round.motion.Track;

/**
 * Changes of an imported scenario over time: motion of the agents, arriving requests, and batteries. They are written as the block {@code
 * overTime} of the scenario file, and as the tables that this block names.
 *
 * @param imported the scenario
 * @param cast its agents
 * @param requestFile name of the request file, for messages
 * @param drives motion of mobile agents; empty if there are no tracks
 * @param walks motion of wireless agents, each of which starts at its own place; empty if they do not move
 * @param battery battery of each aerial agent; empty if there is no limit
 */
public record ImportedMotion(
        ImportedScenario imported,
        Participants cast,
        String requestFile,
        Optional<VehicleTracks> drives,
        Optional<PedestrianTracks> walks,
        Optional<Battery> battery) {

    /** Maximum speed of a walk, in m/s. */
    private static final double FASTEST_WALK = 10;

    /** Maximum time between two samples of a walk, in s. */
    private static final double GAP_SECONDS = 10;

    /**
     * Maximum distance between the middle of all vehicles and the point of a track that is nearest to it, in m. A track that is farther away is taken
     * to have another coordinate frame.
     */
    private static final double FARTHEST_METRES = 10_000;

    private static final String MOBILE = "-mobile.csv";
    private static final String WIRELESS = "-wireless.csv";
    private static final String REQUESTS = "-requests.csv";

    /**
     * Tracks of vehicles.
     *
     * @param file name of the file, for messages
     * @param tracks tracks of all vehicles
     * @param atSeconds time in the file's own count that becomes time 0 of the scenario, in s
     * @param onRoads whether agents drive at random on the roads that the tracks cover, instead of following the tracks
     */
    public record VehicleTracks(String file, Tracks tracks, double atSeconds, boolean onRoads) {}

    /**
     * Tracks of people. Each track is cut to its longest stretch without a gap or a jump. The stretches are assigned to the agents in turn, the
     * longest first. An agent repeats its stretch without end, so that it is never absent.
     *
     * @param file name of the file, for messages
     * @param tracks tracks of all people
     * @param standing share of the wireless agents that do not move
     */
    public record PedestrianTracks(String file, Tracks tracks, double standing) {

        /** Returns the longest stretch of each track, sorted from the longest to the shortest. */
        private List<List<Point>> stretches() {
            return tracks.points().entrySet().stream()
                    .map(walk -> stretch(file, walk.getKey(), walk.getValue()))
                    .sorted(Comparator.<List<Point>>comparingDouble(PedestrianTracks::seconds)
                            .reversed())
                    .toList();
        }

        private static double seconds(List<Point> stretch) {
            return stretch.getLast().seconds() - stretch.getFirst().seconds();
        }

        private static List<Point> stretch(String file, String id, List<Point> track) {
            List<Point> longest = List.of(track.getFirst());
            int start = 0;
            for (int i = 1; i <= track.size(); i++) {
                if (i == track.size() || !follows(track.get(i - 1), track.get(i))) {
                    List<Point> stretch = track.subList(start, i);
                    longest = seconds(stretch) > seconds(longest) ? stretch : longest;
                    start = i;
                }
            }
            if (longest.size() < 2) {
                throw new InvalidInputException(
                        file,
                        whose("walk", id) + ":",
                        "a track must have two samples within " + GAP_SECONDS + " s at a speed of at most "
                                + FASTEST_WALK + " m/s: none of " + track.size(),
                        "use seconds and metres; a track that jumps or is truncated cannot be used.");
            }
            return longest;
        }

        private static boolean follows(Point before, Point after) {
            double seconds = after.seconds() - before.seconds();
            double metres = Math.hypot(after.xMetres() - before.xMetres(), after.yMetres() - before.yMetres());
            return seconds <= GAP_SECONDS && metres <= FASTEST_WALK * seconds;
        }
    }

    /**
     * Battery of an aerial agent. The base that charges it is in the middle of the sites.
     *
     * @param wattHours energy of a full battery, in Wh
     * @param chargerWatts charging power of the base, in W
     */
    public record Battery(double wattHours, double chargerWatts) {

        /**
         * Reads a battery of the form {@code WATT_HOURS@WATTS}.
         *
         * @throws InvalidInputException if the text has another form, or if a number is not positive and finite
         */
        public static Battery parse(String option, String text) {
            String[] parts = text.split("@", -1);
            double wattHours = NumberSyntax.decimal(parts[0]).orElse(Double.NaN);
            double watts = NumberSyntax.decimal(parts[parts.length - 1]).orElse(Double.NaN);
            if (parts.length != 2 || !(wattHours > 0 && watts > 0 && Double.isFinite(wattHours + watts))) {
                throw new InvalidInputException(
                        option,
                        "must be WATT_HOURS@WATTS, both above 0: " + LabelSyntax.escapedInQuotes(text),
                        "write for example 98@350, a battery of 98 Wh that is charged with 350 W.");
            }
            return new Battery(wattHours, watts);
        }

        private String block() {
            return "  aerialEnergy:\n    batteryJoules: " + wattHours * 3600 + "\n    chargerWatts: " + chargerWatts
                    + "\n    baseEastMetres: 0.0\n    baseNorthMetres: 0.0\n";
        }
    }

    /** @throws InvalidInputException if requests have no arrival times, or if a track has jumps, too few samples or another frame */
    public ImportedMotion {
        if (!imported.trace().timed()) {
            throw new InvalidInputException(
                    requestFile,
                    "must contain arrival times for --over-time: it has none",
                    "use another trace, or select the column with the seconds with --map.");
        }
        drives.ifPresent(given -> require(given, cast, imported.middle()));
        walks.ifPresent(PedestrianTracks::stretches);
    }

    private static void require(VehicleTracks drives, Participants cast, Point middle) {
        for (var car : cast.cars()) {
            List<Point> track = drives.tracks.of(car.getKey());
            requireTrack(drives.file, whose("vehicle", car.getKey()), track, RoadMap.FASTEST);
            double nearest = nearestMetres(track, middle);
            if (nearest > FARTHEST_METRES) {
                throw new InvalidInputException(
                        drives.file,
                        whose("vehicle", car.getKey()),
                        "must come within " + FARTHEST_METRES + " m of the middle of all vehicles: " + nearest + " m",
                        "use metres, and the same coordinate frame for all vehicles.");
            }
        }
    }

    private static String whose(String kind, String id) {
        return kind + " " + LabelSyntax.cut(id, LabelSyntax.MOST_CHARACTERS);
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
                    InvalidInputException.reason(e) + " of " + track.size() + " at a speed of at most " + fastest
                            + " m/s",
                    "use seconds and metres; a track that jumps or is truncated cannot be used.");
            failure.initCause(e);
            throw failure;
        }
    }

    /** Returns a number rounded to a thousandth, which is a millimetre or a millisecond. */
    static double rounded(double number) {
        return Math.rint(number * 1000) / 1000;
    }

    /**
     * Returns the block {@code overTime} as YAML.
     *
     * @param stem beginning of the names of tables
     */
    public String block(String stem) {
        var text = new StringBuilder("overTime:\n");
        if (drives.isPresent() || walks.isPresent()) {
            text.append("  motion:\n");
        }
        walks.filter(given -> given.standing == 0)
                .ifPresent(_ -> text.append("    wirelessAgents:\n      tracks:\n")
                        .append(file(8, stem + WIRELESS))
                        .append("        maxSpeed: " + FASTEST_WALK + "\n        loops: true\n"));
        drives.ifPresent(given -> text.append("    mobileAgents:\n")
                .append(
                        given.onRoads
                                ? roads(RoadMap.of(given.file, given.tracks, imported.middle()))
                                : "      tracks:\n" + file(8, stem + MOBILE) + "        loops: true\n"
                                        + "        shiftSeconds: " + rounded(earliest(given)) + "\n"));
        walks.filter(given -> given.standing > 0).ifPresent(given -> text.append(someWalk(given, stem + WIRELESS)));
        text.append("  arrivals:\n    trace:\n").append(file(6, stem + REQUESTS));
        battery.ifPresent(given -> text.append(given.block()));
        return text.toString();
    }

    private String someWalk(PedestrianTracks given, String table) {
        return IntStream.range(0, cast.requests().size())
                .filter(agent -> walks(agent, given))
                .mapToObj(agent -> "      WA" + (agent + 1) + ":\n        tracks:\n" + file(10, table)
                        + "          vehicle: WA" + (agent + 1) + "\n          maxSpeed: " + FASTEST_WALK
                        + "\n          loops: true\n")
                .collect(Collectors.joining("", "    agents:\n", ""));
    }

    /** Returns whether a wireless agent walks. The agents that walk are distributed evenly over the list of agents. */
    private boolean walks(int agent, PedestrianTracks given) {
        long all = cast.requests().size();
        long walking = Math.round(all * (1 - given.standing));
        return (agent + 1) * walking / all > agent * walking / all;
    }

    private static String file(int indent, String name) {
        return " ".repeat(indent) + "file: \"" + name.replace("\\", "\\\\").replace("\"", "\\\"") + "\"\n";
    }

    /** Returns the time of the first point in the tracks that the scenario uses, in s after time 0; 0 without tracks. */
    private double earliest(VehicleTracks given) {
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

    /** Returns the content of the tables by name. {@code stem} must be the same as for {@link #block}. */
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

    private byte[] drives(VehicleTracks given) {
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

    private byte[] walks(PedestrianTracks given) {
        List<List<Point>> stretches = given.stretches();
        List<String> lines = new ArrayList<>(List.of("id,seconds,x,y"));
        int dealt = 0;
        for (int i = 0; i < cast.requests().size(); i++) {
            if (walks(i, given)) {
                List<Point> stretch = stretches.get(dealt++ % stretches.size());
                walk(lines, "WA" + (i + 1), imported.position(cast.home(i), 0), stretch);
            }
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

    private String whoWalks(PedestrianTracks given) {
        int all = cast.requests().size();
        long walking = IntStream.range(0, all).filter(i -> walks(i, given)).count();
        return walking == all
                ? "wireless agents walk"
                : (all - walking) + " of " + all + " wireless agents stand, the others walk";
    }

    /** Returns the assumptions about changes over time, one sentence each. */
    public List<String> assumptions() {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "Recorded: %.1f minutes of requests, not a day, each at its own second, to a wireless agent drawn among"
                        + " those that are there; a slot has %s s.",
                imported.window().seconds() / 60,
                imported.roundSeconds()));
        drives.ifPresent(given -> lines.add(
                given.onRoads
                        ? "Generated: mobile agents drive at random along roads between squares of "
                                + RoadMap.SQUARE_METRES + " m on which vehicles drove."
                        : "Looped and shifted: mobile agents play the tracks of their vehicles, whose middle lies on"
                                + " that of the sites, second " + given.atSeconds
                                + " of the file at time 0, and begin again at their ends."));
        walks.ifPresent(given -> lines.add("Looped and shifted: " + whoWalks(given) + " from their places as in the"
                + " tracks, each cut to its longest stretch without a gap above " + GAP_SECONDS + " s or a pace above "
                + FASTEST_WALK + " m/s, dealt in turn, and begin again at their ends."));
        battery.ifPresent(given -> lines.add("Assumed: batteries of aerial agents of " + given.wattHours
                + " Wh, charged with " + given.chargerWatts + " W in the middle of the sites; they hover at their"
                + " stations."));
        return lines;
    }
}
