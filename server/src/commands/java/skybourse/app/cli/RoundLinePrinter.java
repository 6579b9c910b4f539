package skybourse.app.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import skybourse.base.numeric.LabelSyntax;
import skybourse.venue.Journal;
import skybourse.venue.event.RoundLots;
import skybourse.venue.event.MarketEvent;
import skybourse.venue.event.Piece;
import skybourse.venue.event.RoundPrices;

/**
 * Prints a line for each round of a running market that is sold, postponed or voided, and for posted prices that are refused. A thread of its own formats and prints the lines, so that neither
 * a blocked output nor an error affects the market. If more than {@value #MOST_EVENTS} events wait, further ones are lost.
 */
final class RoundLinePrinter {

    private static final int MOST_EVENTS = 1_000;

    private final BlockingQueue<MarketEvent> waiting = new LinkedBlockingQueue<>(MOST_EVENTS);

    /** Adds the events of an entry. Returns at once. */
    void add(Journal.Entry entry) {
        for (MarketEvent event : entry.events()) {
            if (isShown(event)) {
                waiting.offer(event);
            }
        }
    }

    private static boolean isShown(MarketEvent event) {
        return event instanceof MarketEvent.PostedPricesChecked
                || event instanceof MarketEvent.RoundSettled
                || event instanceof MarketEvent.LotsSold
                || event instanceof MarketEvent.RoundPostponed
                || event instanceof MarketEvent.RoundVoid;
    }

    /** Starts a daemon thread that prints the lines. */
    void start(PrintWriter out) {
        Thread.ofPlatform().daemon().name("round lines").start(() -> {
            try {
                while (true) {
                    line(waiting.take()).ifPresent(out::println);
                    out.flush();
                }
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /** Returns the line about an event; empty if the event is not one of those of the class. */
    static Optional<String> line(MarketEvent event) {
        return Optional.ofNullable(
                switch (event) {
                    case MarketEvent.PostedPricesChecked checked -> refused(checked);
                    case MarketEvent.RoundSettled sold -> sold(sold);
                    case MarketEvent.LotsSold sold -> sold(RoundLots.of(sold));
                    case MarketEvent.RoundPostponed postponed -> failed(postponed.round(), "postponed", postponed.reason());
                    case MarketEvent.RoundVoid voided -> failed(voided.round(), "void", voided.reason());
                    default -> null;
                });
    }

    private static String failed(long round, String state, String reason) {
        return "Round " + round + " is " + state + ". Reason: " + LabelSyntax.printable(reason) + ".";
    }

    private static @Nullable String refused(MarketEvent.PostedPricesChecked checked) {
        SortedMap<String, Double> gains = checked.admission().refused();
        return gains.isEmpty()
                ? null
                : gains.entrySet().stream()
                        .map(gain -> String.format(
                                Locale.ROOT, "%s (possible gain %.2g)", LabelSyntax.printable(gain.getKey()), gain.getValue()))
                        .collect(Collectors.joining(", ", "Round " + checked.round() + " refuses the posted prices of ", "."));
    }

    private static String sold(RoundLots sold) {
        return String.format(
                Locale.ROOT,
                "Round %d is sold. Lots: %,d of %,d demanded, %,d ledger units per lot on average, %.0f %% of the lots at the price cap.",
                sold.round(),
                sold.lots(),
                sold.demandLots(),
                Math.round(sold.paymentUnits() / (double) sold.lots()),
                100.0 * sold.lotsAtCap() / sold.lots());
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
