package skybourse.files.importer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.Arrays;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import skybourse.files.text.ColumnMapping;
import skybourse.files.text.CsvTable;
import skybourse.files.text.InvalidInputException;

/**
 * Contract of all importers: the format's own file, and damaged variants of it, give a table or one error, each time
 * the same.
 */
public interface ImporterContract {

    /** Returns the importer under test. */
    Importer importer();

    /** Returns the name of a file of the format. */
    String file();

    /** Returns the complete content of the file. */
    byte[] content();

    @Test
    default void passesTheProgramsCheck() {
        assertThatCode(() -> Importers.check(importer())).doesNotThrowAnyException();
    }

    @Test
    default void readsItsFileWithKnownColumns() {
        assertThat(importer().reads(file(), content())).isTrue();
        CsvTable table = importer().table(file(), content());
        assertThat(table.source()).isEqualTo(file());
        assertThat(table.rows()).isNotEmpty();
        assertThat(ColumnMapping.COLUMNS).anyMatch(table::has);
        assertThat(importer().table(file(), content()).rows())
                .extracting(CsvTable.Row::cells)
                .isEqualTo(table.rows().stream().map(CsvTable.Row::cells).toList());
    }

    /** The file is cut at each byte, or each byte is overwritten. */
    @Test
    default void damagedFileIsATableOrOneError() {
        byte[] whole = content();
        for (int i = 0; i < whole.length; i++) {
            tableOrError(Arrays.copyOf(whole, i));
            byte[] other = whole.clone();
            other[i] = (byte) ~other[i];
            tableOrError(other);
            other[i] = ',';
            tableOrError(other);
        }
    }

    private void tableOrError(byte[] bytes) {
        if (importer().reads(file(), bytes)) {
            try {
                assertThat(importer().table(file(), bytes).rows()).doesNotContainNull();
            } catch (InvalidInputException refused) {
                assertThat(Collections.singleton(refused.source())).containsExactly(file());
            }
        }
    }
}
