package skybourse.app.folders;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import skybourse.files.log.TextFiles;

/**
 * Starts to write a folder and waits for a line on standard input. Prints {@code begun} and, during shutdown, {@code
 * stopping}. Must be ended by a signal.
 */
final class HeldWriter {

    private HeldWriter() {}

    /** Takes the name of the folder. */
    public static void main(String[] folder) throws IOException {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("stopping")));
        ShutdownGuard.runCritical(() -> {
            System.out.println("begun");
            System.in.read();
            TextFiles.writeAll(Path.of(folder[0]), Map.of("result.json", "1", "second.csv", "2"));
        });
        System.in.read();
    }
}
