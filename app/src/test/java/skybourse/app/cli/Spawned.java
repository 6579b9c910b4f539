package skybourse.app.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import skybourse.files.log.TextFiles;

/** Starts a class of this class path as a separate process. */
public final class Spawned {

    /** Options of the launcher for small work, which halve the time of a start. */
    private static final List<String> PLAIN = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

    private static final List<String> WITH_VECTORS = List.of("--add-modules=jdk.incubator.vector", "-XX:+UseSerialGC");

    private Spawned() {}

    /** Returns a process that is not started; its standard error goes to {@code stderr.txt} in its working folder. */
    public static ProcessBuilder java(Path folder, List<String> options, Class<?> main, String... arguments) {
        return java(WITH_VECTORS, folder, options, main, arguments);
    }

    /** The same, but Ctrl-C stops the process: shells start background processes that ignore it. */
    public static ProcessBuilder interruptible(Path folder, Class<?> main, String... arguments) {
        ProcessBuilder java = java(folder, List.of(), main, arguments);
        java.command().addAll(0, List.of("env", "--default-signal=INT"));
        return java;
    }

    /** Waits until a condition holds or the process has ended. */
    public static void await(Process process, BooleanSupplier sight) {
        while (process.isAlive() && !sight.getAsBoolean()) {
            LockSupport.parkNanos(200_000);
        }
    }

    /** The same for small work, as the launcher starts it: without the vector module. */
    public static ProcessBuilder small(Path folder, List<String> options, Class<?> main, String... arguments) {
        return java(PLAIN, folder, options, main, arguments);
    }

    private static ProcessBuilder java(
            List<String> machine, Path folder, List<String> options, Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(machine);
        command.addAll(options);
        command.add("-cp");
        command.add(classPath());
        command.add(main.getName());
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectError(folder.resolve("stderr.txt").toFile());
    }

    /** The class path of this process, from any folder. */
    private static String classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** Returns the standard error of such a process, without the line about the incubator module. */
    public static String err(Path folder) {
        return String.join(
                "\n",
                TextFiles.text(folder.resolve("stderr.txt"))
                        .lines()
                        .filter(line -> !line.contains("incubator modules"))
                        .toList());
    }

    /** Sends the signal of Ctrl-C. */
    public static void interrupt(Process process) throws IOException, InterruptedException {
        new ProcessBuilder("sh", "-c", "kill -INT " + process.pid()).start().waitFor();
    }
}
