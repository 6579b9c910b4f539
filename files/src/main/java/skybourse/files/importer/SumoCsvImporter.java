package skybourse.files.importer;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import skybourse.files.text.CsvTable;
import skybourse.files.text.ErrorText;
import skybourse.files.text.InvalidInputException;
import skybourse.files.text.Utf8InputDecoder;

/**
 * Importer of SUMO floating car data that are separated by semicolons, as written by SUMO or its {@code xml2csv.py}. A column name may have the name
 * of its XML element as a prefix, as in {@code vehicle_x}. Lines without a vehicle or person are ignored.
 */
final class SumoCsvImporter implements Importer {

    @Override
    public String name() {
        return "sumo-fcd-csv";
    }

    @Override
    public boolean reads(String file, byte[] bytes) {
        int end = 0;
        while (end < bytes.length && bytes[end] != '\n' && bytes[end] != '\r') {
            end++;
        }
        List<String> header = cells(new String(bytes, 0, end, StandardCharsets.UTF_8));
        return Stream.of(Columns.of(header, "vehicle"), Columns.of(header, "person"))
                .anyMatch(Columns::isWhole);
    }

    private static List<String> cells(String line) {
        return Arrays.stream(line.split(";", -1))
                .map(cell -> cell.strip().replaceAll("^[\"'\uFEFF]+|[\"']+$", ""))
                .toList();
    }

    private record Columns(int time, int id, int x, int y) {

        static Columns of(List<String> header, String element) {
            return new Columns(
                    find(header, "timestep_time", "time"),
                    find(header, element + "_id", "id"),
                    find(header, element + "_x", "x"),
                    find(header, element + "_y", "y"));
        }

        private static int find(List<String> header, String name, String bare) {
            return header.contains(name) ? header.indexOf(name) : header.indexOf(bare);
        }

        boolean isWhole() {
            return Math.min(Math.min(time, id), Math.min(x, y)) >= 0;
        }

        void add(CsvTable table, int line, String text, List<String> cells, String activity) {
            if (isWhole() && !cells.get(id).isEmpty()) {
                table.add(line, text, List.of(cells.get(id), cells.get(time), cells.get(x), cells.get(y), activity));
            }
        }
    }

    @Override
    public CsvTable table(String file, byte[] bytes) {
        List<String> lines = Utf8InputDecoder.decode(file, bytes).lines().toList();
        List<String> header = cells(lines.getFirst());
        Columns vehicles = Columns.of(header, "vehicle");
        Columns persons = Columns.of(header, "person");
        CsvTable table = SumoImporter.inMetres(file);
        for (int i = 1; i < lines.size(); i++) {
            String line = lines.get(i);
            List<String> cells = cells(line);
            if (!line.isBlank() && cells.size() != header.size()) {
                throw new InvalidInputException(
                        file,
                        "line " + (i + 1),
                        "must have " + header.size() + " cells: " + ErrorText.quote(line) + " has " + cells.size(),
                        "complete the line.");
            }
            if (!line.isBlank()) {
                vehicles.add(table, i + 1, line, cells, SumoImporter.DRIVES);
                if (persons.id() != vehicles.id()) {
                    persons.add(table, i + 1, line, cells, SumoImporter.WALKS);
                }
            }
        }
        return table;
    }
}
