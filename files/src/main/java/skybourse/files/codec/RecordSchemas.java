package skybourse.files.codec;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.annotation.JsonValue;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import skybourse.files.text.FieldDescription;
import skybourse.files.text.SchemaRule;

/**
 * JSON schemas of records, in YAML's flow style. Types come from the components of a record, limits from {@link SchemaRule}, and meanings and units
 * from {@link FieldDescription}. A component of type {@code Double} may be null; a component of type {@code double} is a number.
 */
public final class RecordSchemas {

    private static final Map<Class<?>, String> TYPES = Map.of(
            String.class, "string",
            boolean.class, "boolean",
            Boolean.class, "boolean",
            int.class, "integer",
            Integer.class, "integer",
            long.class, "integer",
            Long.class, "integer",
            double.class, "number",
            Double.class, "number",
            OptionalDouble.class, "number");

    private final SortedMap<String, String> schemas = new TreeMap<>();
    private final Map<String, Class<?>> named = new HashMap<>();
    private final String place;
    private final Function<Object, String> encoder;

    /**
     * Creates an object without schemas.
     *
     * @param place path of the schemas in their document, such as {@code #/components/schemas/}
     * @param encoder encodes enum constants
     */
    public RecordSchemas(String place, Function<Object, String> encoder) {
        this.place = place;
        this.encoder = encoder;
    }

    /** Returns the names of the members of the JSON object of a record, in order. */
    static List<String> names(Class<?> body) {
        return members(body, true).map(Member::name).toList();
    }

    /** Returns descriptions of the members of the JSON object of a record, in order. */
    static List<RecordTable.Described> inWords(Class<?> body) {
        return members(body, true)
                .map(member -> {
                    FieldDescription text = member.component().getAnnotation(FieldDescription.class);
                    return text == null
                            ? new RecordTable.Described(member.name(), "", "")
                            : new RecordTable.Described(member.name(), text.unit(), text.value());
                })
                .toList();
    }

    /** Returns the schemas of all records for which a reference was created, by name. */
    public SortedMap<String, String> schemas() {
        return Collections.unmodifiableSortedMap(schemas);
    }

    /** Member of a JSON object. */
    private record Member(RecordComponent component, boolean isRequired) {

        String name() {
            JsonProperty other = component.getAccessor().getAnnotation(JsonProperty.class);
            return other == null ? component.getName() : other.value();
        }
    }

    /** Returns the members of the JSON object of a record, including the members of unwrapped records. */
    private static Stream<Member> members(Class<?> body, boolean isRequired) {
        return Arrays.stream(body.getRecordComponents()).flatMap(component -> {
            boolean isOptional = component.getType() == Optional.class || component.getType() == OptionalDouble.class;
            boolean isThere = isRequired && !isOptional;
            return isIncluded(component)
                    ? members(included(component), isThere)
                    : Stream.of(new Member(component, isThere));
        });
    }

    private static boolean isIncluded(RecordComponent component) {
        return component.getAccessor().isAnnotationPresent(JsonUnwrapped.class);
    }

    private static Class<?> included(RecordComponent component) {
        return (Class<?>)
                (component.getGenericType() instanceof ParameterizedType optional
                        ? optional.getActualTypeArguments()[0]
                        : component.getType());
    }

    /** Returns a reference to the schema of a record. Adds the schema if there is none yet. */
    public String reference(Class<?> body) {
        String name = body.getSimpleName();
        name = Character.toLowerCase(name.charAt(0)) + name.substring(1);
        Class<?> other = named.putIfAbsent(name, body);
        if (other == null) {
            schemas.put(name, rules(body) + described(body));
        } else if (other != body) {
            throw new IllegalArgumentException("records must have different names: " + other + ", " + body);
        }
        return "$ref: '" + place + name + "'";
    }

    private String rules(Class<?> body) {
        if (Arrays.stream(body.getDeclaredMethods()).anyMatch(any -> any.isAnnotationPresent(JsonValue.class))) {
            return "title: " + body.getSimpleName();
        }
        List<Member> members = members(body, true).toList();
        if (body.isAnnotationPresent(JsonFormat.class)) {
            return "type: array, items: false, minItems: " + members.size() + ", prefixItems: ["
                    + members.stream()
                            .map(any -> "\n        {title: " + any.name() + ", " + rules(any) + "}")
                            .collect(Collectors.joining(","))
                    + "]";
        }
        return "type: object, additionalProperties: false, required: " + required(members) + dependentRequired(body)
                + ", properties: {"
                + members.stream()
                        .map(any -> "\n        " + any.name() + ": {" + rules(any) + "}")
                        .collect(Collectors.joining(","))
                + "}";
    }

    private static String required(List<Member> members) {
        return members.stream()
                .filter(Member::isRequired)
                .map(Member::name)
                .toList()
                .toString();
    }

    /** Returns the schema rule by which the members of an optional unwrapped record are either all present or all absent. */
    private static String dependentRequired(Class<?> body) {
        return Arrays.stream(body.getRecordComponents())
                .filter(any -> isIncluded(any) && any.getType() == Optional.class)
                .map(any -> members(included(any), true).toList())
                .map(group -> group.stream()
                        .map(any -> any.name() + ": " + required(group))
                        .collect(Collectors.joining(", ", ", dependentRequired: {", "}")))
                .collect(Collectors.joining());
    }

    private String rules(Member member) {
        Type type = member.component().getGenericType();
        return (type == Double.class ? "type: [number, 'null']" : rules(type)) + described(member.component());
    }

    private String rules(Type type) {
        return switch (type) {
            case ParameterizedType any
            when any.getRawType() == Optional.class -> rules(any.getActualTypeArguments()[0]);
            case ParameterizedType any
            when any.getRawType() == List.class ->
                "type: array, items: {" + rules(any.getActualTypeArguments()[0]) + "}";
            case ParameterizedType any ->
                "type: object, additionalProperties: {" + rules(any.getActualTypeArguments()[1]) + "}";
            case Class<?> any when any.isRecord() -> reference(any);
            case Class<?> any
            when any.isSealed() ->
                Arrays.stream(any.getPermittedSubclasses())
                        .map(kind -> "{" + reference(kind) + "}")
                        .collect(Collectors.joining(", ", "anyOf: [", "]"));
            case Class<?> any when any.isEnum() -> "enum: " + encoder.apply(any.getEnumConstants());
            default -> "type: " + TYPES.getOrDefault(type, "object");
        };
    }

    private static String described(AnnotatedElement element) {
        SchemaRule rule = element.getAnnotation(SchemaRule.class);
        FieldDescription description = element.getAnnotation(FieldDescription.class);
        String limits = rule == null ? "" : ", " + rule.value();
        if (description == null) {
            return limits;
        }
        String unit = description.unit().isEmpty() ? "" : " Unit: " + description.unit() + ".";
        return limits + ", description: '" + (description.value() + unit).replace("'", "''") + "'";
    }
}
