package skybourse.files.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import skybourse.files.text.FieldDescription;
import skybourse.files.text.SchemaRule;

class RecordTableTest {

    private record Inner(
            @FieldDescription(value = "A price.", unit = "money")
            LeaderPrice price,

            @FieldDescription("Names.") List<String> names) {}

    private record Row(
            @FieldDescription("A number.") @SchemaRule(SchemaRule.NOT_NEGATIVE)
            double number,

            @FieldDescription("A mode.") RoundingMode mode,
            @JsonUnwrapped Inner inner,
            @FieldDescription("A note.") Optional<String> note,
            @FieldDescription("A bound.") Double bound) {}

    private static final Row FULL = new Row(
            2, RoundingMode.HALF_UP, new Inner(new LeaderPrice(0.5), List.of("a", "b")), Optional.of("x, y"), 1.25);
    private static final Row BARE = new Row(
            Double.NaN,
            RoundingMode.UP,
            new Inner(new LeaderPrice(Double.POSITIVE_INFINITY), List.of()),
            Optional.empty(),
            Double.POSITIVE_INFINITY);

    @Test
    void cellsFollowRecordComponents() {
        RecordTable<Row> table = RecordTable.of(Row.class);
        assertThat(table.csv(Stream.of(FULL, BARE)))
                .isEqualTo("number,mode,price,names,note,bound\n2.0,half-up,0.5,a b,\"x, y\",1.25\n,up,closed,,,\n");
        assertThat(table.withShortNumbers().lines(Stream.of(FULL))).startsWith("2,half-up,0.5,");
        assertThat(table.without("mode", "note").columns()).containsExactly("number", "price", "names", "bound");
        assertThat(table.without("mode").csv(Stream.of(FULL))).startsWith("number,price,names,note,bound\n2.0,0.5,");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> table.without("modus"))
                .withMessage("names must be columns of the table: modus");
    }

    @Test
    void numbersAreShortAndExact() {
        assertThat(Stream.of(3.0, -0.0, 1e14, 1e15, 0.1 + 0.2, Double.NaN, Double.NEGATIVE_INFINITY)
                        .map(RecordTable::shortNumber))
                .containsExactly("3", "0", "100000000000000", "1.0E15", "0.30000000000000004", "", "");
    }

    @Test
    void columnsHaveDescriptions() {
        assertThat(RecordTable.of(Row.class).without("mode").described())
                .startsWith(
                        new RecordTable.Described("number", "", "A number."),
                        new RecordTable.Described("price", "money", "A price."));
    }

    @Test
    void schemasHaveTypesRulesAndRequiredMembers() {
        var schemas = new RecordSchemas("#/$defs/", ResultJsonEncoder::compact);
        assertThat(schemas.reference(Row.class)).isEqualTo("$ref: '#/$defs/row'");
        assertThat(schemas.schemas().keySet()).isEqualTo(new TreeSet<>(List.of("leaderPrice", "row")));
        assertThat(schemas.schemas().get("row"))
                .contains("required: [number, mode, price, names, bound]")
                .contains("number: {type: number, minimum: 0, description: 'A number.'}")
                .contains("bound: {type: [number, 'null'], description: 'A bound.'}")
                .contains("\"half-up\"");
    }

    @Test
    void refusesTwoRecordsOfOneName() {
        var schemas = new RecordSchemas("#/", ResultJsonEncoder::compact);
        schemas.reference(Row.class);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> schemas.reference(Other.Row.class))
                .withMessageContaining("records must have different names");
    }

    private static final class Other {
        private record Row(double number) {}
    }
}
