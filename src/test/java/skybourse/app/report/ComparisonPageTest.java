package skybourse.app.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import skybourse.tier2.audit.ComparisonTable;

class ComparisonPageTest {

    @Test
    void rulesStandInOnePairOfQuotes() {
        String csv = ComparisonPage.csv(ComparisonTable.of(2, 1, 1, Optional.empty()));
        assertThat(csv.lines().skip(1)).isNotEmpty().allMatch(line -> line.matches("\"[^\"]+\",1,1,.*"));
    }

    @Test
    void theTableHasARowForEachRuleAndSizeInBothForms() {
        ComparisonTable table = ComparisonTable.of(4, 2, 1, Optional.empty());
        assertThat(ComparisonPage.csv(table).lines())
                .hasSize(1 + table.rows().size())
                .allMatch(line -> line.replaceAll("\"[^\"]*\"", "").split(",", -1).length == 35);
        String page = ComparisonPage.html(table, "made <so>", List.of());
        assertThat(page.split("class=\"heat\"", -1)).as("two heat maps").hasSize(3);
        assertThat(page.lastIndexOf("class=\"heat\"")).isLessThan(page.indexOf("1 buyer, 1 seller"));
        assertThat(page)
                .contains("1 buyer, 1 seller", "2 buyers, 2 sellers", "made &lt;so&gt;")
                .doesNotContain("http");
    }
}
