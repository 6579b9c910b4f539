package skybourse.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import skybourse.app.command.ExitCode;

class BenchLearningTest {

    private static List<List<String>> cells(String table) {
        return table.lines()
                .filter(line -> line.matches("\\| \\d.*"))
                .map(line -> List.of(line.substring(2, line.length() - 2).split(" \\| ")))
                .toList();
    }

    /** Parses the numbers and asserts that none is negative; their size depends on the machine. */
    private static List<Double> numbers(List<String> cells) {
        List<Double> numbers = cells.stream()
                .map(cell -> Double.parseDouble(cell.replace(" %", "")))
                .toList();
        assertThat(numbers).allMatch(number -> number >= 0);
        return numbers;
    }

    @Tag("slow")
    @Test
    void printsNumbersInEveryRow() {
        var text = new StringWriter();
        int code = Main.commandLine().setOut(new PrintWriter(text)).execute("bench", "learning", "--seconds", "0.002");
        assertThat(code).isZero();
        List<List<String>> rows = cells(text.toString());
        assertThat(rows).hasSize(6);
        assertThat(rows).extracting(List::getFirst).containsExactly("5", "10", "50", "5 x 3", "20 x 10", "50 x 50");
        assertThat(rows.subList(0, 3))
                .allSatisfy(update -> assertThat(numbers(update.subList(1, 7))).hasSize(6));
        assertThat(rows.subList(3, 6)).allSatisfy(steps -> {
            assertThat(numbers(List.of(steps.get(1), steps.get(3)))).allMatch(speed -> speed > 0);
            assertThat(numbers(steps.subList(4, 6))).hasSize(2);
        });
        List<String> decisions = text.toString()
                .lines()
                .filter(line -> line.matches("\\| (learned|learned-unfenced|order-statistics|greedy) .*"))
                .toList();
        assertThat(decisions).hasSize(4 * 5).allSatisfy(line -> {
            String[] cells = line.replace(",", "").split(" \\| ");
            assertThat(Double.parseDouble(cells[2])).isBetween(1.0, 1_000.0);
        });
    }

    @Test
    void rejectsZeroSeconds() {
        assertThat(Main.commandLine()
                        .setErr(new PrintWriter(new StringWriter()))
                        .execute("bench", "learning", "--seconds", "0"))
                .isEqualTo(ExitCode.INVALID_INPUT);
    }
}
