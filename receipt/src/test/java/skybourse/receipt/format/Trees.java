package skybourse.receipt.format;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import skybourse.receipt.MadeUpExchange;

/** Mutable JSON trees of maps and lists, for tests. */
public final class Trees {

    private Trees() {}

    /** Returns an object with the given names and values in order; null values are left out. */
    public static Map<String, Object> of(Object... namesAndValues) {
        Map<String, Object> tree = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            if (namesAndValues[i + 1] != null) {
                tree.put((String) namesAndValues[i], namesAndValues[i + 1]);
            }
        }
        return tree;
    }

    public static List<Object> list(Object... values) {
        return new ArrayList<>(Arrays.asList(values));
    }

    /** Returns a member that is an object. */
    @SuppressWarnings("unchecked")
    public static Map<String, Object> at(Map<String, Object> tree, String... path) {
        Map<String, Object> found = tree;
        for (String name : path) {
            found = (Map<String, Object>) Objects.requireNonNull(found.get(name), name);
        }
        return found;
    }

    /** Returns a member that is a list of lists. */
    @SuppressWarnings("unchecked")
    public static List<List<Object>> rows(Map<String, Object> tree, String name) {
        return (List<List<Object>>) Objects.requireNonNull(tree.get(name), name);
    }

    /** Returns a member that is a list of objects. */
    @SuppressWarnings("unchecked")
    public static List<Map<String, Object>> objects(Map<String, Object> tree, String name) {
        return (List<Map<String, Object>>) Objects.requireNonNull(tree.get(name), name);
    }

    /** Returns a JSON value as a tree. */
    public static Object read(Json json) {
        return switch (json) {
            case Json.JsonObject members -> {
                Map<String, Object> tree = new LinkedHashMap<>();
                members.values().forEach((name, value) -> tree.put(name, read(value)));
                yield tree;
            }
            case Json.JsonArray items ->
                new ArrayList<>(items.values().stream().map(Trees::read).toList());
            case Json.JsonString text -> text.value();
            case Json.JsonNumber number ->
                number.text().matches("-?[0-9]+")
                        ? (Object) Long.valueOf(number.text())
                        : Double.valueOf(number.text());
            case Json.JsonBoolean truth -> truth.value();
            case Json.JsonNull _ -> throw new IllegalArgumentException("null");
        };
    }

    /** Returns a deep copy of a tree. */
    @SuppressWarnings("unchecked")
    public static <T> T copy(T tree) {
        return (T)
                switch (tree) {
                    case Map<?, ?> map -> {
                        Map<Object, Object> own = new LinkedHashMap<>();
                        map.forEach((name, value) -> own.put(name, copy(value)));
                        yield own;
                    }
                    case List<?> all ->
                        new ArrayList<>(all.stream().map(Trees::copy).toList());
                    default -> tree;
                };
    }

    public static String json(Object value) {
        return switch (value) {
            case Map<?, ?> map ->
                map.entrySet().stream()
                        .map(entry -> json(entry.getKey()) + ":" + json(entry.getValue()))
                        .collect(Collectors.joining(",", "{", "}"));
            case List<?> all -> all.stream().map(Trees::json).collect(Collectors.joining(",", "[", "]"));
            case String text -> MadeUpExchange.quoted(text);
            default -> value.toString();
        };
    }
}
