package skybourse.app.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import skybourse.files.codec.RecordTable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ResultColumnDocsTest {

    private static final Path PAGE = Path.of("docs/reference/columns.md");

    @Test
    void pageMatchesRecords() throws IOException {
        String page = ResultColumnDocs.markdown();
        if (Boolean.getBoolean("golden.write")) {
            Files.writeString(PAGE, page);
        }
        assertThat(page).isEqualTo(Files.readString(PAGE));
    }

    @Test
    void everyColumnHasMeaning() {
        assertThat(Stream.of(RoundCsv.tables(), SlotRows.tables())
                        .flatMap(tables -> tables.values().stream())
                        .flatMap(table -> table.described().stream()))
                .hasSizeGreaterThan(100)
                .allSatisfy(
                        column -> assertThat(column.meaning()).as(column.name()).endsWith("."));
        assertThat(RecordTable.of(Bare.class).described())
                .first()
                .satisfies(column -> assertThat(column.meaning()).isEmpty());
    }

    private record Bare(double number) {}

    @Test
    void everyResultFieldHasMeaning() {
        JsonNode definitions = JsonMapper.shared().readTree(ResultSchema.json()).path("$defs");
        assertThat(definitions.propertyNames()).hasSizeGreaterThan(25);
        definitions
                .propertyStream()
                .flatMap(record -> record.getValue().path("properties").propertyStream())
                .forEach(
                        field -> assertThat(field.getValue().path("description").asString(""))
                                .as(field.getKey())
                                .endsWith("."));
    }
}
