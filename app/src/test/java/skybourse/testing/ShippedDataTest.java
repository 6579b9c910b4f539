package skybourse.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import skybourse.files.text.CsvTable;
import skybourse.files.text.Sha256;

/** Shipped data of others has a source and a licence. */
class ShippedDataTest {

    private static List<Path> filesIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    @ParameterizedTest
    @CsvSource({"core/src/test/resources/known-answers, 40000", "examples/data, 1000000"})
    void everyFileHasSourceDigestAndLicence(String name, int mostBytes) throws IOException {
        Path folder = Path.of(name);
        byte[] sources = Files.readAllBytes(folder.resolve("SOURCES.csv"));
        var named = new TreeSet<>(List.of("SOURCES.csv"));
        for (CsvTable.Row row : CsvTable.read("SOURCES.csv", sources).rows()) {
            byte[] bytes = Files.readAllBytes(folder.resolve(row.text("file")));
            assertThat(Sha256.of(bytes)).as(row.text("file")).isEqualTo(row.text("sha256"));
            assertThat(row.number("bytes", 0)).as(row.text("file")).isEqualTo(bytes.length);
            assertThat(List.of(row.text("source"), row.text("licence"), row.text("what_was_done")))
                    .as(row.text("file"))
                    .doesNotContain("");
            named.add(row.text("file"));
            if (!row.text("licence_text").isEmpty()) {
                assertThat(row.text("attribution")).as(row.text("file")).isNotEmpty();
                named.add(Path.of("licences", row.text("licence_text")).toString());
            }
        }
        assertThat(filesIn(folder))
                .extracting(file -> folder.relativize(file).toString())
                .containsExactlyInAnyOrderElementsOf(named);
        long size = filesIn(folder).stream()
                .mapToLong(file -> file.toFile().length())
                .sum();
        assertThat(size).isLessThanOrEqualTo(mostBytes);
    }
}
