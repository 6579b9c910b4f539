package skybourse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import skybourse.RecordFields.Field;
import skybourse.app.result.ResultColumnDocs;
import skybourse.evidence.sweep.MeasuredColumn;
import skybourse.evidence.task.CellTasks;
import skybourse.files.codec.RecordTable;
import skybourse.round.dynamics.Metric;

/**
 * The glossary is the dictionary of record fields and columns: a field has one unit, and a unit has one word. The unit of a field is that
 * which its name, its Javadoc or the glossary states. Units in annotations of the exchange's bodies are not read.
 */
class FieldUnitsTest {

    private static final Pattern QUOTED = Pattern.compile("`([^`]+)`");
    private static final Pattern FIELDS = Pattern.compile("^\\| ([^|`]+) \\| (`[^|]+) \\|$", Pattern.MULTILINE);
    private static final Pattern SYMBOL =
            Pattern.compile("^\\| [^|]+ \\| `(\\w+)`[^|`]* \\| ([^|,;]+) \\| [^|]+ \\|$", Pattern.MULTILINE);

    /** Columns whose unit depends on the table, such as {@code backlog}: work of a leader, or slots over all leaders. */
    private static final Set<String> OF_TABLES = Set.of("backlog", "certified", "charge", "coarse");

    private final String glossary = Files.readString(Path.of("docs", "glossary.md"));
    private final Units units = new Units(section("Units"));

    FieldUnitsTest() throws IOException {}

    private String section(String title) {
        int from = glossary.indexOf("\n## " + title + "\n");
        int to = glossary.indexOf("\n## ", from + 1);
        return glossary.substring(from, to < 0 ? glossary.length() : to);
    }

    /** Returns the fields of the glossary's tables, each with its units. */
    private Map<String, Set<String>> dictionary() {
        Map<String, Set<String>> dictionary = new TreeMap<>();
        Matcher row = FIELDS.matcher(section("Units"));
        while (row.find()) {
            Matcher field = QUOTED.matcher(row.group(2));
            while (field.find()) {
                add(dictionary, field.group(1), row.group(1).strip());
            }
        }
        Matcher symbol = SYMBOL.matcher(section("Symbols"));
        while (symbol.find()) {
            add(dictionary, symbol.group(1), symbol.group(2).strip());
        }
        return dictionary;
    }

    private static void add(Map<String, Set<String>> all, String name, String unit) {
        all.computeIfAbsent(name, _ -> new TreeSet<>()).add(unit);
    }

    /** Returns the fields for which names, Javadoc and glossary state several units. */
    private List<String> ambiguous(List<Field> fields) {
        Map<String, Set<String>> stated = dictionary();
        Map<String, Set<String>> records = new TreeMap<>();
        for (Field field : fields) {
            units.ofName(field.name()).ifPresent(unit -> add(stated, field.name(), unit));
            units.ofText(field.text()).forEach(unit -> add(stated, field.name(), unit));
            add(records, field.name(), field.record());
        }
        return stated.entrySet().stream()
                .filter(field -> field.getValue().size() > 1)
                .map(field -> field.getKey() + " has units " + field.getValue() + " in "
                        + records.getOrDefault(field.getKey(), Set.of()))
                .toList();
    }

    /** Returns the fields of public records whose unit only the Javadoc states. */
    private List<String> missing(List<Field> fields) {
        Set<String> known = dictionary().keySet();
        return fields.stream()
                .filter(field -> field.isPublic()
                        && units.ofName(field.name()).isEmpty()
                        && !units.ofText(field.text()).isEmpty()
                        && !known.contains(field.name()))
                .map(field -> field.name() + " " + units.ofText(field.text()) + " of " + field.record())
                .distinct()
                .sorted()
                .toList();
    }

    @Test
    void recordFieldsHaveOneUnit() throws IOException {
        List<Field> fields = RecordFields.ofMain();
        assertThat(fields).hasSizeGreaterThan(1_500);
        assertThat(fields.stream().filter(field -> units.ofName(field.name()).isPresent()))
                .hasSizeGreaterThan(300);
        assertThat(fields.stream().filter(field -> !units.ofText(field.text()).isEmpty()))
                .hasSizeGreaterThan(100);
        assertThat(ambiguous(fields)).isEmpty();
        assertThat(missing(fields)).isEmpty();
    }

    @Test
    void findsFieldsWithTwoUnits() {
        String planted = "/** A delay.\n *\n * @param delaySeconds how long, milliseconds\n * @param toll money\n */\n"
                + "public record Planted(List<Map<String, Long>> others, double delaySeconds, double toll) {}\n"
                + "/** @param toll money per bit */ @A record Other(double toll) {}";
        List<Field> fields = RecordFields.of(planted);
        assertThat(fields).extracting(Field::name).containsExactly("others", "delaySeconds", "toll", "toll");
        assertThat(ambiguous(fields))
                .containsExactly(
                        "delaySeconds has units [ms, s] in [Planted]",
                        "toll has units [money, money/bit] in [Other, Planted]");
        assertThat(missing(fields)).containsExactly("toll [money] of Planted");
    }

    @Test
    void unitsHaveOneWord() throws IOException {
        assertThat(units.count()).isGreaterThan(20);
        assertThat(RecordFields.ofMain().stream()
                        .flatMap(field -> units.refusedIn(field.name()).stream()
                                .map(word -> field.record() + "." + field.name() + ": " + word)))
                .isEmpty();
        assertThat(units.refusedIn("lengthMeters")).contains("Meters is: Metres");
        String twoWords = "| s | second | `Seconds` | |\n| s | second | `Secs` | |\n";
        assertThatThrownBy(() -> new Units(twoWords)).hasMessage("a unit must have one word: s, Secs");
        String twoUnits = "| s | second | `Time` | |\n| ms | millisecond | `Time` | |\n";
        assertThatThrownBy(() -> new Units(twoUnits)).hasMessage("a unit must have one word: ms, Time");
    }

    /** Returns the unit as the glossary writes it: {@code ticks} is {@code tick}, {@code money per Mbit} is {@code money/Mbit}. */
    private static String normal(String unit) {
        return Arrays.stream(unit.replace("²", "").split(" per "))
                .map(part -> part.length() > 2 && part.endsWith("s") ? part.substring(0, part.length() - 1) : part)
                .collect(Collectors.joining("/"));
    }

    private Set<String> known() {
        Set<String> known = new HashSet<>();
        QUOTED.matcher(section("Units")).results().forEach(unit -> known.add(unit.group(1)));
        Pattern.compile("^\\| ([^|]+) \\|", Pattern.MULTILINE)
                .matcher(section("Units"))
                .results()
                .forEach(unit -> known.add(unit.group(1)));
        return known;
    }

    /** Returns the violations in the units of columns. */
    private List<String> violations(List<MeasuredColumn> columns) {
        Set<String> known = known();
        Map<String, Set<String>> stated = new TreeMap<>();
        List<String> violations = new ArrayList<>();
        for (MeasuredColumn column : columns) {
            String unit = normal(column.unit());
            add(stated, column.name(), unit);
            units.ofName(column.name()).ifPresent(other -> add(stated, column.name(), other));
            if (!known.containsAll(List.of(unit.split("/")))) {
                violations.add(column.name() + ": " + column.unit() + " is no unit of the glossary");
            }
        }
        stated.forEach((name, all) -> {
            if (all.size() > 1 && !OF_TABLES.contains(name)) {
                violations.add(name + " has units " + all);
            }
        });
        return violations;
    }

    private static List<MeasuredColumn> columns() {
        List<MeasuredColumn> columns = new ArrayList<>();
        CellTasks.all().values().forEach(task -> columns.addAll(task.columns()));
        for (Metric metric : Metric.values()) {
            columns.add(new MeasuredColumn(metric.column(), metric.unit(), metric.meaning()));
        }
        for (RecordTable.Described column : ResultColumnDocs.ofRecords()) {
            if (!column.unit().isEmpty()) {
                columns.add(new MeasuredColumn(column.name(), column.unit(), column.meaning()));
            }
        }
        return columns;
    }

    @Test
    void columnsHaveOneUnitOfGlossary() {
        assertThat(columns()).hasSizeGreaterThan(280);
        assertThat(violations(columns())).isEmpty();
        assertThat(columns()).extracting(MeasuredColumn::name).containsAll(OF_TABLES);
        assertThat(ResultColumnDocs.ofRecords().stream().flatMap(column -> units.refusedIn(column.name()).stream()))
                .isEmpty();
    }

    @Test
    void findsColumnsWithTwoUnits() {
        assertThat(violations(List.of(
                        new MeasuredColumn("delaySeconds", "ms", "how long"),
                        new MeasuredColumn("toll", "money", "what it costs"),
                        new MeasuredColumn("toll", "money per Mbit", "what a megabit costs"),
                        new MeasuredColumn("wait", "seconds", "how long"))))
                .containsExactly(
                        "wait: seconds is no unit of the glossary",
                        "delaySeconds has units [ms, s]",
                        "toll has units [money, money/Mbit]");
    }
}
