package skybourse.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import skybourse.round.dynamics.Metric;
import skybourse.round.ledger.Ledger;
import tools.jackson.databind.json.JsonMapper;

class StoredNamesTest {

    private static final JsonMapper PLAIN = JsonMapper.builder().build();

    private record Before(long due, Optional<Cause> cause, List<Way> ways, Map<String, Double> prices) {}

    private enum Cause {
        SILENCE,
        RULING
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
    @JsonSubTypes({@JsonSubTypes.Type(Car.class)})
    private sealed interface Way {}

    @JsonTypeName("car")
    private record Car(boolean fast) implements Way {}

    /** The same type after renaming the record, a component and a constant. */
    private record After(long dueMillis, Optional<End> cause, List<Way> ways, Map<String, Double> prices) {}

    private enum End {
        QUIET,
        RULING
    }

    private interface OldField {
        @JsonProperty("due")
        long dueMillis();
    }

    private enum OldConstant {
        @JsonProperty("SILENCE")
        QUIET
    }

    private static final String STORED = """
            any
              due: whole number
              cause?: SILENCE RULING
              ways[]
                either car
                  fast: true or false
              prices{}: number
            """;

    private static String names(JsonMapper mapper, Class<?> type) {
        return new StoredNames(mapper).with("any", type).text();
    }

    @Test
    void renamedComponentOrConstantChangesText() {
        assertThat(names(PLAIN, Before.class)).isEqualTo(STORED);
        assertThat(names(PLAIN, After.class))
                .isEqualTo(STORED.replace("due:", "dueMillis:").replace("SILENCE", "QUIET"));
    }

    @Test
    void mixInKeepsStoredNames() {
        JsonMapper keeping = JsonMapper.builder()
                .addMixIn(After.class, OldField.class)
                .addMixIn(End.class, OldConstant.class)
                .build();
        assertThat(names(keeping, After.class)).isEqualTo(STORED);
        String old = PLAIN.writeValueAsString(new Before(7, Optional.of(Cause.SILENCE), List.of(), Map.of()));
        var read = keeping.readValue(old, After.class);
        assertThat(read).isEqualTo(new After(7, Optional.of(End.QUIET), List.of(), Map.of()));
        assertThat(keeping.writeValueAsString(read)).isEqualTo(old);
    }

    /** Digests and checkpoints contain ordinals; ledgers and tables contain names. */
    @Test
    void constantsOfLedgersAndTablesAreUnchanged() throws IOException {
        StoredNames.assertGolden(
                "core/src/test/resources/golden/stored-names.txt",
                new StoredNames(PLAIN)
                        .constants("reasons of ledger.csv, and their codes in digests", Ledger.Reason.class)
                        .constants("columns of slots.csv, and their places in checkpoints", Metric.class)
                        .text());
    }
}
