package skybourse.python;

import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import skybourse.base.agent.Agent;

/**
 * Conversion of records to columns, so that a table is passed to Python with one call per column. Columns are the components and other
 * public methods without parameters whose type is {@code double}, {@code long}, {@code int}, {@code boolean}, text, an enum, or an agent
 * (by id).
 */
public final class RecordColumns {

    private static final Set<String> OF_EVERY_RECORD = Set.of("hashCode", "toString", "getClass");

    private RecordColumns() {}

    /**
     * Returns the columns by name: the record's components in order, then other methods by name.
     *
     * @param kind type of the rows; needed for a table without rows
     * @param rows the rows
     * @return arrays of {@code double}, {@code long}, {@code int}, {@code boolean} or {@code String}, by row
     */
    public static <R extends Record> Map<String, Object> of(Class<R> kind, List<? extends R> rows) {
        Map<String, Object> columns = new LinkedHashMap<>();
        for (Method column : columns(kind)) {
            columns.put(column.getName(), column(column, rows));
        }
        return columns;
    }

    private static List<Method> columns(Class<? extends Record> kind) {
        List<String> components = Arrays.stream(kind.getRecordComponents())
                .map(component -> component.getName())
                .toList();
        Comparator<Method> inOrder = Comparator.<Method>comparingInt(method -> place(components, method))
                .thenComparing(Method::getName);
        return Stream.of(kind.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()) && !Modifier.isStatic(method.getModifiers()))
                .filter(method -> method.getParameterCount() == 0 && !OF_EVERY_RECORD.contains(method.getName()))
                .filter(method -> type(method.getReturnType()) != null)
                .sorted(inOrder)
                .toList();
    }

    private static int place(List<String> components, Method method) {
        int place = components.indexOf(method.getName());
        return place < 0 ? components.size() : place;
    }

    /** Returns the element type of the column of a method's type; null if it cannot be a column. */
    private static @Nullable Class<?> type(Class<?> of) {
        if (of == double.class || of == long.class || of == int.class || of == boolean.class) {
            return of;
        }
        return of == String.class || of.isEnum() || Agent.class.isAssignableFrom(of) ? String.class : null;
    }

    private static Object column(Method method, List<? extends Record> rows) {
        Class<?> type = type(method.getReturnType());
        Object column = Array.newInstance(type == null ? String.class : type, rows.size());
        int place = 0;
        for (Record row : rows) {
            Object value = value(method, row);
            if (value instanceof Agent agent) {
                value = agent.id();
            }
            Array.set(column, place++, type == String.class ? String.valueOf(value) : value);
        }
        return column;
    }

    private static Object value(Method method, Record row) {
        try {
            return method.invoke(row);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(method.toString(), e.getCause());
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(method.toString(), e);
        }
    }
}
