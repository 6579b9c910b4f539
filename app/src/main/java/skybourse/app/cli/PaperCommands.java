package skybourse.app.cli;

import picocli.CommandLine.Command;

/** Outline of the command of the module {@code paper}. Its implementation is not in the program's JAR file; the launcher compiles it. */
final class PaperCommands {

    /** Name and description of {@code reproduce}. */
    @Command(name = "reproduce", description = "Runs the paper's experiments and gives a verdict on each claim.")
    static final class Reproduce extends ServerCommands.Described {}

    private PaperCommands() {}
}
