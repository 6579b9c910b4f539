package skybourse.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import skybourse.testing.Sources;

/** The tests that documents name exist. */
class NamedTestsTest {

    private static final Pattern NAMED = Pattern.compile("`([A-Z][A-Za-z0-9]*Test)(?:[.]([a-z][A-Za-z0-9]*))?`");

    @Test
    void testsNamedInSecurityPageExist() throws IOException {
        Map<String, Path> tests = Sources.files("Test.java").stream()
                .collect(Collectors.toMap(file -> file.getFileName().toString(), file -> file, (one, _) -> one));
        var named = NAMED.matcher(Files.readString(Path.of("docs/explanation/security.md")));
        int rows = 0;
        while (named.find()) {
            rows++;
            Path file = tests.get(named.group(1) + ".java");
            assertThat(file).as(named.group()).isNotNull();
            if (named.group(2) != null) {
                assertThat(Files.readString(file)).as(named.group()).contains(" " + named.group(2) + "(");
            }
        }
        assertThat(rows).isGreaterThan(15);
    }
}
