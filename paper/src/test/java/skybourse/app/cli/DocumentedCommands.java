package skybourse.app.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Runs command lines one after the other in the folder that it is started in; a process of its own for its test. */
final class DocumentedCommands {

    private DocumentedCommands() {}

    /**
     * Prints for each line of a file its exit code and, where that is not 0, what the command said; with tabs between.
     *
     * @param args the file; a command on each line, its arguments with tabs between
     */
    public static void main(String[] args) throws IOException {
        for (String line : Files.readAllLines(Path.of(args[0]))) {
            StringWriter said = new StringWriter();
            int code = Main.commandLine()
                    .setOut(new PrintWriter(said))
                    .setErr(new PrintWriter(said))
                    .execute(line.split("\t"));
            System.out.printf(
                    Locale.ROOT,
                    "%d\t%s\t%s%n",
                    code,
                    line.replace('\t', ' '),
                    code == 0 ? "" : oneLine(said.toString()));
        }
    }

    private static String oneLine(String text) {
        return String.join(" / ", List.of(text.split("\\R")));
    }
}
