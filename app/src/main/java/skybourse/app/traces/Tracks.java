package skybourse.app.traces;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import skybourse.app.traces.Places.Place;
import skybourse.base.numeric.Label;
import skybourse.files.codec.CsvTable;
import skybourse.files.codec.CsvTable.Row;
import skybourse.files.codec.Importers;
import skybourse.files.codec.InvalidInputException;

/**
 * Movements of vehicles in a flat frame of their own.
 *
 * @param points by vehicle, times rising, at least one vehicle
 */
public record Tracks(Map<String, List<Point>> points) {

    /**
     * Where a vehicle was.
     *
     * @param seconds time in the file's own count
     * @param xMetres to the east
     * @param yMetres to the north
     */
    public record Point(double seconds, double xMetres, double yMetres) {}

    public Tracks {
        points = new LinkedHashMap<>(points);
        points.replaceAll((vehicle, track) -> List.copyOf(track));
    }

    /**
     * Reads tracks of vehicles in one of three formats, told apart by their columns: SUMO's, GPS trajectories of which only what
     * was driven counts, or one vehicle's latitudes and longitudes.
     *
     * @param table its rows
     * @throws InvalidInputException for unknown columns, naming the line for one that is broken, or without tracks
     */
    public static Tracks read(CsvTable table) {
        return read(table, "Driving", "vehicle: 0", "nobody drives");
    }

    /** Reads tracks of people in the same formats, of GPS trajectories those on foot; see {@link #read}. */
    public static Tracks readWalks(CsvTable table) {
        return read(table, "OnFoot", "walk: 0", "nobody walks");
    }

    private static Tracks read(CsvTable table, String activity, String none, String nobody) {
        Tracks tracks = recognise(table, activity);
        if (tracks.points().isEmpty()) {
            throw new InvalidInputException(table.source(), "must hold at least one " + none, nobody + " in this file");
        }
        return tracks;
    }

    private static Tracks recognise(CsvTable table, String activity) {
        Map<String, List<Point>> points = new LinkedHashMap<>();
        if (table.has("vehicle_id", "t_s", "x_m", "y_m")) {
            table.rows().forEach(row -> add(points, row, row.text("vehicle_id"), flat(row)));
            return new Tracks(points);
        }
        if (table.has("trajectory_id", "t_s", "x_m", "y_m", "activity")) {
            table.rows().stream()
                    .filter(row -> row.text("activity").equals(activity))
                    .forEach(row -> add(points, row, row.text("trajectory_id"), flat(row)));
            return new Tracks(points);
        }
        if (table.has("t_s", "latitude_deg", "longitude_deg")) {
            List<Row> rows = table.rows();
            rows.forEach(row -> {
                Place place = Places.place(row);
                Place origin = Places.place(rows.getFirst());
                add(points, row, "car", new Point(time(row), place.eastMetres(origin), place.northMetres(origin)));
            });
            return new Tracks(points);
        }
        throw table.unknownColumns(
                "vehicle_id,t_s,x_m,y_m; trajectory_id,t_s,x_m,y_m,activity; and t_s,latitude_deg,longitude_deg."
                        + Importers.hint());
    }

    private static Point flat(Row row) {
        return new Point(
                time(row), row.number("x_m", Double.NEGATIVE_INFINITY), row.number("y_m", Double.NEGATIVE_INFINITY));
    }

    private static double time(Row row) {
        return row.number("t_s", Double.NEGATIVE_INFINITY);
    }

    private static void add(Map<String, List<Point>> points, Row row, String vehicle, Point point) {
        List<Point> track = points.computeIfAbsent(vehicle, id -> new ArrayList<>());
        if (!track.isEmpty() && track.getLast().seconds() >= point.seconds()) {
            throw row.bad(
                    "t_s",
                    "must rise for vehicle " + Label.cut(vehicle, Label.MOST_CHARACTERS) + ": " + point.seconds(),
                    "lines changed places; sort the file by vehicle and time");
        }
        track.add(point);
    }

    /** Returns where each vehicle that is on its way at a time is then, between its points along a straight line. */
    public SequencedMap<String, Point> at(double seconds) {
        SequencedMap<String, Point> there = new LinkedHashMap<>();
        points.forEach((vehicle, track) -> at(track, seconds).ifPresent(point -> there.put(vehicle, point)));
        return there;
    }

    private static Optional<Point> at(List<Point> track, double seconds) {
        int i = 0;
        while (i < track.size() && track.get(i).seconds() < seconds) {
            i++;
        }
        if (i > 0 && i < track.size()) {
            return Optional.of(between(track.get(i - 1), track.get(i), seconds));
        }
        return i < track.size() && track.get(i).seconds() == seconds ? Optional.of(track.get(i)) : Optional.empty();
    }

    private static Point between(Point before, Point after, double seconds) {
        double share = (seconds - before.seconds()) / (after.seconds() - before.seconds());
        return new Point(
                seconds,
                before.xMetres() + share * (after.xMetres() - before.xMetres()),
                before.yMetres() + share * (after.yMetres() - before.yMetres()));
    }

    /** Returns the track of one of them. */
    List<Point> of(String vehicle) {
        return Objects.requireNonNull(points.get(vehicle));
    }

    /** Returns the time at which most vehicles are on their way, the first such point of the file. */
    public double busiestSeconds() {
        return points.values().stream()
                .flatMap(List::stream)
                .map(Point::seconds)
                .distinct()
                .sorted()
                .reduce((best, next) -> at(next).size() > at(best).size() ? next : best)
                .orElseThrow();
    }
}
