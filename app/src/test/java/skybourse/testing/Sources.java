package skybourse.testing;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.Location;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The modules' files and classes. */
public final class Sources {

    /** Folders of the modules, each after its dependencies. */
    public static final List<String> MODULES =
            List.of("core", "learning", "exchange", "files", "receipt", "client", "app", "server", "paper");

    /** Read at the first use. */
    private static final class Main {
        private static final JavaClasses CLASSES = new ClassFileImporter()
                .withImportOption(location -> !isOfTests(location))
                .importPackages("skybourse");
    }

    private static final class Tests {
        private static final JavaClasses CLASSES =
                new ClassFileImporter().withImportOption(Sources::isOfTests).importPackages("skybourse");
    }

    private Sources() {}

    /**
     * Returns every file of the modules, of the benchmarks and of the engine for Spark.
     *
     * @param ending of their names
     */
    public static List<Path> files(String ending) throws IOException {
        List<Path> found = new ArrayList<>();
        for (String folder : Stream.concat(MODULES.stream(), Stream.of("benchmarks", "spark"))
                .toList()) {
            try (Stream<Path> paths = Files.walk(Path.of(folder, "src"))) {
                paths.filter(path -> path.toString().endsWith(ending)).forEach(found::add);
            }
        }
        return found;
    }

    /** Returns the path of a file of a package, in the module that contains it. */
    public static Path main(String packageName, String file) {
        Path inside = Path.of("src/main/java", packageName.split("\\.")).resolve(file);
        return MODULES.stream()
                .map(module -> Path.of(module).resolve(inside))
                .filter(Files::exists)
                .findFirst()
                .orElse(inside);
    }

    /** Returns the classes of all modules, without those of tests. */
    public static JavaClasses mainClasses() {
        return Main.CLASSES;
    }

    /** Returns the classes of the tests of all modules. */
    public static JavaClasses testClasses() {
        return Tests.CLASSES;
    }

    private static boolean isOfTests(Location location) {
        return location.contains("/test-classes/") || location.contains("-tests.jar");
    }
}
