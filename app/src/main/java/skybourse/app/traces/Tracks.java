package skybourse.app.traces;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import skybourse.app.traces.Places.Place;
import skybourse.base.numeric.LabelSyntax;
import skybourse.base.numeric.NumberSyntax;
import skybourse.files.importer.GpsFixTableBuilder;
import skybourse.files.importer.Importers;
import skybourse.files.text.CsvTable;
import skybourse.files.text.CsvTable.Row;
import skybourse.files.text.InvalidInputException;

/**
 * Movements of vehicles or people in a flat coordinate frame, which is not that of the scenario.
 *
 * @param points track of each vehicle, in increasing order of time; at least one vehicle
 */
public record Tracks(Map<String, List<Point>> points) {

    /**
     * Position of a vehicle or a person at one time.
     *
     * @param seconds time in the file's own count, in s
     * @param xMetres distance to the east, in m
     * @param yMetres distance to the north, in m
     */
    public record Point(double seconds, double xMetres, double yMetres) {}

    public Tracks {
        points = new LinkedHashMap<>(points);
        points.replaceAll((vehicle, track) -> List.copyOf(track));
    }

    /**
     * Reads tracks of vehicles. A row has an id, a time and a position, in the columns of one of several formats. If rows have an activity, only
     * {@code Driving} is read. Without ids, all rows belong to one vehicle.
     *
     * @throws InvalidInputException if the columns are unknown, if a value is invalid (the message names its line), or if there are no tracks
     */
    public static Tracks read(CsvTable table) {
        return read(table, "Driving", "vehicle: 0", "the file has no vehicle.");
    }

    /** Reads tracks of people in the same formats. If rows have an activity, only {@code OnFoot} is read. See {@link #read}. */
    public static Tracks readWalks(CsvTable table) {
        return read(table, "OnFoot", "walk: 0", "the file has no walk.");
    }

    private static Tracks read(CsvTable table, String activity, String none, String nobody) {
        Function<Row, Point> point = points(table);
        Optional<String> id = first(table, "vehicle_id", "trajectory_id", "id");
        boolean telling = table.has("activity");
        Map<String, List<Point>> points = new LinkedHashMap<>();
        for (Row row : table.rows()) {
            if (!telling || row.text("activity").equals(activity)) {
                add(points, row, id.map(row::text).orElse("track"), point.apply(row));
            }
        }
        if (points.isEmpty()) {
            throw new InvalidInputException(table.source(), "must have at least one " + none, nobody);
        }
        return new Tracks(points);
    }

    private static Optional<String> first(CsvTable table, String... columns) {
        return Stream.of(columns).filter(table::has).findFirst();
    }

    /** Returns the function that reads position and time of a row. */
    private static Function<Row, Point> points(CsvTable table) {
        if (table.has("t_s", "x_m", "y_m")
                && first(table, "vehicle_id", "trajectory_id").isPresent()) {
            return row -> new Point(
                    row.number("t_s", Double.NEGATIVE_INFINITY),
                    row.number("x_m", Double.NEGATIVE_INFINITY),
                    row.number("y_m", Double.NEGATIVE_INFINITY));
        }
        boolean degrees = table.has("t_s", "latitude_deg", "longitude_deg");
        if (degrees || table.has("id", "time", "latitude", "longitude")) {
            ToDoubleFunction<Row> seconds =
                    degrees ? row -> row.number("t_s", Double.NEGATIVE_INFINITY) : times(table.rows());
            String north = degrees ? "latitude_deg" : "latitude";
            String east = degrees ? "longitude_deg" : "longitude";
            Place origin = table.rows().isEmpty()
                    ? new Place(0, 0)
                    : Places.place(table.rows().getFirst(), north, east);
            return row -> {
                Place place = Places.place(row, north, east);
                return new Point(seconds.applyAsDouble(row), place.eastMetres(origin), place.northMetres(origin));
            };
        }
        throw table.unknownColumns("vehicle_id,t_s,x_m,y_m; trajectory_id,t_s,x_m,y_m,activity; t_s,latitude_deg,"
                + "longitude_deg; and id,time,latitude,longitude." + Importers.hint());
    }

    /** Returns the function that reads the time of a row, in s. If the times are time stamps, the earliest one becomes 0. */
    private static ToDoubleFunction<Row> times(List<Row> rows) {
        if (rows.stream().allMatch(row -> NumberSyntax.decimal(row.text("time")).isPresent())) {
            return row -> row.number("time", Double.NEGATIVE_INFINITY);
        }
        OffsetDateTime first = rows.stream()
                .map(Tracks::moment)
                .min(OffsetDateTime.timeLineOrder())
                .orElseThrow();
        return row -> GpsFixTableBuilder.secondsBetween(first, moment(row));
    }

    private static OffsetDateTime moment(Row row) {
        return GpsFixTableBuilder.moment(row.table().source(), row.line(), row.text("time"));
    }

    private static void add(Map<String, List<Point>> points, Row row, String vehicle, Point point) {
        List<Point> track = points.computeIfAbsent(vehicle, id -> new ArrayList<>());
        if (!track.isEmpty() && track.getLast().seconds() >= point.seconds()) {
            throw row.bad(
                    row.table().has("t_s") ? "t_s" : "time",
                    "must increase for vehicle " + LabelSyntax.cut(vehicle, LabelSyntax.MOST_CHARACTERS) + ": "
                            + point.seconds(),
                    "sort the file by vehicle and time.");
        }
        track.add(point);
    }

    /**
     * Returns the position of each vehicle that is under way at a given time. A vehicle is assumed to move straight between two points of its track.
     *
     * @param seconds time in the file's own count, in s
     */
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

    /** Returns the track of a vehicle, which must exist. */
    List<Point> of(String vehicle) {
        return Objects.requireNonNull(points.get(vehicle));
    }

    /**
     * Returns the time at which the most vehicles are under way, in s of the file's own count. Only the times of points are compared. Of several such
     * times, returns the earliest.
     */
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
