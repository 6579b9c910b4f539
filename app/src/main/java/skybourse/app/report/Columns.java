package skybourse.app.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Columns of a table on a page or in a terminal, with readable heads and cells. Tables in files do not use this class; their columns are components
 * of records. Not thread-safe.
 *
 * @param <T> type of the rows
 */
public final class Columns<T> {

    private record Column<T>(String name, Function<? super T, ? extends @Nullable Object> value) {}

    private final List<Column<T>> columns = new ArrayList<>();

    /** Returns the indices of a list, for tables whose rows come from several lists. */
    public static List<Integer> indices(List<?> all) {
        return IntStream.range(0, all.size()).boxed().toList();
    }

    /**
     * Adds a column and returns this object.
     *
     * @throws IllegalArgumentException if a column has the same name
     */
    public Columns<T> with(String name, Function<? super T, ? extends @Nullable Object> value) {
        if (columns.stream().anyMatch(column -> column.name.equals(name))) {
            throw new IllegalArgumentException("columns must have unique names: " + name);
        }
        columns.add(new Column<>(name, value));
        return this;
    }

    public List<String> names() {
        return columns.stream().map(Column::name).toList();
    }

    /** Returns the cells of a row, unformatted. */
    List<@Nullable Object> cells(T thing) {
        return columns.stream()
                .<@Nullable Object>map(column -> column.value.apply(thing))
                .toList();
    }

    /** Returns the table as text: the heads and one row for each element, each formatted with {@code format}. */
    public String rows(String format, Stream<? extends T> things) {
        return Stream.concat(Stream.of(names()), things.map(this::cells))
                .map(row -> String.format(Locale.ROOT, format, row.toArray()))
                .collect(Collectors.joining());
    }
}
