package skybourse.app.traces;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import skybourse.app.traces.AttributionList.Kind;
import skybourse.files.text.InvalidInputException;

class AttributionListTest {

    private static final byte[] MINE = {1, 2, 3};

    private static String note(AttributionList credits, Kind kind) {
        return credits.note(kind, kind + ".csv", MINE).toString();
    }

    @Test
    void statementsOfOneKindOverrideGeneralOnes() {
        var credits = new AttributionList(List.of("a survey of 2024", "users= my walks "), List.of("CC0", "users=MIT"));
        assertThat(note(credits, Kind.users)).isEqualTo("users.csv (my walks, MIT)");
        assertThat(note(credits, Kind.sites)).isEqualTo("sites.csv (a survey of 2024, CC0)");
        credits.requireUsed();
        assertThat(credits.missing()).isEmpty();
    }

    @Test
    void missingSourcesAreListedOnce() {
        var credits = new AttributionList(List.of("users=mine"), List.of("sites=MIT"));
        assertThat(note(credits, Kind.users)).isEqualTo("users.csv (mine, licence not stated)");
        assertThat(note(credits, Kind.sites)).isEqualTo("sites.csv (source not stated, MIT)");
        assertThat(note(credits, Kind.walks)).isEqualTo("walks.csv (source not stated)");
        note(credits, Kind.walks);
        credits.requireUsed();
        assertThat(credits.missing())
                .isEqualTo(String.format("source not stated: sites.csv, walks.csv; --source and --licence say it%n"));
    }

    @Test
    void truncatesLongFileNames() {
        FileAttribution source = FileAttribution.of("x".repeat(120), MINE, Optional.of("mine"), Optional.empty());
        assertThat(source.file()).isEqualTo("x".repeat(100) + "...");
        assertThat(source.known()).isFalse();
        assertThat(source.isNotStated()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a;b         | must be given once for each kind: \"b\"",
                "users=a;users=b | must be given once for each kind: \"users=b\"",
                "' '         | must be one line of 1 to 500 characters: \" \"",
                "users=      | must be one line of 1 to 500 characters: \"\"",
                "two\tparts  | must be one line of 1 to 500 characters: \"two\\tparts\"",
            })
    void rejectsInvalidStatements(String statements, String complaint) {
        var credits = new AttributionList(List.of(statements.split(";")), List.of());
        assertThatThrownBy(() -> note(credits, Kind.users))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("--source: " + complaint)
                .hasMessageContaining("Hint: ");
    }

    @Test
    void acceptsUpTo500Characters() {
        assertThat(note(new AttributionList(List.of("x".repeat(500)), List.of()), Kind.users))
                .contains("x");
        var longer = new AttributionList(List.of("x".repeat(501)), List.of());
        assertThatThrownBy(() -> note(longer, Kind.users)).hasMessageContaining("must be one line of 1 to 500");
    }

    @Test
    void rejectsStatementsThatApplyToNoFile() {
        var walks = new AttributionList(List.of(), List.of("walks=MIT"));
        note(walks, Kind.users);
        assertThatThrownBy(walks::requireUsed)
                .hasMessageStartingWith("--licence: must not be given: there is no file to which it applies as walks");
        var others = new AttributionList(List.of("users=mine", "somebody's"), List.of());
        note(others, Kind.users);
        assertThatThrownBy(others::requireUsed)
                .hasMessageStartingWith("--source: must not be given: there is no file to which it applies\n");
    }
}
