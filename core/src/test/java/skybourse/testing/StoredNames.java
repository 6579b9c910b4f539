package skybourse.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import tools.jackson.databind.BeanProperty;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.SerializationConfig;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.jsonFormatVisitors.JsonFormatVisitorWrapper;
import tools.jackson.databind.jsonFormatVisitors.JsonObjectFormatVisitor;

/**
 * The names that a mapper writes, as text for a golden file: fields, enum constants and keys of variants. The text contains no name of
 * a class, component or constant as such, so that these can be renamed if the mapper keeps the written names.
 */
public final class StoredNames {

    private static final String ADVICE =
            "A stored, signed or seeded name changed. Old files must remain readable, and seeds must not change."
                    + " Keep the old name: by @JsonProperty in a mix-in of the mapper, or as a literal. Otherwise raise the version of the format."
                    + " If names were only added, rewrite the golden file with -Dgolden.write=true.";

    private static final Map<Class<?>, String> KINDS = Map.of(
            boolean.class, "true or false",
            int.class, "whole number",
            long.class, "whole number",
            Long.class, "whole number",
            Integer.class, "whole number",
            double.class, "number",
            Double.class, "number",
            OptionalDouble.class, "number",
            String.class, "text");

    private final JsonMapper mapper;
    private final StringBuilder text = new StringBuilder();

    /** Starts an empty text of what this mapper writes. */
    public StoredNames(JsonMapper mapper) {
        this.mapper = mapper;
    }

    /** Adds a type under a title. */
    public StoredNames with(String title, Class<?> type) {
        value(title, mapper.constructType(type), 0);
        return this;
    }

    /** Adds the constants of an enum that is stored by its names in the code or by its order. */
    public StoredNames constants(String title, Class<? extends Enum<?>> type) {
        String names = Arrays.stream(type.getEnumConstants()).map(Enum::name).collect(Collectors.joining(" "));
        line(0, title + ": " + names);
        return this;
    }

    /** Returns the text. */
    public String text() {
        return text.toString();
    }

    /** Compares a text with a golden file, given from the root of the repository; {@code -Dgolden.write=true} rewrites the file. */
    public static void assertGolden(String file, String text) throws IOException {
        Path golden = Path.of(file);
        if (Boolean.getBoolean("golden.write")) {
            Files.writeString(golden, text);
        }
        assertThat(text).as(ADVICE).isEqualTo(Files.readString(golden));
    }

    private void line(int depth, String words) {
        text.append("  ".repeat(depth)).append(words).append('\n');
    }

    private void value(String label, JavaType type, int depth) {
        Class<?> raw = type.getRawClass();
        if (type.isReferenceType()) {
            value(label + "?", type.getContentType(), depth);
        } else if (type.isContainerType()) {
            value(label + (type.isMapLikeType() ? "{}" : "[]"), type.getContentType(), depth);
        } else if (raw.isEnum()) {
            line(depth, label + ": " + constants(raw));
        } else if (raw.isSealed()) {
            line(depth, label);
            Arrays.stream(raw.getPermittedSubclasses()).forEach(variant -> variant(variant, depth + 1));
        } else if (raw.isRecord()) {
            line(depth, label);
            fields(type, depth + 1);
        } else {
            assertThat(KINDS).as(label).containsKey(raw);
            line(depth, label + ": " + KINDS.get(raw));
        }
    }

    private String constants(Class<?> type) {
        return Arrays.stream(type.getEnumConstants())
                .map(constant -> mapper.valueToTree(constant).asString())
                .collect(Collectors.joining(" "));
    }

    private void variant(Class<?> type, int depth) {
        SerializationConfig config = mapper.serializationConfig();
        JavaType full = mapper.constructType(type);
        var annotated = config.classIntrospectorInstance().introspectClassAnnotations(full);
        String key = config.getAnnotationIntrospector().findTypeName(config, annotated);
        assertThat(key).as("key of the variant %s", type.getName()).isNotNull();
        line(depth, "either " + key);
        fields(full, depth + 1);
    }

    private void fields(JavaType type, int depth) {
        mapper.acceptJsonFormatVisitor(type, new JsonFormatVisitorWrapper.Base() {
            @Override
            public JsonObjectFormatVisitor expectObjectFormat(JavaType object) {
                return new JsonObjectFormatVisitor.Base(getContext()) {
                    @Override
                    public void property(BeanProperty field) {
                        value(field.getName(), field.getType(), depth);
                    }

                    @Override
                    public void optionalProperty(BeanProperty field) {
                        property(field);
                    }
                };
            }
        });
    }
}
