package skybourse.files.importer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.Arrays;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import skybourse.files.text.CsvTable;
import skybourse.files.text.HeaderMapping;
import skybourse.files.text.InvalidInputException;

/** What every format of data files promises: its own file and what is left of it are a table or one clear error, and the same each time. */
public interface ImporterContract {

    /** Returns what is tested. */
    Importer importer();

    /** Returns the name of a file of the format. */
    String file();

    /** Returns its content, which is whole. */
    byte[] content();

    @Test
    default void theProgramTakesIt() {
        assertThatCode(() -> Importers.check(importer())).doesNotThrowAnyException();
    }

    @Test
    default void itsFileHasRowsUnderColumnsThatAreRead() {
        assertThat(importer().reads(file(), content())).isTrue();
        CsvTable table = importer().table(file(), content());
        assertThat(table.source()).isEqualTo(file());
        assertThat(table.rows()).isNotEmpty();
        assertThat(HeaderMapping.COLUMNS).anyMatch(table::has);
        assertThat(importer().table(file(), content()).rows())
                .extracting(CsvTable.Row::cells)
                .isEqualTo(table.rows().stream().map(CsvTable.Row::cells).toList());
    }

    /** Cut off at any byte, or with any byte written over. */
    @Test
    default void aBrokenFileIsATableOrOneClearError() {
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
