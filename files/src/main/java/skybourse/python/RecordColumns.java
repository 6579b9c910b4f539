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
 * Conversion of records to columns, so that a table is passed to Python with one call per column. There is a column for each component and each other
 * public instance method without parameters that the record declares, if its return type is {@code double}, {@code long}, {@code int}, {@code
 * boolean}, {@code String}, an enum, or an
 * agent. An agent is represented by its id.
 */
public final class RecordColumns {

    private static final Set<String> OF_EVERY_RECORD = Set.of("hashCode", "toString", "getClass");

    private RecordColumns() {}

    /**
     * Returns the columns by name. The record's components come first, in order, then the other methods in the order of their names.
     *
     * @param kind record type of the rows; it determines the columns even if there are no rows
     * @param rows the rows
     * @return arrays of {@code double}, {@code long}, {@code int}, {@code boolean} or {@code String}, with one element per row
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

    /** Returns the element type of the column for methods with return type {@code of}; null if such methods have no column. */
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
