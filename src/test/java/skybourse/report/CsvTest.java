package skybourse.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import skybourse.market.SmallRound;

class CsvTest {

    private static final Path GOLDEN = Path.of("src", "test", "resources", "golden", "run-csv.txt");

    @Test
    void tablesAreThoseOfTheGoldenFile() throws IOException {
        StringBuilder all = new StringBuilder();
        for (Map.Entry<String, String> file :
                Csv.files(SmallRound.resaleStudy()).entrySet()) {
            all.append("== ").append(file.getKey()).append('\n').append(file.getValue());
        }
        if (Boolean.getBoolean("golden.write")) {
            Files.createDirectories(GOLDEN.getParent());
            Files.writeString(GOLDEN, all);
        }
        assertThat(all.toString()).isEqualTo(Files.readString(GOLDEN));
    }
}
