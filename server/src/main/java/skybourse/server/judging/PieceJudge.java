package skybourse.server.judging;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;
import skybourse.server.judging.AnswerComparison.Result;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Checks and rulings about pieces, with the evidence about their sellers. Thread safe; a piece must be judged by one thread at a time. */
final class PieceJudge {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final JudgeSeat seat;
    private final AnswerComparison comparison;
    private final AnswerSample sample;
    private final Consumer<String> tell;
    private final BiConsumer<String, Boolean> onEvidence;
    private final Predicate<JudgedPiece> isOpen;
    private final Map<String, SellerEvidence> sellers = new ConcurrentHashMap<>();
    private final AtomicInteger checks = new AtomicInteger();
    private final AtomicInteger mismatches = new AtomicInteger();
    private final AtomicInteger late = new AtomicInteger();

    /**
     * Creates a judge of pieces.
     *
     * @param tell receives lines without content of requests and answers
     * @param onEvidence is called with a seller when there is new evidence against it, and whether this is a proof; all its open pieces must then be judged
     *     again
     * @param isOpen returns whether a piece has not ended
     */
    PieceJudge(
            JudgeSeat seat,
            AnswerComparison comparison,
            AnswerSample sample,
            Consumer<String> tell,
            BiConsumer<String, Boolean> onEvidence,
            Predicate<JudgedPiece> isOpen) {
        this.seat = seat;
        this.comparison = comparison;
        this.sample = sample;
        this.tell = tell;
        this.onEvidence = onEvidence;
        this.isOpen = isOpen;
    }

    /** Returns a line about the checks since the start. */
    String summary() {
        return String.format(
                Locale.ROOT,
                "Checked answers: %,d. Mismatches: %,d. Checks after the end of their piece: %,d.",
                checks.get(),
                mismatches.get(),
                late.get());
    }

    /** Forgets the evidence about a seller. */
    void forget(String seller) {
        sellers.remove(seller);
    }

    private SellerEvidence evidence(String seller) {
        return sellers.computeIfAbsent(seller, _ -> new SellerEvidence());
    }

    /**
     * Judges a piece in its present stage.
     *
     * @return due time of the stage, milliseconds of the market's clock, if the piece must be judged again after three quarters of its time; 0 otherwise
     * @throws IOException if the exchange or an endpoint does not answer
     */
    long judge(JudgedPiece piece) throws IOException, InterruptedException {
        JsonNode body = seat.piece(piece.id);
        String stage = body.path("state").asString("");
        boolean isReport = body.has("undoable");
        if (!List.of("DONE", "UNDOABLE", "REJECTED").contains(stage)) {
            return 0;
        }
        piece.seller = body.path("worker").asString("");
        if (evidence(piece.seller).isProven()) {
            end(piece, stage, false, "its seller is excluded");
            return 0;
        }
        piece.read(seat.payload(piece.id), isReport ? new byte[0] : seat.result(piece.id));
        try {
            boolean isLate = piece.lateStage.equals(stage);
            boolean waits = isReport
                    ? report(piece, stage)
                    : stage.equals("DONE") ? check(piece, isLate) : dispute(piece, isLate);
            piece.awaitedStage = waits ? stage : "";
            return waits ? body.path("due").asLong() : 0;
        } finally {
            piece.clear();
        }
    }

    /** Ends a piece. If it has ended meanwhile, or is in another stage, this has no effect; an event then starts another judgement. */
    private void end(JudgedPiece piece, String stage, boolean pays, String reason) throws IOException {
        boolean isEnded = stage.equals("REJECTED") ? seat.rule(piece.id, pays) : seat.end(piece.id, pays);
        if (isEnded) {
            tell.accept(piece.id + ": ended " + (pays ? "for" : "against") + " its seller, because " + reason);
        }
    }

    /** Compares the selected answers of a piece; all of them if there is evidence against the seller. Returns whether the piece is to be excused later. */
    private boolean check(JudgedPiece piece, boolean isLate) throws IOException, InterruptedException {
        SellerEvidence evidence = evidence(piece.seller);
        for (int request : piece.answered()) {
            evidence.order.lockInterruptibly();
            try {
                boolean isChosen = evidence.isSuspect() || sample.selects(piece.id, request);
                if (isChosen && !evidence.isProven() && !piece.checked.get(request)) {
                    add(piece, request, evidence);
                }
            } finally {
                evidence.order.unlock();
            }
        }
        if (evidence.isProven()) {
            end(piece, "DONE", false, "its seller is excluded");
            return false;
        }
        List<Integer> without = sample.some(piece.id, piece.unanswered());
        boolean isExcused = !without.isEmpty() && !evidence.isSuspect() && allRefused(without, piece);
        if (isExcused && isLate) {
            end(piece, "DONE", true, "the judge's endpoints refuse the requests without an answer");
        }
        return isExcused && !isLate;
    }

    private void add(JudgedPiece piece, int request, SellerEvidence evidence) throws IOException, InterruptedException {
        Result result = comparison.compare(piece.request(request), piece.answer(request));
        piece.checked.set(request);
        if (result == Result.NOT_COMPARABLE) {
            return;
        }
        checks.incrementAndGet();
        late.addAndGet(isOpen.test(piece) ? 0 : 1);
        boolean isNew = evidence.add(result == Result.MISMATCH);
        if (result == Result.MISMATCH) {
            mismatches.incrementAndGet();
            tell.accept(String.format(
                    Locale.ROOT,
                    "%s: the answer to request %d of %s mismatches. Evidence: %,.0f of %,.0f",
                    piece.seller,
                    request,
                    piece.id,
                    evidence.ratio(),
                    SellerEvidence.PROOF));
        }
        if (isNew) {
            onEvidence.accept(piece.seller, evidence.isProven());
        }
    }

    private boolean allRefused(List<Integer> requests, JudgedPiece piece) throws IOException, InterruptedException {
        for (int request : requests) {
            if (!comparison.isRefused(piece.request(request))) {
                return false;
            }
        }
        return true;
    }

    /** Judges the report that a piece cannot be done: it is false if the endpoints answer one of the requests that engines treat alike. Never waits. */
    private boolean report(JudgedPiece piece, String stage) throws IOException, InterruptedException {
        boolean isRefused = false;
        for (int request : sample.some(piece.id, piece.all())) {
            boolean isThis = comparison.isRefused(piece.request(request));
            if (!isThis && AnswerComparison.isComparable(JSON.readTree(piece.request(request)))) {
                end(piece, stage, false, "the judge's endpoints answer one of its requests");
                return false;
            }
            isRefused |= isThis;
        }
        if (isRefused && stage.equals("REJECTED")) {
            end(piece, stage, true, "the judge's endpoints refuse its requests");
        }
        return false;
    }

    /** Rules on a disputed result. Returns whether nothing can be compared, so that the operator has time to rule; after it, the ruling is for the seller. */
    private boolean dispute(JudgedPiece piece, boolean isLate) throws IOException, InterruptedException {
        int count = 0;
        int wrong = 0;
        for (int request : sample.some(piece.id, piece.answered())) {
            Result result = piece.compared.get(request);
            if (result == null) {
                result = comparison.compare(piece.request(request), piece.answer(request));
                piece.compared.put(request, result);
            }
            count += result == Result.NOT_COMPARABLE ? 0 : 1;
            wrong += result == Result.MISMATCH ? 1 : 0;
        }
        if (count == 0 && !isLate) {
            tell.accept(piece.id + ": its answers cannot be compared. Rule on the dispute with `exchange URL rule`.");
            return true;
        }
        end(
                piece,
                "REJECTED",
                !DisputeRule.isWrong(wrong, count),
                wrong + " of " + count + " compared answers mismatch");
        return false;
    }
}
