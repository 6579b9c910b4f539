package skybourse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import skybourse.testing.Sources;

/**
 * Docs, help, messages and pages use the terms of the glossary. The third column of its tables lists refused paraphrases. Code names and
 * comments are not checked.
 */
class TermsTest {

    private static final Path GLOSSARY = Path.of("docs", "glossary.md");
    private static final Pattern ROW = Pattern.compile("^\\| ([^|]+) \\| [^|]+ \\| ([^|]+) \\|$", Pattern.MULTILINE);

    /** A literal of Java, in one line or in several. */
    private static final Pattern LITERAL =
            Pattern.compile("\"\"\"(.*?)\"\"\"|\"((?:\\\\.|[^\"\\\\\n])+)\"", Pattern.DOTALL);

    /** Code in a page: names of files, options and columns. */
    private static final Pattern NAMES =
            Pattern.compile("`[^`\n]+`|\\]\\([^)]*\\)|[\\w/-]+\\.(ya?ml|csv|md|json|svg)\\b");

    /** Writes a comment into a CSV file whose bytes must not change. */
    private static final Path SAME_BYTES = Path.of("report", "CounterexampleText.java");

    private static Map<Pattern, String> refused() throws IOException {
        Map<Pattern, String> refused = new LinkedHashMap<>();
        Matcher row = ROW.matcher(Files.readString(GLOSSARY));
        while (row.find()) {
            for (String phrase : row.group(2).split(";")) {
                if (!phrase.isBlank() && !phrase.strip().equals("not")) {
                    String words = Stream.of(phrase.strip().split(" "))
                            .map(Pattern::quote)
                            .collect(Collectors.joining("[\\s#*/]+"));
                    refused.put(
                            Pattern.compile("(?<![\\w-])" + words + "(?![\\w-])", Pattern.CASE_INSENSITIVE),
                            row.group(1).strip());
                }
            }
        }
        return refused;
    }

    /** Returns every text that users read, by its file. */
    private static Map<Path, String> texts() throws IOException {
        Map<Path, String> texts = new LinkedHashMap<>();
        List<Path> complete = new ArrayList<>(Sources.files(".txt"));
        for (String ending : List.of(".js", "openapi.yaml")) {
            complete.addAll(Sources.files(ending));
        }
        try (Stream<Path> docs = Files.walk(Path.of("docs"))) {
            docs.filter(path -> path.toString().matches(".*\\.(md|json)")).forEach(complete::add);
        }
        try (Stream<Path> top = Files.list(Path.of(""))) {
            top.filter(path -> path.toString().endsWith(".md")).forEach(complete::add);
        }
        try (Stream<Path> python = Files.walk(Path.of("python", "src"))) {
            python.filter(path -> path.toString().endsWith(".py")).forEach(complete::add);
        }
        complete.removeIf(path -> path.equals(GLOSSARY) || path.toString().contains("src/test"));
        for (Path path : complete) {
            texts.put(path, NAMES.matcher(Files.readString(path)).replaceAll("_"));
        }
        for (Path path : Sources.files(".java")) {
            if (path.toString().contains("src/main") && !path.endsWith(SAME_BYTES)) {
                texts.put(path, literals(Files.readString(path)));
            }
        }
        return texts;
    }

    private static String literals(String source) {
        String code = source.replaceAll("(?m)^\\s*(\\*|//|/\\*).*$", "");
        return LITERAL.matcher(code)
                .results()
                .map(found -> found.group(1) == null ? found.group(2) : found.group(1))
                .collect(Collectors.joining("\n"));
    }

    private static List<String> found(Map<Pattern, String> refused, Map<Path, String> texts) {
        List<String> found = new ArrayList<>();
        texts.forEach((path, text) -> refused.forEach((paraphrase, term) -> paraphrase
                .matcher(text)
                .results()
                .forEach(match -> found.add(path + ": \"" + match.group() + "\" is: " + term))));
        return found;
    }

    @Tag("slow")
    @Test
    void noTextUsesRefusedParaphrases() throws IOException {
        assertThat(found(refused(), texts())).isEmpty();
    }

    @Test
    void findsParaphrasesInEveryKindOfText() throws IOException {
        Map<Pattern, String> refused = refused();
        assertThat(refused).hasSizeGreaterThan(40);
        assertThat(found(refused, Map.of(Path.of("a"), "prices come to\nrest"))).hasSize(1);
        assertThat(found(refused, Map.of(Path.of("a"), literals("String a = \"a lie\"; // a lie"))))
                .hasSize(1);
        assertThat(texts().keySet().stream().map(Path::toString))
                .contains("README.md", "python/src/skybourse/market.py", "docs/scenario.schema.json")
                .anyMatch(path -> path.endsWith("openapi.yaml"))
                .anyMatch(path -> path.endsWith("help/serve.txt"));
    }
}
