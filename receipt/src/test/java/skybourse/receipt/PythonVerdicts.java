package skybourse.receipt;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import skybourse.receipt.format.Trees;

/**
 * Verdicts on many cases, and a file of those that {@code examples/exchange/check_receipt.py} has on the same cases: for each kind of case how many
 * verdicts of each letter there are, and a sum over all in their order. {@code -Dgolden.write=true} asks Python again and writes the file.
 */
final class PythonVerdicts {

    private static final boolean IS_ASKED = Boolean.getBoolean("golden.write");

    private final Path file;
    private final String driver;
    private final Map<String, StringBuilder> kinds = new TreeMap<>();
    private final List<String> asked = new ArrayList<>();
    private final List<String> said = new ArrayList<>();

    /**
     * Begins without cases.
     *
     * @param name of the file of verdicts
     * @param driver a program in Python that reads cases line by line from its second argument and prints the letters of each
     */
    PythonVerdicts(String name, String driver) {
        file = file(name);
        this.driver = driver;
    }

    private static Path file(String name) {
        return Path.of("receipt/src/test/resources", name);
    }

    static List<String> rows(String name) throws IOException {
        return Files.readAllLines(file(name));
    }

    /**
     * Adds a case.
     *
     * @param letters verdicts of this module; X if it refuses a file, of which Python is not asked
     * @param what the case as the driver reads it
     */
    void add(String kind, String letters, Supplier<Map<String, Object>> what) {
        kinds.computeIfAbsent(kind, _ -> new StringBuilder()).append(letters).append(' ');
        if (IS_ASKED) {
            said.add(kind + " " + letters);
            asked.add(Trees.json(what.get()));
        }
    }

    void compare(Path folder) throws IOException, InterruptedException {
        List<String> rows = kinds.entrySet().stream()
                .map(entry -> row(entry.getKey(), entry.getValue().toString()))
                .toList();
        if (IS_ASKED) {
            assertThat(different(folder)).isEmpty();
            Files.write(file, rows);
        }
        assertThat(rows).containsExactlyElementsOf(Files.readAllLines(file));
    }

    private List<String> different(Path folder) throws IOException, InterruptedException {
        Path cases = folder.resolve("cases.jsonl");
        Path out = folder.resolve("verdicts");
        Files.write(cases, asked);
        Process python = new ProcessBuilder(
                        "python3", "-c", driver, "examples/exchange", cases.toString(), MadeUpExchange.key())
                .redirectOutput(out.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        assertThat(python.waitFor()).isZero();
        List<String> answers = Files.readAllLines(out);
        assertThat(answers).hasSameSizeAs(said);
        List<String> different = new ArrayList<>();
        for (int i = 0; i < said.size(); i++) {
            String letters = said.get(i).substring(said.get(i).lastIndexOf(' ') + 1);
            if (!letters.equals("X") && !letters.equals(answers.get(i))) {
                different.add(said.get(i) + " but Python " + answers.get(i));
            }
        }
        return different;
    }

    private static String row(String kind, String letters) {
        var sum = new CRC32();
        sum.update(letters.getBytes(US_ASCII));
        String counts = Stream.of("H", "B", "N", "X")
                .map(letter -> letter
                        + letters.chars().filter(c -> c == letter.charAt(0)).count())
                .collect(Collectors.joining(" "));
        return kind + ": " + counts + " " + Long.toHexString(sum.getValue());
    }
}
