package skybourse.server.judging;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import skybourse.files.text.InvalidInputException;
import skybourse.server.codec.JsonLong;
import skybourse.server.codec.RequestBodyRecords.BarRequest;
import skybourse.server.codec.RequestBodyRecords.RulingRequest;
import skybourse.server.http.ExchangeClient;
import skybourse.server.http.ExchangeClient.ClientResponse;
import skybourse.server.selling.MarketProduct;
import skybourse.server.selling.ModelEndpoint;
import tools.jackson.databind.JsonNode;

/**
 * Judge of an inference market: checks a random share of the answers, excludes sellers whose answers do not come from the product's model, and rules on
 * disputes and undoable reports. Every open piece has a thread of its own. After a restart, it reads all events again, but has no evidence.
 */
public final class Judge {

    private static final int MOST_EVENTS = 1_000;
    private static final int WAIT_SECONDS = 5;
    private static final long PAUSE_MILLIS = 500;
    private static final long MOST_PAUSE_MILLIS = 10_000;
    private static final Set<String> OPENING = Set.of("piece-done", "piece-undoable", "piece-rejected");
    private static final Set<String> ENDING = Set.of("piece-paid", "piece-failed", "piece-returned");

    private final ExchangeClient client;
    private final AnswerComparison comparison;
    private final AnswerSample sample;
    private final Consumer<String> tell;
    private final Map<String, JudgedPiece> open = new ConcurrentHashMap<>();
    private final Map<String, SellerEvidence> sellers = new ConcurrentHashMap<>();
    private final AtomicInteger checks = new AtomicInteger();
    private final AtomicInteger mismatches = new AtomicInteger();
    private final AtomicInteger late = new AtomicInteger();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private boolean isCaughtUp; // used by the thread of run only

    /**
     * Creates a judge.
     *
     * @param client client with the secret of the operator
     * @param product product of the market
     * @param endpoints endpoints with the model of the product, which the operator trusts; at least one
     * @param settings settings of the checks
     * @param tell receives lines without content of requests and answers
     */
    public Judge(
            ExchangeClient client,
            MarketProduct product,
            List<ModelEndpoint> endpoints,
            Settings settings,
            Consumer<String> tell) {
        this.client = client;
        this.tell = tell;
        sample = new AnswerSample(settings.salt(), product.product().checkShare());
        var timeout = Duration.ofMillis((long) (1_000 * product.product().answerSeconds()));
        comparison = new AnswerComparison(endpoints, settings.threshold(), timeout, settings.concurrency());
    }

    /**
     * Settings of the checks.
     *
     * @param threshold similarity to the reference from which an answer always matches, in [0, 1]
     * @param concurrency most requests to the endpoints in parallel, at least 1
     * @param salt secret text that selects the checked answers
     */
    public record Settings(double threshold, int concurrency, String salt) {}

    /**
     * Judges until {@link #stop}.
     *
     * @throws InvalidInputException if the exchange does not accept the secret
     */
    public void run() throws InterruptedException {
        requireOperator();
        long after = 0;
        while (stopped.getCount() > 0) {
            try {
                ClientResponse got = reply(client.get("events?limit=" + MOST_EVENTS + "&after=" + after + "&wait="
                        + (isCaughtUp ? WAIT_SECONDS : 0)));
                JsonNode events = got.json().path("events");
                events.forEach(this::read);
                after = got.json().path("after").asLong(after);
                if (!isCaughtUp && events.size() < MOST_EVENTS) {
                    isCaughtUp = true;
                    open.keySet().forEach(this::start);
                }
            } catch (IOException _) {
                stopped.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
            }
        }
    }

    private void requireOperator() throws InterruptedException {
        while (stopped.getCount() > 0) {
            try {
                String agent = reply(client.get("market"))
                        .json()
                        .path("agents")
                        .path(0)
                        .path("agent")
                        .asString("");
                int status =
                        client.get("accounts/" + ExchangeClient.part(agent)).status();
                if (status == 401 || status == 403) {
                    throw new InvalidInputException(
                            "--operator",
                            "must contain the operator's secret of this market",
                            "give its file operator-secret.");
                }
                return;
            } catch (IOException _) {
                stopped.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
            }
        }
    }

    /** Makes {@link #run} return within a few seconds. */
    public void stop() {
        stopped.countDown();
    }

    /** Returns a line about the checks since the start. */
    public String summary() {
        return String.format(
                Locale.ROOT,
                "Checked answers: %,d. Mismatches: %,d. Pieces that were paid before all selected answers were checked: %,d.",
                checks.get(),
                mismatches.get(),
                late.get());
    }

    /** Returns a reply with status 200. Throws {@link IOException} for other statuses; the request may then be sent again. */
    private static ClientResponse reply(ClientResponse got) throws IOException {
        if (got.status() != 200) {
            throw new IOException("status " + got.status());
        }
        return got;
    }

    private void read(JsonNode event) {
        String type = event.path("type").asString("");
        String piece = event.path("piece").asString("");
        if (ENDING.contains(type)) {
            open.remove(piece);
        } else if (OPENING.contains(type)) {
            open.computeIfAbsent(piece, _ -> new JudgedPiece());
            if (isCaughtUp) {
                start(piece);
            }
        } else if (type.equals("agent-barred") && !event.path("isBarred").asBoolean(true)) {
            sellers.remove(event.path("agent").asString(""));
        }
    }

    private SellerEvidence evidence(String seller) {
        return sellers.computeIfAbsent(seller, _ -> new SellerEvidence());
    }

    private void start(String id) {
        Thread.ofVirtual().name("judge " + id).start(() -> {
            try {
                repeat(id);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /** Judges a piece. Repeats this while it fails and the piece is open. */
    private void repeat(String id) throws InterruptedException {
        for (long pause = PAUSE_MILLIS; stopped.getCount() > 0; pause = Math.min(2 * pause, MOST_PAUSE_MILLIS)) {
            JudgedPiece piece = open.get(id);
            if (piece == null) {
                return;
            }
            piece.lock.lockInterruptibly();
            try {
                judge(id, piece);
                return;
            } catch (IOException _) {
                // The exchange or an endpoint does not answer.
            } finally {
                piece.lock.unlock();
            }
            stopped.await(pause, TimeUnit.MILLISECONDS);
        }
    }

    private void judge(String id, JudgedPiece piece) throws IOException, InterruptedException {
        String path = "pieces/" + ExchangeClient.part(id);
        JsonNode body = reply(client.get(path)).json();
        String stage = body.path("state").asString("");
        if (!Set.of("DONE", "UNDOABLE", "REJECTED").contains(stage)) {
            return;
        }
        piece.seller = body.path("worker").asString("");
        boolean isReport = body.has("undoable");
        if (evidence(piece.seller).isProven()) {
            rule(id, false, "its seller is excluded");
            return;
        }
        piece.read(
                reply(client.get(path + "/payload")).body(),
                isReport ? new byte[0] : reply(client.get(path + "/result")).body());
        switch (stage) {
            case "DONE" -> {
                check(id, piece);
                excuse(id, piece, body.path("due").asLong());
            }
            case "UNDOABLE" -> {
                if (isAnyAnswered(sample.some(id, piece.all()), piece)) {
                    rule(id, false, "the judge's endpoint answers its requests");
                }
            }
            default -> {
                if (isReport) {
                    boolean isFalse = isAnyAnswered(sample.some(id, piece.all()), piece);
                    rule(id, !isFalse, "the judge's endpoint " + (isFalse ? "answers" : "refuses") + " its requests");
                } else {
                    dispute(id, piece);
                }
            }
        }
    }

    /** Compares the selected answers of a piece; all of them if there is evidence against the seller. */
    private void check(String id, JudgedPiece piece) throws IOException, InterruptedException {
        SellerEvidence evidence = evidence(piece.seller);
        for (int request : piece.answered()) {
            if (evidence.isProven()) {
                return;
            }
            if (piece.isChecked(request) || !(evidence.isSuspect() || sample.selects(id, request))) {
                continue;
            }
            if (!open.containsKey(id)) {
                late.incrementAndGet();
                return;
            }
            AnswerComparison.Result result = compare(piece, request);
            piece.setChecked(request);
            checks.incrementAndGet();
            boolean isNew = evidence.add(result.isMismatch());
            if (result.isMismatch()) {
                mismatches.incrementAndGet();
                tell.accept(String.format(
                        Locale.ROOT,
                        "%s: %s, request %d mismatches, similarity %.2f. Evidence: %,.0f of %,.0f",
                        piece.seller,
                        id,
                        request,
                        result.similarity(),
                        evidence.ratio(),
                        SellerEvidence.PROOF));
            }
            if (isNew) {
                judgeAgain(piece.seller, evidence.isProven());
            }
        }
    }

    /** Judges all open pieces of a seller again, and excludes it if there is a proof. */
    private void judgeAgain(String seller, boolean isProven) {
        open.forEach((id, piece) -> {
            if (piece.seller.equals(seller)) {
                start(id);
            }
        });
        if (isProven) {
            exclude(seller);
        }
    }

    private AnswerComparison.Result compare(JudgedPiece piece, int request) throws IOException, InterruptedException {
        return comparison
                .compare(piece.request(request), piece.answer(request))
                .orElseThrow(() -> new IOException("no answer"));
    }

    /** Excludes a seller from further rounds. Its open pieces fail. */
    private void exclude(String seller) {
        Thread.ofVirtual().name("exclude " + seller).start(() -> {
            try {
                for (int attempt = 0; attempt < 10 && stopped.getCount() > 0; attempt++) {
                    if (isBarred(seller)) {
                        tell.accept(seller + ": excluded. Its unpaid pieces fail. `exchange URL bar` admits it again.");
                        return;
                    }
                    stopped.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
                }
                tell.accept(seller + ": could not be excluded. Exclude it with `exchange URL bar`.");
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private boolean isBarred(String seller) {
        try {
            JsonLong version =
                    new JsonLong(client.get("market").json().path("now").asLong(1));
            return client.put("operator/bar", new BarRequest(seller, version, true))
                            .status()
                    == 200;
        } catch (IOException _) {
            return false;
        }
    }

    private boolean isAnyAnswered(List<Integer> requests, JudgedPiece piece) throws IOException, InterruptedException {
        for (int request : requests) {
            switch (comparison.answer(piece.request(request))) {
                case ModelEndpoint.Answer.Completed _ -> {
                    return true;
                }
                case ModelEndpoint.Answer.Refused _ -> {}
                case ModelEndpoint.Answer.Failed failed -> throw new IOException(failed.reason());
            }
        }
        return false;
    }

    /**
     * Pays a piece without a penalty if the judge's endpoint refuses the requests that are not answered. This happens late, so that the buyer has time to
     * dispute the piece.
     */
    private void excuse(String id, JudgedPiece piece, long due) throws IOException, InterruptedException {
        List<Integer> without = sample.some(id, piece.unanswered());
        if (piece.isExcused || without.isEmpty() || isAnyAnswered(without, piece)) {
            return;
        }
        piece.isExcused = true;
        long left = due - reply(client.get("market")).json().path("now").asLong(due);
        Thread.ofVirtual().name("excuse " + id).start(() -> {
            try {
                boolean isStopped = stopped.await(left * 3 / 4, TimeUnit.MILLISECONDS);
                if (!isStopped && !evidence(piece.seller).isSuspect()) {
                    rule(id, true, "the judge's endpoint refuses the requests without an answer");
                }
            } catch (IOException _) {
                tell.accept(id + ": the exchange did not accept the ruling in time; the seller pays the penalty");
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private void dispute(String id, JudgedPiece piece) throws IOException, InterruptedException {
        List<Integer> asked = sample.some(id, piece.answered());
        int wrong = 0;
        for (int request : asked) {
            wrong += compare(piece, request).isMismatch() ? 1 : 0;
        }
        boolean pays = !DisputeRule.isWrong(wrong, asked.size());
        rule(id, pays, wrong + " of " + asked.size() + " compared answers mismatch");
    }

    /** Rules on a piece. If it has ended meanwhile, the exchange refuses; the refusal has no effect. */
    private void rule(String id, boolean pays, String reason) throws IOException {
        ClientResponse got = client.put("operator/rule", new RulingRequest(id, pays));
        if (got.status() == 200) {
            tell.accept(id + ": ruled " + (pays ? "for" : "against") + " the seller, because " + reason);
        } else if (got.status() == 429 || got.status() >= 500) {
            throw new IOException("status " + got.status());
        }
    }
}
