package skybourse.files.scenario;

import java.util.List;
import java.util.function.Function;
import skybourse.files.text.CsvTable;
import skybourse.files.text.ErrorText;
import skybourse.files.text.InvalidInputException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Reader of energy tables of leaders, as rows or as CSV files. A file has the columns {@code work,joules}; other columns are ignored. */
final class EnergyTableFile {

    private static final String FILE = "file";
    private static final String ROWS = "rows";
    private static final String WORK = "work";
    private static final String JOULES = "joules";

    private EnergyTableFile() {}

    /**
     * Checks the rows of each energy table. Replaces the name of a file in a table by the rows of the file, so that the scenario does not depend on
     * the file.
     *
     * @param source name of the scenario file, for messages
     * @param tree scenario that satisfies the schema
     * @param beside returns the content of a file, given its path relative to the scenario file
     * @throws InvalidInputException if a table or a file is not valid; the message names the first error
     */
    static void replaceByRows(String source, ObjectNode tree, Function<String, byte[]> beside) {
        for (String list : List.of("wirelessAgents", "mobileAgents", "fixedAgents", "aerialAgents")) {
            for (int i = 0; i < tree.path(list).size(); i++) {
                JsonNode energy = tree.path(list).path(i).path("computer").path("energy");
                JsonNode table = energy.path("table");
                if (energy.has("table") && table.has(FILE) == table.has(ROWS)) {
                    throw new InvalidInputException(
                            source,
                            list + "[" + i + "].computer.energy.table",
                            "must have exactly one of the variants: rows, file",
                            "give the rows, or the name of a CSV file with the columns work,joules.");
                }
                if (table.has(FILE)) {
                    String file = table.path(FILE).asString();
                    String place = source.substring(0, source.lastIndexOf('/') + 1) + file;
                    ((ObjectNode) table).remove(FILE);
                    read(place, beside.apply(file), ((ObjectNode) table).putArray(ROWS));
                } else if (table.has(ROWS)) {
                    check(source, list + "[" + i + "].computer.energy.table.rows", table.path(ROWS));
                }
            }
        }
    }

    private static void check(String source, String path, JsonNode rows) {
        for (int i = 1; i < rows.size(); i++) {
            String place = path + "[" + i + "].";
            JsonNode last = rows.path(i - 1);
            checkRise(
                    last.path(WORK).asDouble(),
                    last.path(JOULES).asDouble(),
                    rows.path(i).path(WORK).asDouble(),
                    rows.path(i).path(JOULES).asDouble(),
                    (column, rule, hint) -> new InvalidInputException(source, place + column, rule, hint));
        }
    }

    /** Creates the exception for a number of a row. */
    private interface Refusal {
        InvalidInputException of(String column, String rule, String hint);
    }

    private static void checkRise(double lastWork, double lastJoules, double work, double joules, Refusal refusal) {
        if (work <= lastWork) {
            String rule =
                    lastWork == 0 ? "must be greater than 0: " + work : "must rise: " + work + " after " + lastWork;
            throw refusal.of(WORK, rule, "sort the rows by work, and omit rows without work.");
        }
        if (joules < lastJoules) {
            throw refusal.of(
                    JOULES,
                    "must not fall: " + joules + " after " + lastJoules,
                    "use joules of a round, not joules per unit of work; average repeated measurements.");
        }
    }

    /** Returns a function that refuses each file, for scenarios that are not read from a folder. */
    static Function<String, byte[]> refused(String source) {
        return file -> {
            throw new InvalidInputException(
                    source,
                    "computer.energy.table.file",
                    "must not be given here: " + ErrorText.quote(file),
                    "give rows; `./skybourse run` writes a scenario.yaml in which rows replace the file.");
        };
    }

    private static void read(String source, byte[] bytes, ArrayNode rows) {
        CsvTable csv = CsvTable.read(source, bytes);
        if (!csv.has(WORK, JOULES)) {
            throw csv.unknownColumns("work,joules");
        }
        if (csv.rows().size() < 2) {
            throw new InvalidInputException(
                    source,
                    "must have at least two rows: " + csv.rows().size(),
                    "for energy proportional to work, omit computer.energy.");
        }
        double work = 0;
        double joules = 0;
        for (CsvTable.Row row : csv.rows()) {
            double next = row.number(WORK, 0);
            double energy = row.number(JOULES, 0);
            checkRise(work, joules, next, energy, row::bad);
            work = next;
            joules = energy;
            rows.addObject().put(WORK, work).put(JOULES, joules);
        }
    }
}
