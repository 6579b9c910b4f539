package skybourse.app.report;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import skybourse.base.numeric.Wire;
import skybourse.files.text.CsvLine;

/**
 * What is told of each of several things, by name and function: the columns of a table, the members of an object. What a thing does not
 * have is null or an empty Optional.
 *
 * @param <T> the things
 */
public final class Columns<T> {

    private record Column<T>(String name, Function<? super T, ? extends @Nullable Object> value) {}

    private final List<Column<T>> columns = new ArrayList<>();

    /** Returns 0, 1, ... for the members of a list, where several lists tell of the same things. */
    public static List<Integer> indices(List<?> all) {
        return IntStream.range(0, all.size()).boxed().toList();
    }

    /** Adds a column. */
    public Columns<T> with(String name, Function<? super T, ? extends @Nullable Object> value) {
        if (columns.stream().anyMatch(column -> column.name.equals(name))) {
            throw new IllegalArgumentException("columns must have unique names: " + name);
        }
        columns.add(new Column<>(name, value));
        return this;
    }

    /** Adds the columns of a part of each thing, which may have a name that stands already: in a table alone that does no harm. */
    public <S> Columns<T> and(Columns<S> others, Function<? super T, S> part) {
        others.columns.forEach(other -> columns.add(new Column<>(other.name, part.andThen(other.value))));
        return this;
    }

    /** Returns the columns but those of these names. */
    public Columns<T> without(String... names) {
        var rest = new Columns<T>();
        columns.stream().filter(column -> !List.of(names).contains(column.name)).forEach(rest.columns::add);
        return rest;
    }

    public List<String> names() {
        return columns.stream().map(Column::name).toList();
    }

    /** Returns a row as it is. */
    List<@Nullable Object> cells(T thing) {
        return columns.stream()
                .<@Nullable Object>map(column -> column.value.apply(thing))
                .toList();
    }

    /** Returns a row for the heads and one for each thing, in a format for a terminal. */
    public String rows(String format, Stream<? extends T> things) {
        return Stream.concat(Stream.of(names()), things.map(this::cells))
                .map(row -> String.format(Locale.ROOT, format, row.toArray()))
                .collect(Collectors.joining());
    }

    /** Returns an object as a tree for JSON; what is an empty Optional is left out. */
    public SequencedMap<String, @Nullable Object> tree(T thing) {
        SequencedMap<String, @Nullable Object> tree = new LinkedHashMap<>();
        columns.forEach(column -> {
            Object value = column.value.apply(thing);
            if (!(value instanceof Optional<?> some) || some.isPresent()) {
                tree.put(column.name, spelled(value instanceof Optional<?> some ? some.orElseThrow() : value));
            }
        });
        return tree;
    }

    /** Returns the objects of some things. */
    public List<SequencedMap<String, @Nullable Object>> trees(Collection<? extends T> things) {
        return things.stream()
                .<SequencedMap<String, @Nullable Object>>map(this::tree)
                .toList();
    }

    /** Returns the names of the columns and a line for each thing as {@link CsvLine} has them; a cell without a number is empty. */
    public String csv(Stream<? extends T> things) {
        return Stream.concat(Stream.of(String.join(",", names())), things.map(this::line))
                .map(line -> line + "\n")
                .collect(Collectors.joining());
    }

    private String line(T thing) {
        return CsvLine.of(cells(thing).stream().map(Columns::cell).toArray());
    }

    private static Object cell(@Nullable Object value) {
        return switch (value) {
            case null -> "";
            case Double number -> Double.isFinite(number) ? number.toString() : "";
            case Optional<?> some -> some.map(Columns::cell).orElse("");
            case List<?> texts -> texts.stream().map(String::valueOf).collect(Collectors.joining(" "));
            default -> spelled(value);
        };
    }

    private static Object spelled(Object value) {
        return value instanceof Enum<?> constant ? Wire.name(constant) : value;
    }
}
