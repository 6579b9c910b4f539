package skybourse.app.cli;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import skybourse.base.scenario.Scenario;

/**
 * A Java block of a page, which must be a complete file.
 *
 * @param source the block
 * @param output the block without a language that follows, directly or after the line "It prints:"
 */
record DocumentedProgram(String source, Optional<String> output) {

    private static final Pattern BLOCK =
            Pattern.compile("(?ms)^```java\n(.*?)^```$(?:\n+(?:It prints:\n+)?```\n(.*?)^```$)?");
    private static final Pattern PACKAGE = Pattern.compile("(?m)^package ([\\w.]+);");
    private static final Pattern TYPE =
            Pattern.compile("(?m)^public (?:final |sealed |abstract )*(?:class|record|interface|enum) (\\w+)");

    private static final String CLASS_PATH = System.getProperty("java.class.path");
    private static final String CORE = Path.of(URI.create(Scenario.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toString()))
            .toString();

    /** Returns the programs of a page, in its order. */
    static List<DocumentedProgram> of(String page) {
        return BLOCK.matcher(page)
                .results()
                .map(block -> new DocumentedProgram(block.group(1), Optional.ofNullable(block.group(2))))
                .toList();
    }

    /** Returns the name of its public type, with the package. */
    String name() {
        return first(PACKAGE).map(name -> name + ".").orElse("") + first(TYPE).orElse("Unnamed");
    }

    private Optional<String> first(Pattern pattern) {
        Matcher found = pattern.matcher(source);
        return found.find() ? Optional.of(found.group(1)) : Optional.empty();
    }

    /** Writes the source below a folder, where its package belongs. */
    Path write(Path folder) throws IOException {
        Path file = folder.resolve(name().replace('.', '/') + ".java");
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        return Files.writeString(file, source);
    }

    /** Returns what is wrong: messages of the compiler, or an exit code or output other than the page shows. */
    List<String> complaints(Path folder) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(libraries(folder));
        command.addAll(List.of("-proc:none", "-Xlint:none", "-d", folder.toString()));
        command.add(write(folder).toString());
        var messages = new ByteArrayOutputStream();
        int code = ToolProvider.getSystemJavaCompiler().run(null, messages, messages, command.toArray(String[]::new));
        if (code != 0) {
            return List.of(name() + ": " + messages.toString(StandardCharsets.UTF_8));
        }
        return source.contains("void main(") && !needsMarket() ? wrongOutput(folder) : List.of();
    }

    /** Returns whether the program uses a running market. {@code ClientsTest} runs it. */
    private boolean needsMarket() {
        return source.contains("import skybourse.client.");
    }

    /** Returns options for the libraries: only exported packages of {@code skybourse-core}, unless files or the client are imported. */
    private List<String> libraries(Path classes) {
        return needsMarket() || source.contains("import skybourse.files.")
                ? List.of("-cp", classes + File.pathSeparator + CLASS_PATH)
                : List.of("--module-path", CORE, "--add-modules", "skybourse.core", "-cp", classes.toString());
    }

    private List<String> wrongOutput(Path folder) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:TieredStopAtLevel=1");
        command.addAll(libraries(folder));
        command.add(name());
        Process process = new ProcessBuilder(command)
                .redirectError(folder.resolve("stderr.txt").toFile())
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            return List.of(name() + ": ended with an error: " + Spawned.err(folder));
        }
        return output.equals(Optional.of(printed))
                ? List.of()
                : List.of(name() + ": prints\n" + printed + "The page shows\n" + output.orElse("no output\n"));
    }
}
