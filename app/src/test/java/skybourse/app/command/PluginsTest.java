package skybourse.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import skybourse.files.importer.Importer;
import skybourse.tier2.spi.PolicyProvider;
import skybourse.tier2.spi.RuleProvider;

/** Commands with a plugin JAR; {@code outside/check} tests more plugins in a separate project. */
class PluginsTest {

    private static final String CAMPUS = "examples/campus.yaml";

    @TempDir
    private Path folder;

    private record Ended(int code, String out, String err) {}

    private Ended run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                "skybourse.app.cli.Main"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectError(folder.resolve("err").toFile())
                .start();
        try (InputStream stream = process.getInputStream()) {
            String out = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            return new Ended(process.waitFor(), out, Files.readString(folder.resolve("err")));
        }
    }

    /** Builds a JAR with one rule, whose {@code clear} is given as code. */
    private String ruleJar(String file, String name, String clearing) throws IOException {
        String type = "Mine" + file.replace(".jar", "");
        return zip(file, RuleProvider.class.getName(), type, compile(file, type, """
                import skybourse.tier2.auction.*;
                import skybourse.tier2.clock.Auctioneer;
                import skybourse.tier2.spi.*;
                public final class %s implements RuleProvider, AuctionRule {
                    public String name() { return "%s"; }
                    public String title() { return "mine"; }
                    public AuctionRule rule(AuctionSettings settings, Auctioneer policy) { return this; }
                    public RuleTraits traits() { return RuleTraits.of(RuleTraits.Budget.WEAK, "all"); }
                    public AuctionOutcome clear(OrderBook book, TieOrder ties) { %s }
                }
                """.formatted(type, name, clearing)));
    }

    private Path compile(String file, String type, String text) throws IOException {
        Path output = Files.createDirectories(folder.resolve("made-" + file));
        Path source = Files.writeString(output.resolve(type + ".java"), text);
        String classes = System.getProperty("java.class.path");
        assertThat(ToolProvider.getSystemJavaCompiler()
                        .run(null, null, null, "-cp", classes, "-d", output.toString(), source.toString()))
                .isZero();
        return output.resolve(type + ".class");
    }

    /** Builds a JAR with one format, whose accepted files and table are given as code. */
    private String format(String file, String name, String reads, String table) throws IOException {
        String type = "Form" + file.replace(".jar", "");
        return zip(file, Importer.class.getName(), type, compile(file, type, """
                import java.util.List;
                import skybourse.files.importer.*;
                import skybourse.files.text.*;
                public final class %s implements Importer {
                    public String name() { return "%s"; }
                    public boolean reads(String file, byte[] bytes) { return %s; }
                    public CsvTable table(String file, byte[] bytes) { %s }
                }
                """.formatted(type, name, reads, table)));
    }

    private String zip(String file, String service, String names, Path... classes) throws IOException {
        Path jar = folder.resolve(file);
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
            for (Path type : classes) {
                zip.putNextEntry(new ZipEntry(String.valueOf(type.getFileName())));
                zip.write(Files.readAllBytes(type));
            }
            zip.putNextEntry(new ZipEntry("META-INF/services/" + service));
            zip.write(names.getBytes(StandardCharsets.UTF_8));
        }
        return jar.toString();
    }

    private static final String NO_TRADE = "return SortedMarket.clear(book, ties, (m, e) -> m.trade(0, 0, 0, e));";

    @Tag("slow")
    @Test
    void simulationWithPluginContinuesWithItsJar() throws IOException, InterruptedException {
        String jar = ruleJar("mine.jar", "nobody-trades", NO_TRADE);
        String result = folder.resolve("slots").toString();
        assertThat(run("simulate", CAMPUS, "--plugin", jar, "--rule", "nobody-trades", "--slots", "2", "--out", result)
                        .code())
                .isZero();
        assertThat(run("simulate", "--continue", result, "--slots", "3").err())
                .contains("give the same JAR files: --plugin is missing");
        assertThat(run("simulate", "--continue", result, "--slots", "3", "--plugin", jar)
                        .code())
                .isZero();
        assertThat(run("simulate", "--continue", result, "--rule", "mcafee", "--plugin", jar)
                        .err())
                .contains("--rule: must not be given: it has no effect with --continue");
    }

    @Tag("slow")
    @Test
    void resultsOfPluginRuleNeedItsJar() throws IOException, InterruptedException {
        String jar = ruleJar("mine.jar", "nobody-trades", NO_TRADE);
        String result = folder.resolve("run").toString();
        Ended ran = run("run", CAMPUS, "--plugin", jar, "--rule", "nobody-trades", "--out", result);
        assertThat(ran.err()).isEmpty();
        assertThat(Files.readString(Path.of(result, "manifest.json")))
                .containsPattern("\"version\" : \"[0-9.]+\\+plugin\\.[0-9a-f]{16}\"")
                .contains("\"options\" : [ \"--rule=nobody-trades\" ]");
        assertThat(run("verify", result, "--plugin=" + jar).code()).isZero();
        Ended without = run("verify", result);
        assertThat(without.code()).isEqualTo(2);
        assertThat(without.err())
                .contains("version must be that of this program, " + Version.OWN + ": " + Version.OWN + "+plugin.")
                .contains("Hint: give the same JAR files: --plugin is missing");
        // another JAR of the same name is another program
        ruleJar("mine.jar", "nobody-trades", "int other = 1; " + NO_TRADE);
        assertThat(run("verify", result, "--plugin", jar).code()).isEqualTo(2);
        // the order of JARs does not matter
        String second = ruleJar("second.jar", "second", NO_TRADE);
        String both = folder.resolve("both").toString();
        assertThat(run("run", CAMPUS, "--plugin", jar, "--plugin", second, "--rule", "second", "--out", both)
                        .code())
                .isZero();
        assertThat(run("verify", both, "--plugin", second, "--plugin", jar).code())
                .isZero();
        assertThat(run("auction", "examples/orders.csv", "--rule", "second").err())
                .contains("--rule: must be a known name: second");
    }

    private void rejects(String jar, String complaint, String... arguments) throws IOException, InterruptedException {
        Ended ended =
                run(Stream.concat(Stream.of("auction", "examples/orders.csv", "--plugin", jar), Stream.of(arguments))
                        .toArray(String[]::new));
        assertThat(ended.code()).as(ended.err()).isEqualTo(2);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err())
                .startsWith("skybourse: " + jar + ": " + complaint)
                .doesNotContain("\tat ");
        assertThat(ended.err().lines()).hasSize(2);
    }

    @Tag("slow")
    @Test
    void invalidJarGivesOneErrorWithItsName() throws IOException, InterruptedException {
        rejects(folder.resolve("none.jar").toString(), "must be an existing file: not found");
        rejects("examples/orders.csv", "must be a JAR file: ");
        rejects(
                zip("empty.jar", "other.Service", ""),
                "must contain a provider: it has no META-INF/services/" + RuleProvider.class.getName());
        rejects(
                zip("named.jar", PolicyProvider.class.getName(), ""),
                "must contain a provider: META-INF/services names no class");
        rejects(
                zip("gone.jar", RuleProvider.class.getName(), "not.Here"),
                "must not throw: java.util.ServiceConfigurationError");
        rejects(ruleJar("taken.jar", "vcg", NO_TRADE), "name must be unique: vcg");
        String late =
                "if (book.participants().contains(\"fa1\")) throw new IllegalStateException(\"not them\"); " + NO_TRADE;
        rejects(
                ruleJar("late.jar", "late", late),
                "must not throw: java.lang.IllegalStateException: not them",
                "--rule",
                "late");
        String deep = "return book.participants().contains(\"fa1\") ? clear(book, ties) : null == ties ? null : "
                + NO_TRADE.substring("return ".length());
        rejects(ruleJar("deep.jar", "deep", deep), "must not throw: java.lang.StackOverflowError", "--rule", "deep");
    }

    private static final String CARS =
            "var t = new CsvTable(file, List.of(\"vehicle_id\", \"t_s\", \"x_m\", \"y_m\")); %s return t;";

    private Ended imports(String jar, String mobility) throws IOException, InterruptedException {
        String data = "examples/data/";
        return run(
                "import",
                "--plugin=" + jar,
                "--sites=" + data + "edge_sites_eua_melbourne_cbd.csv",
                "--users=" + data + "users_eua_melbourne_cbd.csv",
                "--mobility=" + mobility,
                "--out=" + folder.resolve("imported.yaml"));
    }

    @Test
    void importReadsPluginFormat() throws IOException, InterruptedException {
        String cars = Files.writeString(folder.resolve("day.cars"), "!").toString();
        String row = "t.add(1, \"!\", List.of(\"bus\", \"0\", \"1\", \"2\"));";
        String mine = "file.endsWith(\".cars\")";
        String jar = format("cars.jar", "cars", mine, CARS.formatted(row));
        Ended ended = imports(jar, cars);
        assertThat(ended.err()).isEmpty();
        assertThat(ended.out()).contains("1 mobile");
        String other = Files.writeString(folder.resolve("other.csv"), "a,b").toString();
        assertThat(imports(jar, other).err())
                .contains("other.csv: line 1 must name known columns")
                .contains("Formats are sumo-fcd, sumo-fcd-csv, gpx, geolife, cars, csv and those of --plugin");
        assertThat(imports(format("slow.jar", "slow", mine, CARS.formatted(row.replace("\"0\"", "\"x\""))), cars)
                        .err())
                .contains("day.cars: line 1, t_s must be a number: \"x\"");
        String late = format(
                "worse.jar",
                "worse",
                mine,
                "return new CsvTable(file, List.of(String.valueOf(Integer.parseInt(\"x\"))));");
        assertThat(imports(late, cars).err())
                .startsWith("skybourse: " + late + ": must not throw: java.lang.NumberFormatException")
                .doesNotContain("\tat ");
    }

    @Tag("slow")
    @Test
    void invalidFormatGivesOneErrorWithItsJar() throws IOException, InterruptedException {
        String none = CARS.formatted("");
        rejects(format("csv.jar", "csv", "false", none), "name must be unique: csv");
        rejects(format("all.jar", "all", "true", none), "all must not accept comma-separated text");
        rejects(
                format("noise.jar", "noise", "file.endsWith(\".noise\")", "throw new IllegalStateException(\"so\");"),
                "must not throw: java.lang.IllegalStateException: so");
    }

    @Test
    void rejectsPluginInArgumentFile() throws IOException, InterruptedException {
        Path words = folder.resolve("words");
        Files.writeString(words, "--plugin " + folder.resolve("x.jar"));
        Ended ended = run("auction", "examples/orders.csv", "@" + words);
        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.err()).contains("--plugin: must be given on the command line, not in an argument file");
    }
}
