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
 * Verdicts on many cases, and a file of the verdicts of {@code examples/exchange/check_receipt.py} on the same cases.
 * For each kind of case the file has the number of verdicts of each letter, and checksums over those of seed 1 and over
 * all in order. {@code -Dgolden.write=true} runs Python again and writes the file.
 */
final class PythonVerdicts {

    private static final boolean IS_ASKED = Boolean.getBoolean("golden.write");

    /** Checksum if seed 1 has no case of a kind. */
    private static final String NONE = "0";

    private final Path file;
    private final String driver;
    private final Map<String, StringBuilder> kinds = new TreeMap<>();
    private final Map<String, StringBuilder> firsts = new TreeMap<>();
    private final List<String> asked = new ArrayList<>();
    private final List<String> said = new ArrayList<>();

    /**
     * Starts without cases.
     *
     * @param name name of the file of verdicts
     * @param driver a Python program that reads cases line by line from its second argument and prints the letters of
     *     each
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
     * @param letters verdicts of this module; X if it refuses a file, which is then not compared with Python
     * @param what the case in the format of the driver
     */
    void add(String kind, long seed, String letters, Supplier<Map<String, Object>> what) {
        kinds.computeIfAbsent(kind, _ -> new StringBuilder()).append(letters).append(' ');
        firsts.computeIfAbsent(kind, _ -> new StringBuilder()).append(seed == 1 ? letters + ' ' : "");
        if (IS_ASKED) {
            said.add(kind + " " + letters);
            asked.add(Trees.json(what.get()));
        }
    }

    /** Returns the number of seeds to try: all, or seed 1 if only a share of the cases is tried. */
    static int seeds(int all) {
        return IS_ASKED || MadeUpExchange.markets(all) >= all ? all : 1;
    }

    /** Compares the verdicts of the tried seeds. */
    void compare(int seeds, Path folder) throws IOException, InterruptedException {
        if (seeds == 1) {
            compareFirst();
            return;
        }
        List<String> rows = kinds.keySet().stream().map(this::row).toList();
        if (IS_ASKED) {
            assertThat(different(folder)).isEmpty();
            Files.write(file, rows);
        }
        assertThat(rows).containsExactlyElementsOf(Files.readAllLines(file));
    }

    private void compareFirst() throws IOException {
        Map<String, String> found = new TreeMap<>();
        firsts.forEach((kind, letters) -> found.put(kind, sum(letters)));
        Map<String, String> expected = new TreeMap<>();
        for (String row : Files.readAllLines(file)) {
            String[] sums = row.substring(row.lastIndexOf(" X")).trim().split(" ");
            if (!sums[1].equals(NONE)) {
                expected.put(row.substring(0, row.lastIndexOf(": H")), sums[1]);
            }
        }
        assertThat(found).isEqualTo(expected);
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

    private String row(String kind) {
        String letters = String.valueOf(kinds.get(kind));
        String counts = Stream.of("H", "B", "N", "X")
                .map(letter -> letter
                        + letters.chars().filter(c -> c == letter.charAt(0)).count())
                .collect(Collectors.joining(" "));
        return kind + ": " + counts + " " + sum(firsts.get(kind)) + " " + sum(letters);
    }

    private static String sum(CharSequence letters) {
        var sum = new CRC32();
        sum.update(letters.toString().getBytes(US_ASCII));
        return Long.toHexString(sum.getValue());
    }
}
