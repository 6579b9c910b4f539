package skybourse.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static skybourse.app.cli.Quoted.format;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The gains of misreports on the page of measurements are those that the command prints. */
class DocumentedLiesTest {

    @Test
    void pageStatesMeasuredGainsOfMisreports() throws IOException {
        List<String> page = Files.readAllLines(Path.of("docs/results/truthfulness.md"));
        JsonNode alternate = audit("midpoint", "alternate", "--step", 1);
        assertHas(page, "midpoint, `alternate` | " + gains(alternate, 1));
        assertHas(page, "midpoint, `shorter` | " + gains(audit("midpoint", "shorter", "--step", 1), 1));
        JsonNode reduced = audit("trade-reduction", "shorter", "--step", 5);
        JsonNode balanced = audit("strongly-balanced-reduction", "shorter", "--step", 5);
        assertHas(page, "trade reduction, `shorter`, step 5 | " + gains(reduced, 2));
        assertHas(page, "strongly balanced reduction, step 5 | " + gains(balanced, 2));
        assertHas(
                page, "trade reduction, `alternate` | " + gains(audit("trade-reduction", "alternate", "--step", 1), 2));
        assertThat(String.join("\n", page))
                .contains(format(
                        "all gains from trade with `shorter` turns and %.1f %% with `alternate` turns.",
                        100 * alternate.at("/efficiency/mean").doubleValue()));
    }

    @Tag("slow")
    @Test
    void pageStatesGainsOfMisreportsWithSeveralLots() throws IOException {
        List<String> page = Files.readAllLines(Path.of("docs/results/truthfulness.md"));
        JsonNode lots = audit("trade-reduction", "shorter", "--lots", 3);
        JsonNode more = audit("strongly-balanced-reduction", "shorter", "--lots", 3);
        assertHas(page, "trade reduction, `shorter`, up to 3 lots each | " + gains(lots, 1));
        assertHas(page, "strongly balanced reduction, up to 3 lots each | " + gains(more, 1));
    }

    static void assertHas(List<String> page, String row) {
        assertThat(page.contains("| " + row))
                .as("docs/results/truthfulness.md has | " + row)
                .isTrue();
    }

    private static JsonNode audit(String rule, String turns, String option, int value) {
        Ran ran = Ran.of("audit", "--rule", "double-dutch-" + rule, "--turns", turns, option, value, "--json");
        assertThat(ran.code()).as(ran.err()).isZero();
        return JsonMapper.shared().readTree(ran.out());
    }

    private static String gains(JsonNode audit, int digits) {
        JsonNode share = audit.get("gainfulMarkets");
        return format(
                "%.1f %% [%.1f, %.1f] | %." + digits + "f | %s |",
                100 * DocumentedNumbersTest.value(share, "mean"),
                100 * DocumentedNumbersTest.value(share, "low95"),
                100 * DocumentedNumbersTest.value(share, "high95"),
                audit.at("/largestGainTicks/mean").doubleValue(),
                worst(audit));
    }

    private static String worst(JsonNode audit) {
        String[] half = audit.get("worstGainHalfTicks").stringValue().split("/");
        double below = half.length > 1 ? Double.parseDouble(half[1]) : 1;
        return DocumentedNumbersTest.short1(Double.parseDouble(half[0]) / below / 2);
    }
}
