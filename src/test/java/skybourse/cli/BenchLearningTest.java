package skybourse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class BenchLearningTest {

    private static List<List<String>> cells(String table) {
        return table.lines()
                .filter(line -> line.matches("\\| \\d.*"))
                .map(line -> List.of(line.substring(2, line.length() - 2).split(" \\| ")))
                .toList();
    }

    private static double number(String cell) {
        return Double.parseDouble(cell.replace(" %", ""));
    }

    @Test
    void everyRowHasNumbersThatFitTogether() {
        var text = new StringWriter();
        int code = Main.commandLine().setOut(new PrintWriter(text)).execute("bench", "learning", "--seconds", "0.002");
        assertThat(code).isZero();
        List<List<String>> rows = cells(text.toString());
        assertThat(rows).hasSize(6);
        assertThat(rows).extracting(List::getFirst).containsExactly("5", "10", "50", "5 x 3", "20 x 10", "50 x 50");
        for (List<String> update : rows.subList(0, 3)) {
            assertThat(update).hasSize(7);
            double ofProduct = number(update.get(2)) * number(update.get(3));
            double ofPeak = number(update.get(4)) * number(update.get(5));
            assertThat(ofProduct / ofPeak)
                    .as("the same speed by both yardsticks")
                    .isBetween(0.7, 1.4);
            assertThat(number(update.get(6))).isPositive();
        }
        assertThat(number(rows.get(2).get(1)))
                .as("ten times the chain")
                .isGreaterThan(2 * number(rows.getFirst().get(1)));
        for (List<String> steps : rows.subList(3, 6)) {
            assertThat(number(steps.get(1))).as("side by side, one by one").isGreaterThan(number(steps.get(3)));
        }
    }

    @Test
    void noTimeIsRefused() {
        assertThat(Main.commandLine()
                        .setErr(new PrintWriter(new StringWriter()))
                        .execute("bench", "learning", "--seconds", "0"))
                .isEqualTo(Main.BAD_INPUT);
    }
}
