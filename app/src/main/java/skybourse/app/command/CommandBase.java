package skybourse.app.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Base class of commands: writers for results and messages, and the option {@code --plugin}. */
@Command(mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli sets the fields before it runs the command
public abstract class CommandBase implements Callable<Integer> {

    @Spec
    public CommandSpec spec;

    @Option(
            names = Plugins.OPTION,
            paramLabel = "JAR",
            description =
                    "JAR file with additional rules, policies or formats. It runs with all permissions of this program. Repeatable.")
    void plugins(List<Path> jars) {
        // Plugins reads this option before the commands are created.
    }

    /** Returns the writer for results. */
    protected PrintWriter out() {
        return spec.commandLine().getOut();
    }

    /** Prints a warning. */
    protected final void warn(String text) {
        err().println("skybourse: warning: " + text);
    }

    /** Returns the writer for warnings and errors. */
    protected PrintWriter err() {
        return spec.commandLine().getErr();
    }
}
