package skybourse.app.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import skybourse.server.service.ProblemException;
import skybourse.server.service.RunningExchange;
import skybourse.venue.Journal;
import skybourse.venue.event.MarketEvent;
import skybourse.venue.event.Piece;
import skybourse.venue.event.RoundPrices;

/** Prints one line for each round of a running market that is sold, postponed or voided. Ends when the market stops. */
final class RoundLinePrinter implements Runnable {

    private static final int ENTRIES_PER_READ = 1_000;
    private static final long WAIT_MILLIS = 60_000;

    private final RunningExchange market;
    private final PrintWriter out;
    private long lastSeq;

    /**
     * Creates a printer of events after the current journal entry.
     *
     * @param out receives the lines
     */
    RoundLinePrinter(RunningExchange market, PrintWriter out) {
        this.market = market;
        this.out = out;
        lastSeq = market.seq();
    }

    @Override
    public void run() {
        try {
            while (market.isRunning()) {
                market.await("", WAIT_MILLIS, _ -> market.seq(), seq -> seq > lastSeq);
                print();
            }
        } catch (ProblemException _) {
            // The market has stopped, and the command reports the reason.
        } catch (IOException failed) {
            out.println("No further lines on rounds: the journal cannot be read: " + failed.getMessage());
            out.flush();
        }
    }

    private void print() throws IOException {
        List<Journal.Entry> entries = market.store().entries(lastSeq, ENTRIES_PER_READ);
        for (Journal.Entry entry : entries) {
            entry.events().forEach(event -> line(event).ifPresent(out::println));
            lastSeq = entry.seq();
        }
        out.flush();
    }

    /** Returns the line about an event; empty if the event does not sell, postpone or void a round. */
    static Optional<String> line(MarketEvent event) {
        return Optional.ofNullable(
                switch (event) {
                    case MarketEvent.RoundSettled sold -> sold(sold);
                    case MarketEvent.RoundPostponed postponed -> "Round " + postponed.round() + " is postponed. Reason: " + postponed.reason() + ".";
                    case MarketEvent.RoundVoid voided -> "Round " + voided.round() + " is void. Reason: " + voided.reason() + ".";
                    default -> null;
                });
    }

    private static String sold(MarketEvent.RoundSettled sold) {
        RoundPrices prices = sold.solved();
        List<Piece> pieces = sold.pieces().stream().filter(piece -> piece.state().isOpen()).toList();
        return String.format(
                Locale.ROOT,
                "Round %d is sold. Buyers: %,d, pieces: %,d, bills: %,d ledger units, resold lots: %,d. eps %.2g, %s.",
                prices.round(),
                pieces.stream().map(Piece::buyer).distinct().count(),
                pieces.size(),
                pieces.stream().mapToLong(Piece::billUnits).sum(),
                sold.trades().size(),
                prices.soldEpsilon(),
                prices.hasProof() ? "certified" : "not certified");
    }
}
