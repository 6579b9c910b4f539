package skybourse.app.result;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import skybourse.base.numeric.EnumNames;
import skybourse.files.codec.RecordTable;
import skybourse.round.dynamics.Metric;
import skybourse.round.ledger.Ledger;

/**
 * Generator of the reference page {@code docs/reference/columns.md}, which describes the columns of result tables. The descriptions come from the
 * records of the tables.
 */
public final class ResultColumnDocs {

    private ResultColumnDocs() {}

    /** Returns the page in Markdown. */
    public static String markdown() {
        return """
                # Columns of result tables

                This page is for users who read the tables of `run` and `simulate`. It is generated from the program; do not edit it.
                [Result files](results.md) describes the files. Money is in the scenario's unit. The unit is omitted if the name states it, as in
                `homeSeconds`, or if there is none. `timing.csv` is not listed: it has a column for each part of the program.
                """
                + section("Tables of `run`", RoundCsv.tables())
                + "\n## Tables of `simulate`\n"
                + table("slots.csv", slots())
                + tables(SlotRows.tables());
    }

    private static String section(String title, SequencedMap<String, RecordTable<?>> tables) {
        return "\n## " + title + "\n" + tables(tables);
    }

    private static String tables(SequencedMap<String, RecordTable<?>> tables) {
        return tables.entrySet().stream()
                .map(table -> table(table.getKey(), table.getValue().described()))
                .collect(Collectors.joining());
    }

    /** Returns the columns of {@code slots.csv}. */
    public static List<RecordTable.Described> slots() {
        List<RecordTable.Described> columns = new ArrayList<>();
        columns.add(new RecordTable.Described("slot", "", "Number of the slot, from 0."));
        columns.add(new RecordTable.Described("seconds", "", "Start of the slot."));
        for (Metric metric : Metric.values()) {
            String meaning = metric.meaning();
            columns.add(new RecordTable.Described(
                    metric.column(),
                    metric.unit(),
                    meaning.substring(0, 1).toUpperCase(Locale.ROOT) + meaning.substring(1) + "."));
        }
        columns.add(new RecordTable.Described("ledgerSha256", "", "SHA-256 digest of the payments of the slot."));
        for (Ledger.Reason reason : Ledger.Reason.values()) {
            columns.add(new RecordTable.Described(
                    EnumNames.camel(reason) + "Units",
                    "ledger units",
                    "Sum of the payments of the slot with the reason `" + EnumNames.name(reason) + "`."));
        }
        return columns;
    }

    /** Returns the columns of all tables that are written from records. */
    public static List<RecordTable.Described> ofRecords() {
        return Stream.of(RoundCsv.tables(), SlotRows.tables())
                .flatMap(tables -> tables.values().stream())
                .flatMap(table -> table.described().stream())
                .toList();
    }

    private static String table(String name, List<RecordTable.Described> columns) {
        return "\n### `" + name + "`\n\n| column | unit | meaning |\n|---|---|---|\n"
                + columns.stream()
                        .map(column ->
                                "| `" + column.name() + "` | " + column.unit() + " | " + column.meaning() + " |\n")
                        .collect(Collectors.joining());
    }
}
