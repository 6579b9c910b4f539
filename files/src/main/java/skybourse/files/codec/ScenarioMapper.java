package skybourse.files.codec;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Optional;
import java.util.OptionalDouble;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.EnumNamingStrategies;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.AnnotatedClass;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Binds trees to the records of room {@code scenario} by the names of their components, so that a new setting needs no
 * code here.
 *
 * <p>A variant of a sealed interface is wrapped in a key that says which one it is: the record's name, without the
 * interface's at its end, as in {@code explicit} for the {@code Network} called {@code ExplicitNetwork}. Constants of an enum are lower
 * case with dashes.
 */
public final class ScenarioMapper {

    /** The one mapper, immutable. */
    public static final JsonMapper MAPPER = JsonMapper.builder()
            .annotationIntrospector(new Variants())
            .enumNamingStrategy(EnumNamingStrategies.KEBAB_CASE)
            .withConfigOverride(
                    OptionalDouble.class,
                    override -> override.setInclude(JsonInclude.Value.construct(
                            JsonInclude.Include.NON_ABSENT, JsonInclude.Include.USE_DEFAULTS)))
            .withConfigOverride(
                    Optional.class,
                    override -> override.setInclude(JsonInclude.Value.construct(
                            JsonInclude.Include.NON_ABSENT, JsonInclude.Include.USE_DEFAULTS)))
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .build();

    private ScenarioMapper() {}

    /** Returns the fields of {@code standard}, replaced by those that are given. */
    static ObjectNode filled(Object standard, JsonNode given) {
        ObjectNode fields = MAPPER.valueToTree(standard);
        return given instanceof ObjectNode object ? fields.setAll(object) : fields;
    }

    /**
     * Returns what a tree that satisfies the schema describes.
     *
     * @param source the file's name, for messages
     * @param place where the tree stands in the file; empty for the whole
     * @throws InvalidInputException for a rule that only the records know, such as a relation between two fields
     */
    static <T> T bound(String source, String place, JsonNode tree, Class<T> type) {
        try {
            return MAPPER.treeToValue(tree, type);
        } catch (JacksonException e) {
            throw unbound(source, place, e);
        }
    }

    private static InvalidInputException unbound(String source, String place, JacksonException e) {
        String path = path(place, e);
        String advice = "see docs/reference/scenario-files.md for every field and its range.";
        if (e.getCause() instanceof IllegalArgumentException cause && cause.getMessage() != null) {
            return InvalidInputException.of(source, path, cause, advice);
        }
        String field = path.isEmpty() ? "" : path + ":";
        var failure = new InvalidInputException(source, field, e.getOriginalMessage(), advice);
        failure.initCause(e);
        return failure;
    }

    /** Returns the field that a failure is about. */
    public static String path(String place, JacksonException e) {
        StringBuilder path = new StringBuilder(place);
        for (JacksonException.Reference step : e.getPath()) {
            if (step.getPropertyName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(step.getPropertyName());
            }
        }
        return path.toString();
    }

    private static final class Variants extends JacksonAnnotationIntrospector {

        private static final long serialVersionUID = 1;

        @Override
        public JsonTypeInfo.Value findPolymorphicTypeInfo(MapperConfig<?> config, Annotated annotated) {
            Class<?> type = annotated.getRawType();
            return annotated instanceof AnnotatedClass && type.isInterface() && type.isSealed()
                    ? JsonTypeInfo.Value.construct(
                            JsonTypeInfo.Id.NAME, JsonTypeInfo.As.WRAPPER_OBJECT, null, null, false, null, null)
                    : super.findPolymorphicTypeInfo(config, annotated);
        }

        @Override
        public String findTypeName(MapperConfig<?> config, AnnotatedClass annotated) {
            Class<?> type = annotated.getRawType();
            for (Class<?> parent : type.getInterfaces()) {
                if (parent.isSealed()) {
                    String name = type.getSimpleName();
                    String suffix = parent.getSimpleName();
                    String key = name.endsWith(suffix) ? name.substring(0, name.length() - suffix.length()) : name;
                    return Character.toLowerCase(key.charAt(0)) + key.substring(1);
                }
            }
            return super.findTypeName(config, annotated);
        }
    }
}
