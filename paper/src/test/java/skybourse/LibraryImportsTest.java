package skybourse;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import org.junit.jupiter.api.Test;
import skybourse.testing.Sources;

/** Which libraries each layer may import. */
class LibraryImportsTest {

    @Test
    void libraryPackagesImportNoLibrary() {
        noClasses()
                .that(not(resideInAnyPackage(
                        "skybourse.app..",
                        "skybourse.client..",
                        "skybourse.files..",
                        "skybourse.evidence..",
                        "skybourse.server..",
                        "skybourse.paper..")))
                .should()
                .dependOnClassesThat(not(resideInAnyPackage(
                        "skybourse..", "java..", "jdk.incubator.vector..", "org.jspecify.annotations..")))
                .check(Sources.mainClasses());
    }

    @Test
    void clientImportsOnlyJackson() {
        noClasses()
                .that(resideInAnyPackage("skybourse.client.."))
                .should()
                .dependOnClassesThat(not(resideInAnyPackage(
                        "skybourse..",
                        "java..",
                        "tools.jackson..",
                        "com.fasterxml.jackson.annotation..",
                        "org.jspecify.annotations..")))
                .check(Sources.mainClasses());
    }

    @Test
    void sweepsImportOnlyStatisticsLibrary() {
        noClasses()
                .that(resideInAnyPackage("skybourse.evidence.."))
                .should()
                .dependOnClassesThat(not(resideInAnyPackage(
                        "skybourse..",
                        "java..",
                        "com.sun.management", // of the JDK: allocated bytes
                        "org.hipparchus..",
                        "org.jspecify.annotations..")))
                .check(Sources.mainClasses());
    }

    @Test
    void experimentsImportOnlyDatabaseLibraries() {
        noClasses()
                .that(resideInAnyPackage("skybourse.paper.experiment.."))
                .should()
                .dependOnClassesThat(not(resideInAnyPackage(
                        "skybourse..",
                        "java..",
                        "org.sqlite..",
                        "tools.jackson.databind..", // JSON arrays of SQLite
                        "tools.jackson.core..",
                        "org.jspecify.annotations..")))
                .check(Sources.mainClasses());
    }
}
