package skybourse.files.codec;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Optional;
import skybourse.base.numeric.EnumNames;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/**
 * JSON encoder for results. A record is one object with its components in order. An empty {@link Optional} is omitted, an infinite number or
 * NaN is null, and an enum constant is spelled as {@link EnumNames} does. The same value gives the same bytes on every machine.
 */
public final class JsonText {

    /** Mapper of the encoder. */
    static final JsonMapper MAPPER = JsonMapper.builder()
            .changeDefaultVisibility(found -> found.withIsGetterVisibility(JsonAutoDetect.Visibility.NONE))
            .withConfigOverride(
                    Optional.class,
                    any -> any.setInclude(
                            JsonInclude.Value.construct(JsonInclude.Include.NON_ABSENT, JsonInclude.Include.ALWAYS)))
            .addModule(new SimpleModule()
                    .addSerializer(double.class, new Finite())
                    .addSerializer(Double.class, new Finite())
                    .addSerializer(double[].class, new FiniteValues())
                    .addSerializer(Enum.class, new Spelled()))
            .build();

    private static final DefaultPrettyPrinter INDENTED =
            new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n"));

    private JsonText() {}

    /**
     * Returns a value on one line.
     *
     * @param value a record, list, map with text keys in their own order, text, number or truth value
     */
    public static String compact(Object value) {
        return MAPPER.writeValueAsString(value);
    }

    /**
     * Returns a value with one member of each object per line, and a line end.
     *
     * @param value as of {@link #compact}
     */
    public static String indented(Object value) {
        return MAPPER.writer().with(INDENTED).writeValueAsString(value) + "\n";
    }

    private static final class Finite extends StdSerializer<Double> {

        Finite() {
            super(Double.class);
        }

        @Override
        public void serialize(Double value, JsonGenerator out, SerializationContext context) {
            if (Double.isFinite(value)) {
                out.writeNumber(value);
            } else {
                out.writeNull();
            }
        }
    }

    private static final class FiniteValues extends StdSerializer<double[]> {

        FiniteValues() {
            super(double[].class);
        }

        @Override
        public void serialize(double[] values, JsonGenerator out, SerializationContext context) {
            out.writeStartArray();
            for (double value : values) {
                context.writeValue(out, (Double) value);
            }
            out.writeEndArray();
        }
    }

    @SuppressWarnings("rawtypes") // the registry takes the raw class for all enums
    private static final class Spelled extends StdSerializer<Enum> {

        Spelled() {
            super(Enum.class);
        }

        @Override
        public void serialize(Enum value, JsonGenerator out, SerializationContext context) {
            out.writeString(EnumNames.name(value));
        }
    }
}
