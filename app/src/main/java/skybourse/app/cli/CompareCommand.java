package skybourse.app.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import skybourse.app.command.CommandBase;
import skybourse.app.command.Version;
import skybourse.app.folders.FolderComparison;
import skybourse.app.report.ResultComparison;
import skybourse.files.log.TextFiles;

/** The {@code compare} command: prints the values that differ between two runs or between two simulations, then the names of the equal ones. */
@Command(
        name = "compare",
        description = {
            "Compares two runs or two simulations: a table of the differences, then the equal values.",
            "Simulations of different length are compared over their common slots."
        },
        footer = {
            "  ./skybourse compare out/reference out/campus",
            "  ./skybourse compare out/walking out/frozen --out out/compared.html"
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields before it runs the command
final class CompareCommand extends CommandBase {

    @Parameters(index = "0", paramLabel = "A", description = "Folder of run or simulate.")
    private Path first;

    @Parameters(index = "1", paramLabel = "B", description = "Another folder of the same command.")
    private Path second;

    @Option(names = "--out", paramLabel = "FILE", description = "Also writes the table as an HTML page.")
    private @Nullable Path page;

    @Override
    public Integer call() {
        ResultComparison two = FolderComparison.compare(first, second, Version.OWN);
        out().print(two.text());
        if (page != null) {
            TextFiles.write(page, two.html());
            out().println();
            out().println("Report: " + page);
        }
        out().flush();
        return 0;
    }
}
