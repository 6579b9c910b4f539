package skybourse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Renames that the changelog lists lead to types and methods that exist. */
class ChangelogTest {

    private static final Pattern ROW = Pattern.compile("  \\| `([a-z0-9.]+)` \\| (.*) \\|");
    private static final Pattern RENAMED = Pattern.compile("`[\\w.]+` → `([\\w.]+)`");
    private static final Pattern METHOD = Pattern.compile("`([\\w.]+)\\.\\w+` → `(\\w+)`");

    private final List<String> missing = new ArrayList<>();

    private static List<String> table(String head) throws IOException {
        List<String> lines = Files.readAllLines(Path.of("CHANGELOG.md"));
        int first = lines.indexOf("  | package | " + head + " |") + 2;
        return lines.subList(first, lines.size()).stream()
                .takeWhile(line -> line.startsWith("  |"))
                .toList();
    }

    private static String name(String packageName, String type) {
        String inside = packageName.equals("skybourse") ? "" : "." + packageName;
        return "skybourse" + inside + "." + type.replace('.', '$');
    }

    private static Class<?> load(String name) throws ClassNotFoundException {
        return Class.forName(name, false, ChangelogTest.class.getClassLoader());
    }

    @Test
    void renamedTypesExist() throws IOException {
        List<String> rows = table("types");
        int names = 0;
        for (String line : rows) {
            Matcher row = ROW.matcher(line);
            assertThat(row.matches()).as(line).isTrue();
            Matcher renamed = RENAMED.matcher(row.group(2));
            while (renamed.find()) {
                names++;
                try {
                    load(name(row.group(1), renamed.group(1)));
                } catch (ClassNotFoundException _) {
                    missing.add(row.group(1) + "." + renamed.group(1));
                }
            }
        }
        assertThat(missing).isEmpty();
        assertThat(names).isGreaterThan(150);
    }

    @Test
    void renamedMethodsExist() throws IOException {
        int names = 0;
        for (String line : table("methods")) {
            Matcher row = ROW.matcher(line);
            assertThat(row.matches()).as(line).isTrue();
            Matcher renamed = METHOD.matcher(row.group(2));
            while (renamed.find()) {
                names++;
                String method = renamed.group(2);
                try {
                    Class<?> type = load(name(row.group(1), renamed.group(1)));
                    if (Stream.concat(Stream.of(type.getMethods()), Stream.of(type.getDeclaredMethods()))
                            .map(Method::getName)
                            .noneMatch(method::equals)) {
                        missing.add(row.group(1) + "." + renamed.group(1) + "." + method);
                    }
                } catch (ClassNotFoundException _) {
                    missing.add(row.group(1) + "." + renamed.group(1));
                }
            }
        }
        assertThat(missing).isEmpty();
        assertThat(names).isGreaterThan(100);
    }
}
