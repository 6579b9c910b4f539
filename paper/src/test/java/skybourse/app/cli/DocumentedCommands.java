package skybourse.app.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Runs command lines one after the other in the working folder; a separate process of a test. */
final class DocumentedCommands {

    private DocumentedCommands() {}

    /**
     * Prints for each line of a file its exit code, the line, and the output if the code is not 0, separated by tabs.
     *
     * @param args the file with a command per line, whose arguments are separated by tabs
     */
    public static void main(String[] args) throws IOException {
        for (String line : Files.readAllLines(Path.of(args[0]))) {
            StringWriter printed = new StringWriter();
            int code = Main.commandLine()
                    .setOut(new PrintWriter(printed))
                    .setErr(new PrintWriter(printed))
                    .execute(line.split("\t"));
            System.out.printf(
                    Locale.ROOT,
                    "%d\t%s\t%s%n",
                    code,
                    line.replace('\t', ' '),
                    code == 0 ? "" : oneLine(printed.toString()));
        }
    }

    private static String oneLine(String text) {
        return String.join(" / ", List.of(text.split("\\R")));
    }
}
