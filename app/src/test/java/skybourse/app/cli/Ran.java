package skybourse.app.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;

/** Output and exit code of a command. */
public record Ran(int code, String out, String err) {

    /** Runs a command line with the parser that the program would build for it. */
    public static Ran of(Object... arguments) {
        String[] words = Arrays.stream(arguments).map(String::valueOf).toArray(String[]::new);
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Main.commandLine(words)
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(words);
        return new Ran(code, out.toString(), err.toString());
    }
}
