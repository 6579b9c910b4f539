package skybourse.app.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import skybourse.tier2.audit.ComparisonTable;

class ComparisonPageTest {

    @Test
    void rulesStandInOnePairOfQuotes() {
        String csv = ComparisonPage.csv(ComparisonTable.of(2, 1, 1, Optional.empty()));
        assertThat(csv.lines().skip(1)).isNotEmpty().allMatch(line -> line.matches("\"[^\"]+\",1,1,.*"));
    }
}
