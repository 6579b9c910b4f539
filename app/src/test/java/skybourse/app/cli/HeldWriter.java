package skybourse.app.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import skybourse.app.folders.RunFolder;
import skybourse.files.log.FileGate;

/**
 * Begins to write the folder of a run and waits there until it is told on standard input to go on. Says {@code begun} and, being
 * stopped, {@code stopping}. Ends only by a signal, with the same hook as {@link Main}.
 */
final class HeldWriter {

    private HeldWriter() {}

    /** Takes the name of the folder. */
    public static void main(String[] folder) throws IOException {
        Runtime.getRuntime().addShutdownHook(new Thread(FileGate.ofProgram()::close));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("stopping")));
        FileGate.ofProgram().pass(() -> {
            System.out.println("begun");
            System.in.read();
            RunFolder.write(Path.of(folder[0]), Map.of("result.json", new byte[] {1}, "second.csv", new byte[] {2}));
        });
        System.in.read();
    }
}
