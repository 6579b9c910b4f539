package skybourse.files.importer;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import skybourse.files.text.CsvLine;
import skybourse.files.text.CsvTable;
import skybourse.files.text.ErrorText;
import skybourse.files.text.InvalidInputException;
import skybourse.files.text.Utf8InputDecoder;

/**
 * Importer of GeoLife trajectories ({@code .plt}). A file has six header lines. Each line after them has the values latitude, longitude, 0, feet,
 * days, date and time (UTC).
 */
final class GeoLifeImporter implements Importer {

    private static final String TITLE = "Geolife trajectory";
    private static final int LINES_IN_FRONT = 6;
    private static final int CELLS = 7;

    @Override
    public String name() {
        return "geolife";
    }

    @Override
    public boolean reads(String file, byte[] bytes) {
        String start = new String(bytes, 0, Math.min(bytes.length, TITLE.length()), StandardCharsets.UTF_8);
        return file.toLowerCase(Locale.ROOT).endsWith(".plt") || start.equals(TITLE);
    }

    @Override
    public CsvTable table(String file, byte[] bytes) {
        List<String> lines = Utf8InputDecoder.decode(file, bytes).lines().toList();
        var fixes = new GpsFixTableBuilder(file);
        for (int i = LINES_IN_FRONT; i < lines.size(); i++) {
            String line = lines.get(i);
            List<String> cells = CsvLine.cells(file, i + 1, line);
            if (cells.size() < CELLS) {
                throw new InvalidInputException(
                        file,
                        "line " + (i + 1),
                        "must have " + CELLS + " cells: " + ErrorText.quote(line) + " has " + cells.size(),
                        "complete the line, or use a file with these columns.");
            }
            fixes.add("track", cells.get(5) + " " + cells.get(6), cells.get(0), cells.get(1), i + 1, line);
        }
        return fixes.table();
    }
}
