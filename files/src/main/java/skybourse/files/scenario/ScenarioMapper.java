package skybourse.files.scenario;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import skybourse.base.agent.EnergyModel;
import skybourse.base.scenario.ChannelNetwork;
import skybourse.base.scenario.ExplicitNetwork;
import skybourse.base.scenario.Fading;
import skybourse.base.scenario.PathLoss;
import skybourse.files.text.InvalidInputException;
import skybourse.learning.policy.TrainedPolicy;
import skybourse.learning.training.LearnerPlan;
import skybourse.round.adversary.Behaviour;
import skybourse.round.dynamics.Arrivals;
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
 * Data binding between JSON trees and records. Fields are bound by the names of the records' components, so that a new setting needs no code in this
 * class.
 *
 * <p>A variant of a sealed interface is wrapped in an object whose key names the variant, for example {@code explicit} for {@code
 * ExplicitNetwork}. Enum constants are in lower case with dashes.
 */
public final class ScenarioMapper {

    /** Keys of variants in files. Entries must not be changed or removed, even if a class is renamed. */
    static final Map<Class<?>, String> VARIANTS = Map.ofEntries(
            Map.entry(ExplicitNetwork.class, "explicit"),
            Map.entry(ChannelNetwork.class, "channel"),
            Map.entry(PathLoss.LogDistance.class, "logDistance"),
            Map.entry(PathLoss.UrbanMicro.class, "urbanMicro"),
            Map.entry(PathLoss.UrbanMacro.class, "urbanMacro"),
            Map.entry(Fading.None.class, "none"),
            Map.entry(Fading.Rayleigh.class, "rayleigh"),
            Map.entry(Fading.Rician.class, "rician"),
            Map.entry(Arrivals.EverySlot.class, "everySlot"),
            Map.entry(Arrivals.Poisson.class, "poisson"),
            Map.entry(Arrivals.Bursts.class, "bursts"),
            Map.entry(Arrivals.Trace.class, "trace"),
            Map.entry(EnergyModel.Dvfs.class, "dvfs"),
            Map.entry(EnergyModel.Table.class, "table"),
            Map.entry(EnergyModel.Idle.class, "idle"),
            Map.entry(EnergyModel.Battery.class, "battery"),
            Map.entry(Behaviour.Misreport.class, "misreport"),
            Map.entry(Behaviour.NoShow.class, "noShow"),
            Map.entry(Behaviour.Decline.class, "decline"),
            Map.entry(Behaviour.WrongResult.class, "wrongResult"),
            Map.entry(Behaviour.Reject.class, "reject"),
            Map.entry(Behaviour.Overstate.class, "overstate"),
            Map.entry(LearnerPlan.DiffusionPpoPlan.class, "chain"),
            Map.entry(LearnerPlan.DiffusionActorCriticPlan.class, "diffusion"),
            Map.entry(LearnerPlan.SoftActorCriticPlan.class, "soft"),
            Map.entry(LearnerPlan.PpoPlan.class, "proximal"),
            Map.entry(LearnerPlan.DoubleDqnPlan.class, "deepValues"),
            Map.entry(TrainedPolicy.Diffusion.class, "diffusion"),
            Map.entry(TrainedPolicy.Plain.class, "plain"),
            Map.entry(TrainedPolicy.Values.class, "values"));

    /** The mapper; immutable and thread-safe. */
    public static final JsonMapper MAPPER = JsonMapper.builder()
            .changeDefaultVisibility(found ->
                    found.withIsGetterVisibility(JsonAutoDetect.Visibility.NONE)) // Only record components are stored.
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

    /** Returns the fields of {@code standard}, in which the fields of {@code given} replace those of the same name. */
    static ObjectNode filled(Object standard, JsonNode given) {
        ObjectNode fields = MAPPER.valueToTree(standard);
        return given instanceof ObjectNode object ? fields.setAll(object) : fields;
    }

    /**
     * Converts a tree that satisfies the schema to a record.
     *
     * @param source name of the file, for messages
     * @param place path of the tree in the file; empty for the complete file
     * @param tree the tree
     * @param type type of the record
     * @throws InvalidInputException if the constructor of a record rejects a value, for example a relation between two fields
     */
    static <T> T bind(String source, String place, JsonNode tree, Class<T> type) {
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

    /** Returns the path of the field that caused a failure. {@code place} is the path of the tree. */
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
            String name = VARIANTS.get(annotated.getRawType());
            return name == null ? super.findTypeName(config, annotated) : name;
        }
    }
}
