package skybourse.learning.training;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import skybourse.base.numeric.EnumNames;
import skybourse.base.numeric.NumberSyntax;

/**
 * New value of a setting of a record, or of a record that it contains.
 *
 * @param name name of the component
 * @param value value as text: numbers in Java's notation, constants in lower case with dashes
 */
record SettingChange(String name, String value) {

    /** Returns the record with the new value; empty if the record has no such setting. */
    Optional<Record> in(Record settings) {
        RecordComponent[] components = settings.getClass().getRecordComponents();
        Object[] values = Arrays.stream(components)
                .map(component -> read(component, settings))
                .toArray();
        for (int i = 0; i < components.length; i++) {
            if (components[i].getName().equals(name) && !(values[i] instanceof Record)) {
                values[i] = parsed(components[i].getType());
                return Optional.of(made(settings.getClass(), components, values));
            }
        }
        for (int i = 0; i < components.length; i++) {
            Optional<Record> inner = values[i] instanceof Record part ? in(part) : Optional.empty();
            if (inner.isPresent()) {
                values[i] = inner.get();
                return Optional.of(made(settings.getClass(), components, values));
            }
        }
        return Optional.empty();
    }

    private Object parsed(Class<?> type) {
        if (type == int.class || type == long.class) {
            long number = NumberSyntax.whole(value).orElseThrow(() -> notANumber(type));
            if (type == long.class) {
                return number;
            }
            if (number != (int) number) {
                throw notANumber(type);
            }
            return (int) number;
        }
        if (type == double.class) {
            return NumberSyntax.decimal(value).orElseThrow(() -> notANumber(type));
        }
        List<?> known = type.isEnum() ? List.of(type.getEnumConstants()) : List.of(true, false);
        return known.stream()
                .filter(each -> written(each).equals(value))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(name + " must be one of "
                        + known.stream().map(SettingChange::written).toList() + ": " + value));
    }

    private IllegalArgumentException notANumber(Class<?> type) {
        return new IllegalArgumentException(
                name + " must be a number in the range of its type (" + type + "): " + value);
    }

    private static String written(Object constant) {
        return constant instanceof Enum<?> name ? EnumNames.name(name) : constant.toString();
    }

    private static Object read(RecordComponent component, Record from) {
        try {
            return component.getAccessor().invoke(from);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException(component.getName() + " must be readable", e);
        }
    }

    private static Record made(Class<? extends Record> type, RecordComponent[] components, Object[] values) {
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            return type.getDeclaredConstructor(types).newInstance(values);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof IllegalArgumentException broken) {
                throw broken;
            }
            throw new IllegalStateException(e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type + " must be a public record", e);
        }
    }
}
