package skybourse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import skybourse.testing.Sources;
import skybourse.testing.StoredNames;

/**
 * The names of all streams of random numbers, read from the sources: every value of a parameter {@code String purpose}. A part that is no
 * literal becomes an asterisk.
 */
class StreamNamesTest {

    private static final Pattern TAKES_PURPOSE =
            Pattern.compile("(static )?[^;{}\\n]*?(\\w+)\\(([^(){};]*\\bString purpose\\b[^(){};]*)\\)\\s*\\{");

    private static final Pattern LITERAL = Pattern.compile("\"([^\"\\n]*)\"");

    /** The class that creates streams. */
    private static final String STREAMS = "RandomStreams";

    private final Map<String, String> sources = new LinkedHashMap<>();
    private final SortedSet<String> names = new TreeSet<>();
    private final List<String> unknown = new ArrayList<>();

    /**
     * A method or constructor with the name of a stream as a parameter.
     *
     * @param file name of the declaring file, without its extension
     * @param position of the name among {@code parameters} arguments
     */
    private record Target(String file, String name, boolean isStatic, int position, int parameters) {

        /** Returns the pattern of its calls in a file, up to the opening parenthesis. */
        Pattern call(String from) {
            String inside = from.equals(file) ? "|(?<![.\\w] ?)" + name : "";
            String outside = name.equals(file) ? "new " + name : (isStatic ? file : "") + "\\s*\\." + name;
            return Pattern.compile("(?:" + outside + inside + ")\\(");
        }
    }

    @Test
    void namesOfStreamsAreUnchanged() throws IOException {
        for (Path file : Sources.files(".java")) {
            if (!file.toString().contains("/src/test/")) {
                String name = file.getFileName().toString().replace(".java", "");
                sources.merge(name, Files.readString(file), String::concat);
            }
        }
        find();
        assertThat(unknown)
                .as("name a stream by a literal, a constant of the file, or a parameter called purpose")
                .isEmpty();
        StoredNames.assertGolden("app/src/test/resources/golden/stream-names.txt", String.join("\n", names) + "\n");
    }

    /** The same search in two artificial files, one with a name that it cannot resolve. */
    @Test
    void findsNamesThroughConstantsAndParameters() {
        sources.put(STREAMS, "class RandomStreams {\n  Random stream(String purpose, long index) {\n}}");
        sources.put("Uses", """
                class Uses {
                    private static final String KIND = "kind/";
                    static void draw(List<Map<A, B>> all, String purpose) {
                        streams.stream(purpose + "/" + market, f(1, 2));
                    }
                    void all() {
                        streams.stream(KIND + agent, 0);
                        streams.stream("half/" + (buys ? "BUYERS" : "SELLERS"), 0);
                        draw(all(a, b), "training");
                        streams.stream(whatever(), 0);
                        Arrays.stream(one, 2, 3);
                    }
                }
                """);
        find();
        assertThat(names).containsExactly("*/*", "half/BUYERS|SELLERS", "kind/*", "training");
        assertThat(unknown).containsExactly("Uses: whatever()");
    }

    private void find() {
        List<Target> targets = new ArrayList<>();
        sources.entrySet().stream()
                .filter(any -> any.getValue().contains("String purpose"))
                .forEach(any -> {
                    Matcher declared = TAKES_PURPOSE.matcher(any.getValue());
                    while (declared.find()) {
                        targets.add(target(any.getKey(), declared));
                    }
                });
        targets.forEach(target -> sources.forEach((file, text) -> {
            Matcher call = target.call(file).matcher(text.contains(target.name + '(') ? text : "");
            while (call.find()) {
                List<String> arguments = parts(text, call.end(), ',');
                if (arguments.size() == target.parameters
                        && !arguments.get(target.position).contains("String purpose")) {
                    add(target, file, text, arguments.get(target.position));
                }
            }
        }));
    }

    private static Target target(String file, Matcher declared) {
        List<String> parameters = parts(declared.group(3).replaceAll("<[^()]*?>+", "") + ")", 0, ',');
        int position = 0;
        while (!parameters.get(position).contains("String purpose")) {
            position++;
        }
        return new Target(file, declared.group(2), declared.group(0).contains("static "), position, parameters.size());
    }

    private void add(Target target, String file, String text, String argument) {
        String name = name(text, argument);
        if (LITERAL.matcher(argument).find() || !name.equals("*")) {
            names.add(name);
        } else if (target.file.equals(STREAMS) && !argument.equals("purpose")) {
            unknown.add(file + ": " + argument);
        }
    }

    private static String name(String text, String expression) {
        StringBuilder name = new StringBuilder();
        for (String part : parts(expression + ")", 0, '+')) {
            name.append(part.startsWith("\"") ? part.substring(1, part.length() - 1) : variable(text, part));
        }
        return name.toString();
    }

    /** Returns the value of a variable of the file, or the literals of a conditional expression in parentheses. */
    private static String variable(String text, String part) {
        if (part.startsWith("(")) {
            List<String> choices =
                    LITERAL.matcher(part).results().map(found -> found.group(1)).toList();
            return choices.isEmpty() ? "*" : String.join("|", choices);
        }
        Matcher value = Pattern.compile("\\bString " + Pattern.quote(part) + " = ([^;]*);")
                .matcher(text);
        return value.find() ? name(text, value.group(1)) : "*";
    }

    /** Returns the parts between separators, from a position to the closing parenthesis. */
    private static List<String> parts(String text, int from, char separator) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        int begin = from;
        boolean isQuoted = false;
        for (int at = from; ; at++) {
            char c = text.charAt(at);
            isQuoted ^= c == '"';
            if (!isQuoted && depth == 0 && (c == separator || c == ')')) {
                parts.add(text.substring(begin, at).strip());
                begin = at + 1;
                if (c == ')') {
                    return parts;
                }
            }
            depth += isQuoted ? 0 : "([{".indexOf(c) >= 0 ? 1 : ")]}".indexOf(c) >= 0 ? -1 : 0;
        }
    }
}
