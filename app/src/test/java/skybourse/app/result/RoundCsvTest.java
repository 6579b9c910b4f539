package skybourse.app.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import skybourse.round.analysis.RoundStudy;
import skybourse.round.analysis.StudyLinks;
import skybourse.round.market.SmallRound;

class RoundCsvTest {

    private static final Path GOLDEN = Path.of("app/src/test/resources/golden/run-csv.txt");

    @Test
    void linksThatCarryNothingAreLeftOutWhereTheyAreNotAskedFor() {
        RoundStudy study = SmallRound.resaleStudy();
        assertThat(RoundCsv.files(study, new StudyLinks(study, true)).get("links.csv"))
                .contains("wa-2,ma-1,")
                .hasLineCount(6);
        assertThat(RoundCsv.files(study, new StudyLinks(study, false)).get("links.csv"))
                .doesNotContain("wa-2,ma-1,")
                .hasLineCount(5);
    }

    @Test
    void tablesAreThoseOfTheGoldenFile() throws IOException {
        StringBuilder all = new StringBuilder();
        for (Map.Entry<String, String> file : RoundCsv.files(
                        SmallRound.resaleStudy(), new StudyLinks(SmallRound.resaleStudy(), true))
                .entrySet()) {
            all.append("== ").append(file.getKey()).append('\n').append(file.getValue());
        }
        if (Boolean.getBoolean("golden.write")) {
            Files.createDirectories(GOLDEN.getParent());
            Files.writeString(GOLDEN, all);
        }
        assertThat(all.toString()).isEqualTo(Files.readString(GOLDEN));
    }
}
