package skybourse.app.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import skybourse.server.journal.JournalException;
import skybourse.server.journal.SqliteJournal;
import skybourse.server.service.DurableStore;
import skybourse.server.service.JournalReplay;
import skybourse.venue.event.MarketRules;
import skybourse.app.command.CommandBase;
import skybourse.app.command.ExitCode;

/** {@code replay}: replays the journal of a market and compares the results with the published ones. */
@Command(
        name = "replay",
        description = {ServerCommands.REPLAY, "Compares each round's record and receipts with the published ones and checks the money invariants after every entry.", "Use the file and options of serve. The market must not be running: use a backup."},
        footer = "  ./skybourse replay examples/campus.yaml --folder out/exchange/campus",
        exitCodeList = "1:An entry is damaged or leads to a different market, or the folder is in use or has no market.")
final class ReplayCommand extends CommandBase {

    @Mixin
    private final MarketOptions made = new MarketOptions();

    @Override
    public Integer call() {
        MarketRules rules = made.rules(false);
        String name = rules.model().name();
        Path place = made.folder(name);
        try {
            if (!Files.exists(place.resolve(SqliteJournal.FILE))) {
                throw new JournalException("contains no market");
            }
            try (DurableStore store = DurableStore.open(place, name, MarketOptions.made(rules))) {
                JournalReplay.ReplaySummary played = JournalReplay.of(store, rules, store.key());
                out().printf(
                                Locale.ROOT,
                                "%s: %d entries, %d rounds sold: all equal to the published ones, all money invariants hold%n",
                                name,
                                played.entries(),
                                played.rounds());
                return 0;
            }
        } catch (JournalException wrong) {
            MarketOptions.tell(err(), place, wrong);
        } catch (IOException failed) {
            MarketOptions.tell(err(), place, failed);
        }
        return ExitCode.FAILED;
    }
}
