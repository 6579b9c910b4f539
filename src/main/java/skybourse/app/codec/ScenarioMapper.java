package skybourse.app.codec;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.EnumNamingStrategies;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.AnnotatedClass;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;
import tools.jackson.databind.json.JsonMapper;

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
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .build();

    private ScenarioMapper() {}

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
