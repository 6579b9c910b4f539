package skybourse.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.ParameterException;
import skybourse.testing.Sources;

/** Every {@code ./skybourse} command in the documents is parsed; those that take seconds run in a clean clone. */
class DocumentedCommandsTest {

    private static final String PROGRAM = "./skybourse";
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```[^\n]*\n(.*?)^```");
    private static final Pattern INLINE = Pattern.compile("`([^`]*\\./skybourse[^`]*)`");
    private static final Pattern OUTPUT = Pattern.compile("--(?:out|onnx|counterexample|docs) (\\S+)");
    private static final Pattern FILE = Pattern.compile("[\\w./-]+\\.(?:yaml|csv|skymodel|json)");

    private static final Pattern WORD = Pattern.compile("(?:[^\\s\"]|\"[^\"]*\")+");

    /** Commands that start with a key are parsed but not run, for the reason in the value. */
    private static final Map<String, String> SLOW = new TreeMap<>(Map.ofEntries(
            Map.entry("reproduce", "an hour of training, or minutes"),
            Map.entry("train --learner diffusion", "minutes of training"),
            Map.entry("evaluate out/narrow", "needs the model of the training before"),
            Map.entry("train --scenario", "half a minute of training"),
            Map.entry("evaluate out/own", "needs the model of the training before"),
            Map.entry("run examples/reference.yaml --policy out/own", "needs the model of that training, too"),
            Map.entry(
                    "evaluate out/learned", "needs the models of three trainings, and solves tier 1 a thousand times"),
            Map.entry("train --learner diffusion --clock-rounds", "ten minutes of training"),
            Map.entry("evaluate out/clock", "needs the models of two trainings, and solves tier 1 a thousand times"),
            Map.entry("evaluate out/value-0", "needs the models of that training, too"),
            Map.entry("evaluate learned --clock-rounds", "solves tier 1 1,500 times"),
            Map.entry("sweep examples/sweeps/tune-diffusion.yaml", "twelve times two trainings"),
            Map.entry("sweep examples/sweeps/warm-start.yaml", "minutes"),
            Map.entry("sweep examples/sweeps/truth-over-time.yaml", "minutes"),
            Map.entry("sweep examples/sweeps/rings.yaml", "minutes"),
            Map.entry("sweep examples/sweeps/misreported-weights.yaml", "a quarter of an hour"),
            Map.entry("sweep examples/sweeps/adaptive-misreport.yaml", "minutes"),
            Map.entry("sweep examples/sweeps/false-names.yaml", "half a minute"),
            Map.entry("sweep examples/sweeps/stale-posted-price.yaml", "minutes"),
            Map.entry("sweep examples/sweeps/no-show.yaml", "a minute"),
            Map.entry("sweep examples/sweeps/no-show-rates.yaml", "minutes"),
            Map.entry("sweep examples/sweeps/two-tiers.yaml", "half a minute"),
            Map.entry("verify out/two-tiers", "needs the sweep before, half a minute"),
            Map.entry("simulate out/hour.yaml", "needs the reader's own traces"),
            Map.entry("certify examples/explicit-links.yaml --prices my-prices.yaml", "needs the reader's own prices"),
            Map.entry("sweep examples/sweeps/small-markets.yaml", "every market up to 3 x 3"),
            Map.entry("audit --plugin", "needs a jar that DocumentedProgramsTest builds"),
            Map.entry("import --plugin", "needs a jar that DocumentedProgramsTest builds"),
            Map.entry("audit --rule", "100,000 markets"),
            Map.entry("sweep examples/sweeps/thin-to-thick.yaml", "two minutes"),
            Map.entry("sweep examples/sweeps/talk.yaml", "exact programs of minutes"),
            Map.entry("sweep examples/sweeps/gains", "minutes"),
            Map.entry("sweep examples/sweeps/figure-8.yaml", "500 markets for each report"),
            Map.entry("headroom", "a minute"),
            Map.entry("sweep examples/sweeps/aliasing.yaml", "exact programs of half a minute"),
            Map.entry("sweep examples/sweeps/truthful.yaml", "solves tier 1 a thousand times"),
            Map.entry("soundness", "a million checks"),
            Map.entry("bench", "measures the machine"),
            Map.entry("serve", "runs until it is stopped"),
            Map.entry("bots", "needs a running market"),
            Map.entry("sell", "needs a running market"),
            Map.entry("gateway", "needs a running market"),
            Map.entry("judge", "needs a running market"),
            Map.entry("exchange", "needs a running market"),
            Map.entry("backup", "needs a market"),
            Map.entry("replay", "needs a market"),
            Map.entry("check-receipt receipt.json", "needs the reader's own receipt"),
            Map.entry("import --requests", "needs the reader's own traces")));

    /** Values for the placeholders of documents. */
    private static final Map<String, String> PLACEHOLDERS = Map.ofEntries(
            Map.entry("SCENARIO", "examples/campus.yaml"),
            Map.entry("SPEC.yaml", "examples/sweeps/two-tiers.yaml"),
            Map.entry("FILE", "file.csv"),
            Map.entry("DIR", "out/any"),
            Map.entry("MODEL", "learned"),
            Map.entry("MARKET", "narrow-3x2"),
            Map.entry("RULE", "mcafee"),
            Map.entry("TURNS", "alternate"),
            Map.entry("COUNT", "3"),
            Map.entry("N", "1"),
            Map.entry("URL", "spark://127.0.0.1:7077"));

    /** Files that the reader provides, or produces as a comment beside the command says. */
    private static final Set<String> READER_FILES = Set.of(
            "trace.csv",
            "gateway.csv",
            "sites.csv",
            "users.csv",
            "homes.csv",
            "cars.csv",
            "walks.csv",
            "forty-102.yaml",
            "mine.yaml",
            "my-prices.yaml",
            "receipt.json",
            "receipt-16.json",
            "round-0.json",
            "round-12.json",
            "round-16.json",
            "round-17.json",
            "sent.json", // of sent.jsonl
            "file.csv");

    /** Top-level folders that a clone does not contain. */
    private static final Set<String> GENERATED = Set.of(".git", "out", "shared");

    /** Commands of the launcher. */
    private static final Set<String> LAUNCHER_COMMANDS = Set.of("build", "install", "python", "test", "mvn", "spark");

    @TempDir
    private Path clone;

    /** A command and its document. */
    private record Quoted(String file, String text) {

        /** Returns the words without optional parts, and with the first of alternatives. */
        List<String> words() {
            String plain =
                    text.replaceAll("\\[([^\\[\\]|]*)(\\|[^\\[\\]]*)?]", "$1").replace("...", "");
            return WORD.matcher(plain)
                    .results()
                    .map(word -> word.group().replace("\"", ""))
                    .map(word -> PLACEHOLDERS.getOrDefault(word, word))
                    .toList();
        }

        boolean uses(Set<String> placeholders) {
            return text.contains("[")
                    || text.contains("...")
                    || Arrays.stream(text.split("\\s+")).anyMatch(placeholders::contains);
        }

        boolean startsWith(String words) {
            return (text + " ").startsWith(words + " ") || text.startsWith(words) && words.contains("/");
        }
    }

    private static List<Quoted> quoted() throws IOException {
        Set<Quoted> all = new LinkedHashSet<>();
        for (Path file : documents()) {
            String text = Files.readString(file);
            List<String> commands = new ArrayList<>();
            Matcher blocks = BLOCK.matcher(text);
            while (blocks.find()) {
                blocks.group(1).replaceAll("\\\\\n\\s*", "").lines().forEach(commands::add);
            }
            INLINE.matcher(blocks.replaceAll("")).results().forEach(span -> commands.add(span.group(1)));
            commands.stream()
                    .filter(command -> command.contains(PROGRAM + " "))
                    .map(command -> command.substring(command.indexOf(PROGRAM) + PROGRAM.length())
                            .replaceAll("\\s+#\\s.*", "")
                            .replaceAll("<\\([^)]*\\)", "/dev/stdin")
                            .replaceAll("\\s+", " ")
                            .trim())
                    .forEach(command -> all.add(new Quoted(file.toString(), command)));
        }
        return List.copyOf(all);
    }

    /** Returns all documents of the repository, without generated ones. */
    private static List<Path> documents() throws IOException {
        try (Stream<Path> paths = Files.walk(Path.of(""))) {
            return paths.filter(path -> path.toString().endsWith(".md"))
                    .filter(path -> !GENERATED.contains(path.getName(0).toString()))
                    .filter(path -> !path.toString().contains("target/"))
                    .sorted()
                    .toList();
        }
    }

    private static boolean isOfLauncher(Quoted command) {
        return LAUNCHER_COMMANDS.contains(command.words().getFirst());
    }

    private static boolean isSlow(Quoted command) {
        return SLOW.keySet().stream().anyMatch(command::startsWith);
    }

    @Tag("slow")
    @Test
    void quotedCommandsAreValidAndTheirFilesExist() throws IOException {
        List<Quoted> all = quoted();
        assertThat(all).hasSizeGreaterThan(40);
        Set<String> outputs = new LinkedHashSet<>();
        all.forEach(command -> OUTPUT.matcher(command.text()).results().forEach(match -> outputs.add(match.group(1))));
        for (Quoted command : all) {
            if (isOfLauncher(command)) {
                assertTestExists(command);
            } else if (!command.text().startsWith("COMMAND")) {
                assertParsed(command);
                FILE.matcher(String.join(" ", command.words()))
                        .results()
                        .map(match -> match.group())
                        .filter(file -> outputs.stream().noneMatch(file::startsWith) && !READER_FILES.contains(file))
                        .forEach(file ->
                                assertThat(Path.of(file)).as(command.toString()).exists());
            }
        }
    }

    private static void assertParsed(Quoted command) {
        try {
            Main.commandLine().parseArgs(command.words().toArray(String[]::new));
        } catch (ParameterException e) {
            fail("%s: %s", command, e.getMessage());
        }
    }

    private static void assertTestExists(Quoted command) throws IOException {
        Matcher test = Pattern.compile("-Dtest=(\\w+)").matcher(command.text());
        if (test.find() && !test.group(1).equals("NameTest")) {
            assertThat(Sources.files(".java").stream()
                            .map(path -> path.getFileName().toString()))
                    .as(command.toString())
                    .contains(test.group(1) + ".java");
        }
    }

    @Test
    void slowCommandsAreQuoted() throws IOException {
        List<Quoted> all = quoted();
        assertThat(SLOW.keySet()).allSatisfy(words -> assertThat(all).anyMatch(command -> command.startsWith(words)));
    }

    /** Runs all in one process, in a folder with the examples of a clone. */
    @Tag("slow")
    @Test
    void quickCommandsRunInCleanClone() throws IOException, InterruptedException {
        copy(Path.of("examples"), clone.resolve("examples"));
        List<String> lines = quoted().stream()
                .filter(command -> !isOfLauncher(command) && !isSlow(command))
                .filter(command -> !command.text().startsWith("COMMAND") && !command.uses(PLACEHOLDERS.keySet()))
                .map(command -> String.join("\t", expanded(command.words())))
                .distinct()
                .toList();
        assertThat(lines).hasSizeGreaterThan(8);
        Path file = Files.write(clone.resolve("commands"), lines);
        Process process = Spawned.java(clone, List.of(), DocumentedCommands.class, file.toString())
                .redirectInput(clone.resolve("examples/campus.yaml").toFile()) // as a document pipes it
                .start();
        String ended = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(ended).isZero();
        assertThat(ended.lines())
                .hasSameSizeAs(lines)
                .allSatisfy(line -> assertThat(line).startsWith("0\t"));
    }

    /** Expands an asterisk to the files of a folder, like a shell. */
    private static List<String> expanded(List<String> words) {
        return words.stream()
                .flatMap(word -> word.equals("examples/*.yaml") ? scenarios() : Stream.of(word))
                .toList();
    }

    private static Stream<String> scenarios() {
        try (Stream<Path> files = Files.list(Path.of("examples"))) {
            return files.map(Path::toString).filter(name -> name.endsWith(".yaml")).sorted().toList().stream();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> paths = Files.walk(from)) {
            for (Path path : paths.toList()) {
                Files.copy(path, to.resolve(from.relativize(path)));
            }
        }
    }
}
