package org.example.market;

import java.nio.charset.StandardCharsets;
import java.util.List;
import skybourse.files.text.CsvTable;
import skybourse.files.importer.Importer;
import skybourse.files.text.InvalidInputException;

/** Log of a satellite receiver (NMEA 0183). Its GGA sentences are the track of one vehicle. */
public final class Nmea implements Importer {

    private static final int TIME = 1;
    private static final int LATITUDE = 2;
    private static final int LONGITUDE = 4;

    @Override
    public String name() {
        return "nmea";
    }

    @Override
    public boolean reads(String file, byte[] bytes) {
        return file.endsWith(".nmea");
    }

    @Override
    public CsvTable table(String file, byte[] bytes) {
        CsvTable table = new CsvTable(file, List.of("t_s", "latitude_deg", "longitude_deg"));
        List<String> lines = new String(bytes, StandardCharsets.US_ASCII).lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            String[] fields = lines.get(i).split(",", -1);
            if (fields[0].endsWith("GGA")) {
                try {
                    table.add(i + 1, lines.get(i), row(fields));
                } catch (NumberFormatException | IndexOutOfBoundsException broken) {
                    throw new InvalidInputException(
                            file,
                            "line " + (i + 1),
                            "must contain time, latitude and longitude: " + lines.get(i),
                            "delete the line; it is truncated, or the receiver had no position yet.");
                }
            }
        }
        return table;
    }

    private static List<String> row(String[] fields) {
        String time = fields[TIME];
        int seconds = 3600 * Integer.parseInt(time.substring(0, 2)) + 60 * Integer.parseInt(time.substring(2, 4));
        return List.of(
                String.valueOf(seconds + Double.parseDouble(time.substring(4))),
                degrees(fields[LATITUDE], 2, fields[LATITUDE + 1].equals("S")),
                degrees(fields[LONGITUDE], 3, fields[LONGITUDE + 1].equals("W")));
    }

    /** Converts degrees and minutes: 4807.038 is 48 degrees and 7.038 minutes. */
    private static String degrees(String written, int whole, boolean negative) {
        double degrees =
                Integer.parseInt(written.substring(0, whole)) + Double.parseDouble(written.substring(whole)) / 60;
        return String.valueOf(negative ? -degrees : degrees);
    }
}
