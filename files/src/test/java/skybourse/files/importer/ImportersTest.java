package skybourse.files.importer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import skybourse.files.text.CsvTable;
import skybourse.files.text.InvalidInputException;

/** A synthetic format, with the words of a file under one column each, and the list of importers. */
class ImportersTest implements ImporterContract {

    private record Words(String name, Function<String, Boolean> accepts, RuntimeException thrown) implements Importer {

        @Override
        public boolean reads(String file, byte[] bytes) {
            return accepts.apply(file);
        }

        @Override
        public CsvTable table(String file, byte[] bytes) {
            if (thrown != null && bytes.length > 0 && bytes[0] != 0) {
                throw thrown;
            }
            CsvTable table = new CsvTable(file, List.of("input", "output"));
            String text = new String(bytes, StandardCharsets.UTF_8);
            table.add(1, text, List.of(text.split(" ", -1)));
            return table;
        }
    }

    private static Words words(String name) {
        return new Words(name, file -> file.endsWith(".words"), null);
    }

    @Override
    public Importer importer() {
        return words("words");
    }

    @Override
    public String file() {
        return "a.words";
    }

    @Override
    public byte[] content() {
        return "12 34".getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void unclaimedFilesAreCommaSeparated() {
        byte[] csv = "input,output\n1,2\n".getBytes(StandardCharsets.UTF_8);
        assertThat(Importers.names()).containsExactly("sumo-fcd", "sumo-fcd-csv", "gpx", "geolife", "csv");
        assertThat(Importers.hint())
                .startsWith(" Formats are sumo-fcd, sumo-fcd-csv, gpx, geolife, csv and those of --plugin; --map ");
        assertThat(Importers.table("a.words", csv).rows().getFirst().number("output", 0))
                .isEqualTo(2);
        List<Importer> others = List.of(words("words"), new Words("other", file -> file.startsWith("b"), null));
        assertThat(Importers.table(others, "c.csv", csv).rows()).hasSize(1);
        assertThat(Importers.table(others, "a.words", content())
                        .rows()
                        .getFirst()
                        .number("output", 0))
                .isEqualTo(34);
        assertThatThrownBy(() -> Importers.table(others, "b.words", content()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("b.words: must be of one format: words and other both accept it");
    }

    @Test
    void checkNamesViolationsOfTheContract() {
        assertThatThrownBy(() -> Importers.check(words("Words"))).hasMessageContaining("name must be lower case");
        assertThatThrownBy(() -> Importers.check(new Words("words", _ -> true, null)))
                .hasMessageContaining("words must not accept comma-separated text");
        RuntimeException thrown = new IllegalStateException("so");
        assertThatThrownBy(() -> Importers.check(new Words("words", file -> file.endsWith(".words"), thrown)))
                .isSameAs(thrown);
    }
}
