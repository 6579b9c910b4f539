package skybourse.app.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What every command that does something has: where it prints, and what was typed. */
@Command(mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli fills the fields before the call
public abstract class AnyCommand implements Callable<Integer> {

    @Spec
    public CommandSpec spec;

    @Option(
            names = Plugins.OPTION,
            paramLabel = "JAR",
            description =
                    "JAR file with additional rules, policies or formats. It runs with all permissions of this program. Repeatable.")
    void plugins(List<Path> jars) {
        // Plugins has read them, before there were commands
    }

    /** Returns where results go. */
    protected PrintWriter out() {
        return spec.commandLine().getOut();
    }

    /** Returns where what is said beside them goes. */
    protected PrintWriter err() {
        return spec.commandLine().getErr();
    }
}
