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
 * JSON encoder for results. A record becomes one object with its components in order. An empty {@link Optional} is omitted. An infinite number or NaN
 * becomes null. Enum constants have the names of {@link EnumNames}. Equal values have equal bytes on every machine.
 */
public final class ResultJsonEncoder {

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

    private ResultJsonEncoder() {}

    /**
     * Returns a value on one line.
     *
     * @param value a record, list, text, number, boolean, or a map with text keys, whose order is preserved
     */
    public static String compact(Object value) {
        return MAPPER.writeValueAsString(value);
    }

    /**
     * Returns a value with each member of an object on its own line, and a line end after the last line.
     *
     * @param value a value as for {@link #compact}
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

    @SuppressWarnings("rawtypes") // registered for the raw class Enum, and so for every enum
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
