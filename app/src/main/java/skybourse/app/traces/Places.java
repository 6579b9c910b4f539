package skybourse.app.traces;

import java.util.ArrayList;
import java.util.List;
import skybourse.files.importer.Importers;
import skybourse.files.text.CsvTable;
import skybourse.files.text.InvalidInputException;

/**
 * Points on the earth.
 *
 * @param places in the file's order, at least one
 */
public record Places(List<Place> places) {

    /** The mean radius of the earth (IUGG). */
    private static final double EARTH_METRES = 6_371_008.8;

    /**
     * One point.
     *
     * @param latitudeDegrees north positive, in [-90, 90]
     * @param longitudeDegrees east positive, in [-180, 180]
     */
    public record Place(double latitudeDegrees, double longitudeDegrees) {

        /** Returns how far east of {@code origin} this is, along its circle of latitude. */
        public double eastMetres(Place origin) {
            return EARTH_METRES
                    * Math.cos(Math.toRadians(origin.latitudeDegrees))
                    * Math.toRadians(longitudeDegrees - origin.longitudeDegrees);
        }

        /** Returns how far north of {@code origin} this is. */
        public double northMetres(Place origin) {
            return EARTH_METRES * Math.toRadians(latitudeDegrees - origin.latitudeDegrees);
        }
    }

    public Places {
        places = List.copyOf(places);
    }

    /**
     * Reads a table with the columns {@code latitude_deg} and {@code longitude_deg}; others are ignored.
     *
     * @param table its rows
     * @throws InvalidInputException for other columns, naming the line for one that is broken, or without places
     */
    public static Places read(CsvTable table) {
        if (!table.has("latitude_deg", "longitude_deg")) {
            throw table.unknownColumns("files with latitude_deg and longitude_deg." + Importers.hint());
        }
        List<Place> places = new ArrayList<>();
        table.rows().forEach(row -> places.add(place(row, "latitude_deg", "longitude_deg")));
        if (places.isEmpty()) {
            throw new InvalidInputException(
                    table.source(),
                    "must have at least one place: 0",
                    "the file is empty or truncated; write it again.");
        }
        return new Places(places);
    }

    /** Returns the place that a row tells in two columns. */
    static Place place(CsvTable.Row row, String latitude, String longitude) {
        return new Place(degrees(row, latitude, 90), degrees(row, longitude, 180));
    }

    private static double degrees(CsvTable.Row row, String column, double most) {
        double degrees = row.number(column, -most);
        if (degrees > most) {
            throw row.bad(
                    column,
                    "must be at most " + most + ": " + degrees,
                    "check whether latitude and longitude are swapped.");
        }
        return degrees;
    }

    /** Returns the middle: mean latitude, mean longitude. */
    public Place middle() {
        return new Place(
                places.stream().mapToDouble(Place::latitudeDegrees).average().orElseThrow(),
                places.stream().mapToDouble(Place::longitudeDegrees).average().orElseThrow());
    }
}
