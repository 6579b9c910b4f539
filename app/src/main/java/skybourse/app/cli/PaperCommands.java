package skybourse.app.cli;

import picocli.CommandLine.Command;

/** Commands that reproduce the paper, which are no part of the program's jar: they stand in {@code paper}, and the launcher compiles them. */
final class PaperCommands {

    static final String REPRODUCE = "Runs the paper's experiments and gives a verdict on each claim.";

    /** Name and line of help of {@code reproduce}. */
    @Command(name = "reproduce", description = REPRODUCE)
    static final class Reproduce extends ServerCommands.Described {}

    private PaperCommands() {}
}
