package skybourse;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import skybourse.testing.Sources;

/** Sizes of packages, and which of them have published Javadoc. */
class PackagesTest {

    private static final JavaClasses CLASSES = Sources.mainClasses();

    /** Packages with more classes are split. */
    @Test
    void packagesHaveAtMost28Classes() {
        var sizes = CLASSES.stream()
                .filter(type -> type.isTopLevelClass() && !SettingsRecordsTest.IS_GENERATED.test(type))
                .filter(type -> !type.getSimpleName().equals("package-info"))
                .collect(Collectors.groupingBy(JavaClass::getPackageName, Collectors.counting()));
        assertThat(sizes)
                .hasSizeGreaterThan(60)
                .allSatisfy((name, count) -> assertThat(count).as(name).isLessThanOrEqualTo(28));
    }

    /** Packages that {@code core} does not export, or exports only to some modules, have no Javadoc. */
    @Test
    void javadocCoversOnlyExportedPackages() throws IOException {
        String exports = Files.readString(Path.of("core/src/main/java/module-info.java"));
        var unexported = CLASSES.stream()
                .map(JavaClass::getPackageName)
                .filter(name -> Files.isDirectory(Path.of("core/src/main/java", name.split("\\."))))
                .filter(name -> name.chars().filter(c -> c == '.').count() > 1)
                .filter(name -> !exports.contains("exports " + name + ";"))
                .distinct()
                .sorted()
                .collect(Collectors.joining(":"));
        assertThat(Files.readString(Path.of("core/pom.xml"))).contains("<unexported>" + unexported + "</unexported>");
    }
}
