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
    private static final int MOST_ATTEMPTS = 20;

    private final OperatorClient client;
    private final AnswerComparison comparison;
    private final AnswerSample sample;
    private final double checkShare;
    private final Consumer<String> tell;
    private final BiConsumer<String, Boolean> onEvidence;
    private final Predicate<JudgedPiece> isOpen;
    private final Map<String, SellerEvidence> sellers = new ConcurrentHashMap<>();
    private final AtomicInteger checks = new AtomicInteger();
    private final AtomicInteger mismatched = new AtomicInteger();
    private final AtomicInteger late = new AtomicInteger();
    private final AtomicInteger failures = new AtomicInteger();

    /**
     * Creates a judge of pieces.
     *
     * @param tell receives lines without content of requests and answers
     * @param onEvidence is called with a seller when there is new evidence against it, and whether it reaches the threshold of exclusion; all its open
     *     pieces must then be judged again
     * @param isOpen returns whether a piece has not ended
     */
    PieceJudge(
            OperatorClient client,
            AnswerComparison comparison,
            AnswerSample sample,
            Consumer<String> tell,
            BiConsumer<String, Boolean> onEvidence,
            Predicate<JudgedPiece> isOpen) {
        this.client = client;
        this.comparison = comparison;
        this.sample = sample;
        checkShare = sample.share();
        this.tell = tell;
        this.onEvidence = onEvidence;
        this.isOpen = isOpen;
    }

    /** Returns a line about the checks since the start. */
    String summary() {
        return String.format(
                Locale.ROOT,
                "Checked answers: %,d. Mismatches: %,d. Checks after the end of their piece: %,d. Checks without an answer of an endpoint: %,d.",
                checks.get(),
                mismatched.get(),
                late.get(),
                failures.get());
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
        JsonNode body = client.piece(piece.id);
        String stage = body.path("state").asString("");
        boolean isReport = body.has("undoable");
        if (!List.of("DONE", "UNDOABLE", "REJECTED").contains(stage)) {
            return 0;
        }
        piece.seller = body.path("worker").asString("");
        if (evidence(piece.seller).isExcluded()) {
            end(piece, stage, false, "its seller is excluded");
            return 0;
        }
        piece.read(client.payload(piece.id), isReport ? new byte[0] : client.result(piece.id));
        try {
            boolean isLate = piece.lateStage.equals(stage);
            boolean waits = switch (stage) {
                case "DONE" -> checkShare > 0 && checkAnswers(piece, isLate);
                case "REJECTED" -> !isReport && ruleOnDispute(piece, isLate);
                default -> false;
            };
            if (isReport) {
                judgeReport(piece, stage);
            }
            piece.awaitedStage = waits ? stage : "";
            return waits ? body.path("due").asLong() : 0;
        } finally {
            piece.clear();
        }
    }

    /** Ends a piece. If it has ended meanwhile, or is in another stage, this has no effect; an event then starts another judgement. */
    private void end(JudgedPiece piece, String stage, boolean pays, String reason) throws IOException {
        boolean isEnded = stage.equals("REJECTED") ? client.rule(piece.id, pays) : client.end(piece.id, pays);
        if (isEnded) {
            tell.accept(piece.id + ": decided " + (pays ? "for" : "against") + " its seller: " + reason);
        }
    }

    /** Compares the selected answers of a piece; all of them if there is evidence against the seller. Returns whether the penalty is to be waived later. */
    private boolean checkAnswers(JudgedPiece piece, boolean isLate) throws IOException, InterruptedException {
        for (int request : piece.answered()) {
            SellerEvidence evidence = evidence(piece.seller);
            boolean isChosen = evidence.isSuspect() || sample.selects(piece.id, request);
            if (isChosen && !evidence.isExcluded() && !piece.checked.get(request)) {
                piece.checked.set(request);
                compareAndRecord(piece, request, evidence);
            }
        }
        SellerEvidence evidence = evidence(piece.seller);
        if (evidence.isExcluded()) {
            end(piece, "DONE", false, "its seller is excluded");
            return false;
        }
        List<Integer> unanswered = sample.of(piece.id, piece.unanswered());
        boolean isPenaltyWaived = !unanswered.isEmpty() && !evidence.isSuspect() && allRefused(unanswered, piece);
        if (isPenaltyWaived && isLate) {
            end(piece, "DONE", true, "an endpoint refuses each request without an answer");
        }
        return isPenaltyWaived && !isLate;
    }

    private void compareAndRecord(JudgedPiece piece, int request, SellerEvidence evidence) throws InterruptedException {
        long check = evidence.begin();
        Result result = Result.NOT_COMPARABLE;
        boolean isNew;
        try {
            result = comparison.compare(piece.request(request), piece.answer(request));
        } catch (IOException _) {
            failures.incrementAndGet();
        } finally {
            isNew = evidence.complete(check, result);
        }
        checks.addAndGet(result == Result.NOT_COMPARABLE ? 0 : 1);
        late.addAndGet(isOpen.test(piece) ? 0 : 1);
        if (result == Result.MISMATCH) {
            mismatched.incrementAndGet();
        }
        if (result == Result.MISMATCH && (isNew || !evidence.isExcluded())) {
            tell.accept(String.format(
                    Locale.ROOT,
                    "%s: the answer to request %d of %s mismatches. Evidence: %,.0f of %,.0f",
                    piece.seller,
                    request,
                    piece.id,
                    evidence.ratio(),
                    SellerEvidence.EXCLUSION_THRESHOLD));
        }
        if (isNew) {
            onEvidence.accept(piece.seller, evidence.isExcluded());
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

    /**
     * Judges the report that a piece cannot be done: it is false if all endpoints answer a request that engines treat alike, and right if an endpoint refuses
     * a request.
     */
    private void judgeReport(JudgedPiece piece, String stage) throws IOException, InterruptedException {
        boolean isRefused = false;
        for (int request : sample.of(piece.id, piece.requestIndexes())) {
            boolean isRequestRefused = comparison.isRefused(piece.request(request));
            if (!isRequestRefused && AnswerComparison.isComparable(JSON.readTree(piece.request(request)))) {
                end(piece, stage, false, "the endpoints answer one of its requests");
                return;
            }
            isRefused |= isRequestRefused;
        }
        if (stage.equals("REJECTED") && isRefused) {
            end(piece, stage, true, "an endpoint refuses one of its requests");
        } else if (stage.equals("REJECTED")) {
            tell.accept(piece.id + ": the report cannot be judged. Rule with `exchange URL rule`.");
        }
    }

    /** Compares an answer of a disputed piece. After {@value #MOST_ATTEMPTS} failures in this piece, an answer is not comparable. */
    private Result compareRepeatedly(JudgedPiece piece, int request) throws IOException, InterruptedException {
        try {
            return comparison.compare(piece.request(request), piece.answer(request));
        } catch (IOException failed) {
            failures.incrementAndGet();
            piece.failures++;
            if (piece.failures < MOST_ATTEMPTS) {
                throw failed;
            }
            return Result.NOT_COMPARABLE;
        }
    }

    /**
     * Rules on a disputed result. If no answer can be compared, returns true and leaves the ruling to the operator; if {@code isLate}, rules for the seller
     * instead.
     */
    private boolean ruleOnDispute(JudgedPiece piece, boolean isLate) throws IOException, InterruptedException {
        int count = 0;
        int mismatches = 0;
        for (int request : sample.of(piece.id, piece.answered())) {
            Result result = piece.compared.get(request);
            if (result == null) {
                result = compareRepeatedly(piece, request);
                piece.compared.put(request, result);
            }
            count += result == Result.NOT_COMPARABLE ? 0 : 1;
            mismatches += result == Result.MISMATCH ? 1 : 0;
        }
        if (count == 0 && !isLate) {
            tell.accept(
                    piece.id
                            + ": its answers cannot be compared. Rule with `exchange URL rule`; otherwise the judge rules for the seller after three quarters of --ruling.");
            return true;
        }
        end(
                piece,
                "REJECTED",
                !DisputeRule.isWrong(mismatches, count),
                mismatches + " of " + count + " compared answers mismatch");
        return false;
    }
}
