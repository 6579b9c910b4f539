package skybourse.app.cli;

import java.nio.file.Path;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import skybourse.server.journal.JournalException;
import skybourse.server.journal.MarketCopy;

/** {@code backup}: copies a market's folder, and back. */
@Command(
        name = "backup",
        description = {
            ServerCommands.BACKUP,
            "The copy has all that was answered when it began, and is checked entry by entry.",
            "It holds the market's secrets. To restore, swap the two: serve goes on with a copy."
        },
        footer = {
            "  ./skybourse backup out/exchange/reference /mnt/backup/reference",
            "  ./skybourse backup /mnt/backup/reference out/exchange/reference"
        },
        exitCodeList = "1:There is no market, it is not what was written, or the copy could not be written.")
@SuppressWarnings("NullAway.Init") // picocli fills the fields before the call
final class BackupCommand extends AnyCommand {

    @Parameters(index = "0", paramLabel = "FROM", description = "The folder of a market, running or not.")
    private Path from;

    @Parameters(index = "1", paramLabel = "TO", description = "A folder that is empty, or not there.")
    private Path to;

    @Override
    public Integer call() {
        try {
            MarketCopy.Copied copied = MarketCopy.copy(from, to);
            out().printf(Locale.ROOT, "Copied %s, %d entries, to %s%n", copied.market(), copied.entries(), to);
            return 0;
        } catch (JournalException wrong) {
            err().println("skybourse: " + wrong.getMessage());
            err().println("Maybe " + wrong.advice("another folder was meant"));
            return Main.WORLD_FAILED;
        }
    }
}
