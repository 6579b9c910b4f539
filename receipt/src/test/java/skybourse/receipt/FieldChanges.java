package skybourse.receipt;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import skybourse.receipt.format.Trees;

/**
 * Changes of every single field of a record and of commands: by one, by a little, to the value of the previous row,
 * dropped, doubled and swapped.
 */
public final class FieldChanges {

    private FieldChanges() {}

    /**
     * A change.
     *
     * @param kind what is changed; the same for the same field of other pieces, agents and rounds
     * @param change made to a copy
     */
    public record Change<T>(String kind, Consumer<T> change) {}

    /** Writes a value in its place. */
    private interface Place {
        void put(Object tree, Object value);
    }

    /** Reads the object or list that contains a value. */
    private interface Parent {
        Object of(Object tree);
    }

    /** Returns the field that a kind of change is of. */
    public static String field(String kind) {
        return kind.split(" ")[0];
    }

    static List<Change<DrawnRounds>> of(DrawnRounds rounds) {
        List<Change<DrawnRounds>> all = new ArrayList<>();
        for (int i = 0; i < rounds.size(); i++) {
            int round = i;
            of("record", rounds.seen(i).record())
                    .forEach(one -> all.add(new Change<>(
                            one.kind(),
                            of -> one.change().accept(of.round(round).record()))));
            for (String agent : rounds.agents()) {
                of("commands[]", rounds.seen(i).commands(agent))
                        .forEach(one -> all.add(new Change<>(
                                one.kind(),
                                of -> one.change().accept(of.round(round).commands(agent)))));
            }
        }
        return all;
    }

    /** Returns changes of a tree of maps and lists. */
    public static List<Change<Object>> of(String path, Object tree) {
        List<Change<Object>> all = new ArrayList<>();
        walk(path, tree, root -> root, all);
        return all;
    }

    private static void walk(String path, Object tree, Parent parent, List<Change<Object>> all) {
        switch (tree) {
            case Map<?, ?> map ->
                map.forEach((name, value) -> {
                    String inside = path + "." + (name.toString().matches("[a-z]{2}-[0-9]") ? "*" : name);
                    all.add(new Change<>(inside + " dropped", root -> ((Map<?, ?>) parent.of(root)).remove(name)));
                    values(
                            inside,
                            value,
                            (root, other) -> object(parent.of(root)).put((String) name, other),
                            all);
                    walk(inside, value, root -> object(parent.of(root)).get(name), all);
                });
            case List<?> list -> items(path, list, parent, all);
            default -> {}
        }
    }

    /** Returns the path of a cell: that of its row, with the cell's number in place of the row's. */
    private static String column(String row, int cell) {
        return row.substring(0, row.length() - 2) + "[" + cell + "]";
    }

    private static void items(String path, List<?> list, Parent parent, List<Change<Object>> all) {
        boolean isRow = !list.isEmpty()
                && list.stream().noneMatch(item -> item instanceof Map || item instanceof List)
                && path.endsWith("[]");
        for (int i = 0; i < list.size(); i++) {
            int at = i;
            String inside = isRow ? column(path, i) : path + "[]";
            values(inside, list.get(i), (root, other) -> list(parent.of(root)).set(at, other), all);
            walk(inside, list.get(i), root -> list(parent.of(root)).get(at), all);
            if (!isRow) {
                all.add(new Change<>(
                        path + " without one", root -> list(parent.of(root)).remove(at)));
                all.add(new Change<>(path + " with one twice", root -> {
                    List<Object> own = list(parent.of(root));
                    own.add(Trees.copy(own.get(at)));
                }));
            }
            if (i > 0 && !isRow) {
                all.add(new Change<>(path + " swapped", root -> {
                    List<Object> own = list(parent.of(root));
                    own.add(own.remove(at - 1));
                }));
                neighbours(inside, list.get(i - 1), list.get(i), at, parent, all);
            }
        }
    }

    /** Replaces each cell or member by that of the previous row. */
    private static void neighbours(
            String path, Object before, Object own, int at, Parent parent, List<Change<Object>> all) {
        if (before instanceof List<?> former && own instanceof List<?> later && former.size() == later.size()) {
            for (int i = 0; i < former.size(); i++) {
                int cell = i;
                if (!former.get(i).equals(later.get(i))) {
                    all.add(new Change<>(column(path, i) + " of the row before", root -> {
                        List<Object> rows = list(parent.of(root));
                        list(rows.get(at)).set(cell, list(rows.get(at - 1)).get(cell));
                    }));
                }
            }
        } else if (before instanceof Map<?, ?> former && own instanceof Map<?, ?> later) {
            former.forEach((name, value) -> {
                if (later.containsKey(name) && !value.equals(later.get(name))) {
                    all.add(new Change<>(path + "." + name + " of the row before", root -> {
                        List<Object> rows = list(parent.of(root));
                        object(rows.get(at))
                                .put((String) name, object(rows.get(at - 1)).get(name));
                    }));
                }
            });
        }
    }

    private static void values(String path, Object value, Place place, List<Change<Object>> all) {
        switch (value) {
            case Double number -> {
                all.add(new Change<>(path + " a little more", root -> place.put(root, number * (1 + 1e-7) + 1e-12)));
                all.add(new Change<>(path + " more", root -> place.put(root, 1.25 * number + 0.001)));
                all.add(new Change<>(path + " less", root -> place.put(root, 0.75 * number)));
            }
            case Number number -> {
                all.add(new Change<>(path + " one more", root -> place.put(root, number.longValue() + 1)));
                all.add(new Change<>(path + " one less", root -> place.put(root, number.longValue() - 1)));
                all.add(new Change<>(path + " none", root -> place.put(root, 0L)));
            }
            case Boolean truth -> all.add(new Change<>(path + " turned", root -> place.put(root, !truth)));
            case String text -> all.add(new Change<>(path + " another", root -> place.put(root, text + "9")));
            default -> {}
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> object(Object tree) {
        return (Map<String, Object>) tree;
    }

    @SuppressWarnings("unchecked")
    private static List<Object> list(Object tree) {
        return (List<Object>) tree;
    }
}
