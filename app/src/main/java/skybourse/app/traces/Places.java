package skybourse.app.traces;

import java.util.ArrayList;
import java.util.List;
import skybourse.files.importer.Importers;
import skybourse.files.text.CsvTable;
import skybourse.files.text.InvalidInputException;

/**
 * Points on the earth.
 *
 * @param places points in the order of the file, at least one
 */
public record Places(List<Place> places) {

    /** Mean radius of the earth, in m (IUGG). */
    private static final double EARTH_METRES = 6_371_008.8;

    /**
     * One point.
     *
     * @param latitudeDegrees north positive, in [-90, 90]
     * @param longitudeDegrees east positive, in [-180, 180]
     */
    public record Place(double latitudeDegrees, double longitudeDegrees) {

        /** Returns the distance to the east of {@code origin}, measured along the circle of latitude through {@code origin}, in m. */
        public double eastMetres(Place origin) {
            return EARTH_METRES
                    * Math.cos(Math.toRadians(origin.latitudeDegrees))
                    * Math.toRadians(longitudeDegrees - origin.longitudeDegrees);
        }

        /** Returns the distance to the north of {@code origin}, in m. */
        public double northMetres(Place origin) {
            return EARTH_METRES * Math.toRadians(latitudeDegrees - origin.latitudeDegrees);
        }
    }

    public Places {
        places = List.copyOf(places);
    }

    /**
     * Reads a table with the columns {@code latitude_deg} and {@code longitude_deg}; ignores others.
     *
     * @throws InvalidInputException if a column is missing, if a value is invalid (the message names its line), or if there are no places
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

    /**
     * Returns the place whose coordinates are in two columns of a row.
     *
     * @throws InvalidInputException if a value is not a number or out of range
     */
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

    /** Returns the place with the mean latitude and the mean longitude. */
    public Place middle() {
        return new Place(
                places.stream().mapToDouble(Place::latitudeDegrees).average().orElseThrow(),
                places.stream().mapToDouble(Place::longitudeDegrees).average().orElseThrow());
    }
}
