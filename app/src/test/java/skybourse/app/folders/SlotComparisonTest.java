package skybourse.app.folders;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SlotComparisonTest {

    private static final String SLOTS = "# seed=1\nslot,met,ledgerSha256,billUnits\n0,1,ab,7\n1,2,cd,8\n";

    @TempDir
    private Path folder;

    private String difference(String stored) throws IOException {
        Path one = Files.createDirectories(folder.resolve("there"));
        Path other = Files.createDirectories(folder.resolve("again"));
        Files.writeString(one.resolve("slots.csv"), stored);
        Files.writeString(other.resolve("slots.csv"), SLOTS);
        return SlotComparison.firstDifference(one, other).orElse("none").replace(folder + "/there/", "");
    }

    @Test
    void namesFirstDifferingSlotAndColumn() throws IOException {
        assertThat(difference(SLOTS)).isEqualTo("none");
        assertThat(difference(SLOTS.replace(",cd,", ",ce,")))
                .isEqualTo("slots.csv: slot 1: ledgerSha256 is ce, but is cd when produced again");
        assertThat(difference(SLOTS.replace(",7\n", ",6\n").replace(",cd,", ",ce,")))
                .isEqualTo("slots.csv: slot 0: billUnits is 6, but is 7 when produced again");
    }

    @Test
    void reportsMissingRowsAndLines() throws IOException {
        String missing = "slots.csv: the number of lines differs";
        assertThat(difference(SLOTS.replace("1,2,cd,8\n", ""))).isEqualTo(missing);
        assertThat(difference(SLOTS + "2,2,cd,8\n")).isEqualTo(missing);
        assertThat(difference("")).isEqualTo(missing);
        assertThat(difference(SLOTS.replace("1,2,cd,8", "1,2,cd"))).isEqualTo("slots.csv: slot 1: its row is missing");
    }

    @Test
    void foldersWithoutSlotsHaveNoDifference() {
        assertThat(SlotComparison.firstDifference(folder, folder)).isEmpty();
    }
}
