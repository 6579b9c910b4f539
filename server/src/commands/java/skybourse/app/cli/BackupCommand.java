package skybourse.app.cli;

import java.nio.file.Path;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import skybourse.server.journal.JournalException;
import skybourse.server.journal.MarketBackup;
import skybourse.app.command.CommandBase;
import skybourse.app.command.ExitCode;

/** {@code backup}: backs up or restores the folder of a market. */
@Command(
        name = "backup",
        description = {ServerCommands.BACKUP, "The copy contains every entry that was acknowledged when it began. Each entry is checked.", "It contains the market's secrets. To restore, swap FROM and TO; serve continues with the restored folder."},
        footer = {
            "  ./skybourse backup out/exchange/reference /mnt/backup/reference",
            "  ./skybourse backup /mnt/backup/reference out/exchange/reference"
        },
        exitCodeList = "1:FROM has no market or a damaged one, or the copy could not be written.")
@SuppressWarnings("NullAway.Init") // picocli sets the fields before it runs the command
final class BackupCommand extends CommandBase {

    @Parameters(index = "0", paramLabel = "FROM", description = "Folder of a market, running or not.")
    private Path from;

    @Parameters(index = "1", paramLabel = "TO", description = "Empty or new folder.")
    private Path to;

    @Override
    public Integer call() {
        try {
            MarketBackup.BackupResult copied = MarketBackup.copy(from, to);
            out().printf(Locale.ROOT, "Copied %s, %d entries, to %s%n", copied.market(), copied.entries(), to);
            return 0;
        } catch (JournalException wrong) {
            err().println("skybourse: " + wrong.getMessage());
            err().println("Hint: " + wrong.advice("give another folder."));
            return ExitCode.FAILED;
        }
    }
}
