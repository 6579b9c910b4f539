package skybourse.server.selling;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import tools.jackson.databind.JsonNode;

/** Reports that a seller is excluded or readmitted, and the bonds that it loses by failed pieces. Thread safe. */
final class SellerAccount {

    /** Time between requests for the state of the seller. */
    private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private static final int MOST_NAMED = 10;

    /** Stages of pieces that have not ended. */
    private static final Set<String> STAGES = Set.of("OPEN", "DONE", "UNDOABLE", "REJECTED");

    private final SellerSeat seat;
    private final long capUnits;
    private final Consumer<String> lines;
    private final LongSupplier nanoTime;

    /** Time at which the stage of each piece that has not ended is due, ms of the market's clock, by id. */
    private final Map<String, Long> due = new ConcurrentHashMap<>();

    private final ReentrantLock lock = new ReentrantLock();
    private long read;
    private boolean isExcluded;

    /**
     * Creates the account of a seller.
     *
     * @param capUnits bond of one lot, ledger units
     * @param lines receives the reports
     * @param nanoTime clock, ns
     */
    SellerAccount(SellerSeat seat, long capUnits, Consumer<String> lines, LongSupplier nanoTime) {
        this.seat = seat;
        this.capUnits = capUnits;
        this.lines = lines;
        this.nanoTime = nanoTime;
        read = nanoTime.getAsLong();
    }

    /** Reports that the seller has joined the market with this state. */
    void joined(JsonNode state) {
        long free = state.path("freeUnits").asLong(0);
        lines.accept(
                free < capUnits
                        ? String.format(
                                Locale.ROOT,
                                "Joined the market. It sells nothing until the account has %,d free ledger units, the bond of one lot; it has %,d.",
                                capUnits,
                                free)
                        : "Joined the market.");
        lock.lock();
        try {
            read(state);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Adds a piece that the seller has sold.
     *
     * @param dueMillis time at which its answers are due, ms of the market's clock
     */
    void add(String piece, long dueMillis) {
        due.put(piece, dueMillis);
    }

    /** Asks the market for the state of the seller and of the pieces whose stage has ended, and reports changes. Has no effect while another thread does this. */
    void update() {
        if (lock.tryLock()) {
            try {
                boolean isTime = nanoTime.getAsLong() - read >= PAUSE_NANOS;
                if (isTime) {
                    read(seat.state());
                }
                readPieces(isTime && isExcluded); // then its pieces fail before they are due
            } catch (IOException | RuntimeException _) {
                // The next call tries again.
            } finally {
                lock.unlock();
            }
        }
    }

    private void read(JsonNode state) {
        read = nanoTime.getAsLong();
        boolean wasExcluded = isExcluded;
        isExcluded = state.path("isBarred").asBoolean(false);
        if (isExcluded != wasExcluded) {
            lines.accept(
                    isExcluded
                            ? "The operator excludes the seller. It sells nothing until the operator readmits it."
                            : "The operator has readmitted the seller.");
        }
    }

    private void readPieces(boolean all) throws IOException {
        List<String> failed = new ArrayList<>();
        long lost = 0;
        try {
            for (Map.Entry<String, Long> any : Map.copyOf(due).entrySet()) {
                if (all || seat.remainingNanos(any.getValue()) <= 0) {
                    JsonNode piece = seat.piece(any.getKey());
                    String stage = piece.path("state").asString("");
                    if (stage.equals("FAILED")) {
                        failed.add(any.getKey());
                        lost += piece.path("bondUnits").asLong(0);
                    }
                    if (STAGES.contains(stage)) {
                        due.put(any.getKey(), piece.path("due").asLong(0));
                    } else {
                        due.remove(any.getKey());
                    }
                }
            }
        } finally {
            report(failed, lost);
        }
    }

    private void report(List<String> failed, long lost) {
        if (!failed.isEmpty()) {
            String names = String.join(", ", failed.subList(0, Math.min(MOST_NAMED, failed.size())));
            lines.accept(String.format(
                    Locale.ROOT,
                    "Failed pieces: %,d (%s%s). Lost bonds: %,d ledger units.",
                    failed.size(),
                    names,
                    failed.size() > MOST_NAMED ? ", ..." : "",
                    lost));
        }
    }
}
