package skybourse.app.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;

/** Quotations of a command's output on pages. */
final class Quoted {

    private static final Pattern NUMBER = Pattern.compile("(?<![\\w.])[0-9][0-9.,e-]*");

    private Quoted() {}

    /** Returns the lines of the first block of a page that contains a text. */
    static List<String> block(String page, String text) throws IOException {
        return Arrays.stream(Files.readString(Path.of(page)).split("(?m)^```.*\\R"))
                .filter(block -> block.contains(text))
                .findFirst()
                .orElseThrow()
                .lines()
                .toList();
    }

    /** Returns a page without its blocks, on one line. */
    static String prose(Path page) throws IOException {
        return oneLine(Files.readString(page).replaceAll("(?ms)^```.*?^```$", ""));
    }

    /** Asserts that a text contains all sentences and no number outside them and outside a pattern. */
    static void assertAllNumbers(String text, List<String> sentences, String others) {
        String rest = text;
        for (String sentence : sentences.stream()
                .sorted(Comparator.comparing(String::length).reversed()) // one may be a suffix of another
                .toList()) {
            Assertions.assertThat(text).contains(oneLine(sentence));
            rest = rest.replace(oneLine(sentence), "");
        }
        List<String> unread = new ArrayList<>();
        NUMBER.matcher(rest.replaceAll(others, "")).results().forEach(number -> unread.add(number.group()));
        Assertions.assertThat(unread)
                .as("numbers outside the checked sentences")
                .isEmpty();
    }

    /** Returns a text by the root locale's rules. */
    static String format(String text, Object... numbers) {
        return String.format(Locale.ROOT, text, numbers);
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\s+", " ");
    }
}
