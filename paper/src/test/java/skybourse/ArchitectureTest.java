package skybourse;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TimeZone;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import skybourse.testing.Sources;

/** Checks the code against the tables of ARCHITECTURE.md and docs/reference/packages.md. */
class ArchitectureTest {

    private static final String ROOT = "skybourse.";
    private static final Pattern NAME = Pattern.compile("`([a-z]+[0-9]?[a-z]*(?:[.][a-z]+)?|\\*)`");

    /** Read once, because a test class is instantiated for each of its tests. */
    private static final JavaClasses CLASSES = Sources.mainClasses();

    private static final JavaClasses TESTS = Sources.testClasses();

    /**
     * A row of the tables of layers and packages.
     *
     * @param layer the layer whose table contains the row, or the layer itself
     * @param name the layer or the package, such as {@code clock.fast}, which does not belong to {@code clock}
     * @param what its contents
     * @param mayImport allowed packages and layers
     */
    private record Row(String layer, String name, String what, List<String> mayImport) {

        boolean isLayer() {
            return layer.equals(name);
        }

        String packageName() {
            return ROOT + (isLayer() ? name : layer + "." + name);
        }

        String packages() {
            return packageName() + (isLayer() ? ".." : "");
        }
    }

    private static List<Row> rows() throws IOException {
        List<Row> rows = new ArrayList<>();
        String section = "";
        List<String> lines = new ArrayList<>(Files.readAllLines(Path.of("ARCHITECTURE.md")));
        lines.addAll(Files.readAllLines(Path.of("docs/reference/packages.md")));
        for (String line : lines) {
            if (line.startsWith("## ")) {
                section = line.substring("## ".length()).replace("`", "");
            } else if (line.startsWith("| `") && !section.equals("Modules")) {
                String[] cells = line.split("\\|");
                String name = names(cells[1]).getFirst();
                String layer = section.equals("Layers") ? name : section;
                rows.add(new Row(
                        layer,
                        name,
                        cells[2].strip(),
                        names(cells[3].replaceAll("everything( except `paper`)?", "`*`"))));
            }
        }
        return rows;
    }

    private static List<String> names(String cell) {
        return NAME.matcher(cell).results().map(match -> match.group(1)).toList();
    }

    @TestFactory
    Stream<DynamicTest> packagesAndLayersImportOnlyAllowedOnes() throws IOException {
        List<Row> rows = rows();
        return rows.stream().map(row -> importsOnlyAllowed(row, rows, CLASSES));
    }

    /** A layer can be tested without those above it. */
    @TestFactory
    Stream<DynamicTest> testsImportOnlyWhatTheirLayersAllow() throws IOException {
        List<Row> rows = rows();
        return rows.stream().filter(Row::isLayer).map(row -> importsOnlyAllowed(row, rows, TESTS));
    }

    private static DynamicTest importsOnlyAllowed(Row row, List<Row> rows, JavaClasses within) {
        Set<String> layers = rows.stream().filter(Row::isLayer).map(Row::name).collect(Collectors.toSet());
        String[] allowed = Stream.concat(
                        Stream.of(row.packages(), ROOT + "testing.."),
                        row.mayImport().stream()
                                .map(name -> layers.contains(name) || name.equals("*")
                                        ? ROOT + name + ".."
                                        : ROOT + "*." + name))
                .toArray(String[]::new);
        return DynamicTest.dynamicTest(
                row.packageName(),
                () -> noClasses()
                        .that(resideInAPackage(row.packages()))
                        .should()
                        .dependOnClassesThat(resideInAPackage("skybourse..").and(not(resideInAnyPackage(allowed))))
                        .check(within));
    }

    @Test
    void noOtherLayerDependsOnPaper() {
        var paper = resideInAPackage(ROOT + "paper..");
        var rule = noClasses().that(not(paper)).should().dependOnClassesThat(paper);
        rule.check(CLASSES);
        rule.check(TESTS);
        var control = noClasses().should().dependOnClassesThat(paper);
        assertThat(control.evaluate(CLASSES).hasViolation()).isTrue();
    }

    @Test
    void tablesListExactlyAllPackages() throws IOException {
        Set<String> built = CLASSES.stream().map(JavaClass::getPackageName).collect(Collectors.toSet());
        assertThat(rows().stream().filter(row -> !row.isLayer()).map(Row::packageName))
                .containsExactlyInAnyOrderElementsOf(built.stream()
                        .filter(name -> name.chars().filter(c -> c == '.').count() > 1)
                        .toList());
        assertThat(rows().stream().filter(Row::isLayer).map(Row::packageName))
                .containsExactlyInAnyOrderElementsOf(built.stream()
                        .filter(name -> name.startsWith(ROOT)) // only the root package is above the layers
                        .map(name -> ROOT + name.split("\\.")[1])
                        .distinct()
                        .toList());
    }

    @Test
    void modulesContainTheLayersOfTheirRows() throws IOException {
        List<String> rows = Files.readAllLines(Path.of("ARCHITECTURE.md")).stream()
                .dropWhile(line -> !line.equals("## Modules"))
                .takeWhile(line -> !line.equals("## Layers"))
                .filter(line -> line.startsWith("| `"))
                .toList();
        assertThat(rows.stream().map(row -> names(row).getFirst()).toList()).isEqualTo(Sources.MODULES);
        for (String row : rows) {
            String[] cells = row.split("\\|");
            String module = names(cells[1]).getFirst();
            try (Stream<Path> layers = Files.list(Path.of(module, "src/main/java/skybourse"))) {
                assertThat(layers.filter(Files::isDirectory)
                                .map(layer -> layer.getFileName().toString()))
                        .as(module)
                        .containsExactlyInAnyOrderElementsOf(names(cells[2]));
            }
        }
    }

    /** The first sentence equals the row; a later one names the class to start with. */
    @Test
    void packageJavadocMatchesTables() throws IOException {
        for (Row row : rows()) {
            Path file = Sources.main(row.packageName(), "package-info.java");
            String text =
                    Files.readString(file).replaceAll("[{]@code ([^}]*)}", "$1").replaceAll("\\s+([*] )?", " ");
            String what = row.what().replaceAll("[`*]", "");
            assertThat(text)
                    .as(file.toString())
                    .startsWithIgnoringCase("/** " + what + ".")
                    .containsPattern(" Start reading at [{]@link " + row.packageName() + "[.]");
        }
    }

    @Test
    void rootPackageNeedsNoFilesOrLearning() {
        noClasses()
                .that(resideInAPackage("skybourse"))
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                        ROOT + "app..",
                        ROOT + "files..",
                        ROOT + "evidence..",
                        ROOT + "learning..",
                        "java.nio.file..",
                        "java.io.."))
                .check(CLASSES);
    }

    @Test
    void onlyOuterPackagesReadClocks() {
        noClasses()
                .that(not(resideInAnyPackage(
                        ROOT + "app.cli..",
                        ROOT + "app.command..",
                        ROOT + "paper.cli..",
                        ROOT + "client..",
                        ROOT + "server.service..",
                        ROOT + "server.http..",
                        ROOT + "server.selling..",
                        ROOT + "server.inference..",
                        ROOT + "server.judging..",
                        ROOT + "server.signedlog..")))
                .and()
                .haveNameNotMatching(".*\\.ScalingMarket") // whose columns are marked as measured times
                .should()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(java.time.Instant.class, "now")
                .check(CLASSES);
    }

    /** A test that asserts a time fails on a busy machine; {@code benchmarks/} measures speed. */
    @Test
    void testsDoNotReadClocks() {
        noClasses()
                .that(not(resideInAPackage(ROOT + "benchmarks..")))
                .and()
                .haveSimpleNameNotEndingWith("Bench")
                .should()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(java.time.Instant.class, "now")
                .orShould()
                .callMethodWhere(target(nameMatching("assertTimeout.*")))
                .check(TESTS);
    }

    @Test
    void codeIsIndependentOfLocaleZoneAndCharset() {
        noClasses()
                .should()
                .callCodeUnitWhere(describe("text depends on the machine's locale", ArchitectureTest::isLocal))
                .orShould()
                .dependOnClassesThat()
                .haveNameMatching("java\\.text\\..*|java\\.util\\.(Scanner|Calendar)")
                .orShould()
                .callMethod(Locale.class, "getDefault")
                .orShould()
                .callMethod(ZoneId.class, "systemDefault")
                .orShould()
                .callMethod(TimeZone.class, "getDefault")
                .orShould()
                .callMethod(Charset.class, "defaultCharset")
                .check(CLASSES);
    }

    /** Returns whether a call of the JDK uses the default locale or charset, because none is passed. */
    private static boolean isLocal(JavaCall<?> call) {
        List<JavaClass> given = call.getTarget().getRawParameterTypes();
        boolean hasLocale = given.stream().anyMatch(type -> type.isEquivalentTo(Locale.class));
        boolean hasCharset = given.stream().anyMatch(type -> type.isAssignableTo(Charset.class))
                || given.stream().anyMatch(type -> type.isEquivalentTo(String.class));
        return switch (call.getTargetOwner().getName() + "." + call.getName()) {
            case "java.lang.String.format",
                    "java.lang.String.formatted",
                    "java.lang.String.toLowerCase",
                    "java.lang.String.toUpperCase",
                    "java.io.PrintStream.format",
                    "java.io.PrintStream.printf",
                    "java.io.PrintWriter.format",
                    "java.io.PrintWriter.printf",
                    "java.io.Console.format",
                    "java.io.Console.printf",
                    "java.util.Formatter.<init>",
                    "java.time.format.DateTimeFormatter.ofPattern",
                    "java.time.format.DateTimeFormatterBuilder.toFormatter" -> !hasLocale;
            case "java.lang.String.getBytes", "java.io.InputStreamReader.<init>", "java.io.OutputStreamWriter.<init>" ->
                !hasCharset;
            case "java.lang.String.<init>" ->
                given.stream().anyMatch(type -> type.isEquivalentTo(byte[].class)) && !hasCharset;
            case "java.io.FileReader.<init>", "java.io.FileWriter.<init>" -> true;
            default -> false;
        };
    }

    @Test
    void onlyOuterPackagesUseFilesAndSockets() {
        noClasses()
                .that(not(resideInAnyPackage(
                        ROOT + "app.cli..",
                        ROOT + "app.options..",
                        ROOT + "app.command..",
                        ROOT + "files.log..",
                        ROOT + "app.folders..",
                        ROOT + "app.report..",
                        ROOT + "paper.cli..",
                        ROOT + "paper.study..",
                        ROOT + "client..",
                        ROOT + "server.journal..",
                        ROOT + "server.service..",
                        ROOT + "server.http..",
                        ROOT + "server.selling..",
                        ROOT + "server.inference..",
                        ROOT + "server.judging..",
                        ROOT + "server.signedlog..")))
                .should()
                .dependOnClassesThat(resideInAnyPackage("java.nio.file..", "java.net.."))
                .orShould()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .check(CLASSES);
    }

    /** Callers choose the threads; common pools are not used. */
    @Test
    void coreAndLearningUseNoSharedThreadPools() {
        noClasses()
                .that(resideInAnyPackage(
                        ROOT + "base..", ROOT + "tier1..", ROOT + "tier2..", ROOT + "round..", ROOT + "learning.."))
                .should()
                .callMethodWhere(target(nameMatching("parallel.*")))
                .orShould()
                .dependOnClassesThat()
                .haveNameMatching("java\\.util\\.concurrent\\.(ForkJoin.*|CompletableFuture)")
                .check(CLASSES);
    }

    @Test
    void staticFieldsAreFinal() {
        fields().that().areStatic().should().beFinal().check(CLASSES);
    }

    @Test
    void namesHaveNoGenericAffixes() {
        noClasses()
                .should()
                .haveNameMatching(".*(Impl|Util|Utils|Helper|Manager)")
                .orShould()
                .haveNameMatching(".*\\.(Base|Abstract)[A-Z].*")
                .check(CLASSES);
    }

    @Test
    void topLevelClassNamesAreUnique() {
        assertThat(CLASSES.stream()
                        .filter(any ->
                                any.isTopLevelClass() && !any.getSimpleName().equals("package-info"))
                        .map(JavaClass::getSimpleName))
                .doesNotHaveDuplicates();
    }

    @Test
    void publicClassesAreFinal() {
        classes()
                .that()
                .arePublic()
                .and()
                .doNotHaveFullyQualifiedName(ROOT + "app.command.CommandBase") // of commands in several modules
                .and(not(SettingsRecordsTest.IS_GENERATED))
                .and()
                .doNotHaveFullyQualifiedName(ROOT + "tier1.bestresponse.WaterFilling") // sealed
                .and()
                .areNotInterfaces()
                .and()
                .areNotEnums()
                .should()
                .haveModifier(JavaModifier.FINAL)
                .check(CLASSES);
    }

    @Test
    void sourcesHaveAtMost400Lines() throws IOException {
        assertThat(Sources.files(".java"))
                .allSatisfy(file -> assertThat(Files.readAllLines(file)).hasSizeLessThanOrEqualTo(400));
    }

    @Test
    void randomNumbersComeOnlyFromRandomStreams() {
        noClasses()
                .that(not(resideInAPackage(ROOT + "base.random..")))
                .should()
                .dependOnClassesThat()
                .haveNameMatching("java\\.util\\.(Random|SplittableRandom|concurrent\\.ThreadLocalRandom)")
                .orShould()
                .callMethod(Math.class, "random")
                .check(CLASSES);
    }
}
