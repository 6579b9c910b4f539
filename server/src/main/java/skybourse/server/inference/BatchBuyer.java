package skybourse.server.inference;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.logging.Logger;
import skybourse.client.Reply;
import skybourse.server.codec.ProductBody;
import skybourse.venue.event.InferenceProduct;
import skybourse.venue.event.MarketRules;
import tools.jackson.databind.JsonNode;

/**
 * Buys answers to requests at an inference market. Requests that arrive within {@code waitMillis} are submitted as one batch. At most one batch of the
 * buyer is open. If other requests arrive before it is sold, the unsold rest is withdrawn and submitted again together with them. Requests of a piece
 * without a result are bought again. One thread sends all commands.
 */
final class BatchBuyer implements AutoCloseable {

    /** Largest number of requests that wait for an answer, apart from those of batch jobs. */
    static final int MOST_WAITING = 10_000;

    private static final int MOST_REQUESTS = 10_000;

    /** Size of a batch up to which it may be sent again several times in a round, bytes. */
    private static final int SMALL_BYTES = 64 << 10;

    private static final Logger LOG = Logger.getLogger("skybourse.gateway");
    private static final long SECOND = 1_000_000_000L;
    private static final long MILLI = 1_000_000L;
    private static final long TURN_MILLIS = 20;
    private static final int FETCHERS = 8;
    private static final int MERGES_A_ROUND = 4;

    /** Status of a batch with an invalid request. */
    private static final int INVALID = 422;

    private final MarketClient market;
    private final InferenceProduct product;
    private final Settings settings;
    private final double feeShare;
    private final double roundSeconds;
    private final double objectionSeconds;
    private final String run = HexFormat.of().toHexDigits(new SecureRandom().nextLong()) + "-";
    private final List<PendingRequest> waiting = new ArrayList<>(); // guarded by this
    private final List<SubmittedBatch> batches = new ArrayList<>(); // used only by thread
    private final ExecutorService fetchers =
            Executors.newFixedThreadPool(FETCHERS, Thread.ofVirtual().factory());
    private final long startedAt = System.nanoTime();
    private final Thread thread;
    private int submitted;
    private int mostBytes = SMALL_BYTES;
    private long spentUnits;
    private long freeUnits = Long.MAX_VALUE;
    private long freeUntil = startedAt;
    private long lastPoll;
    private long lastWithdrawal;
    private long lastAnswer;
    private long retryAt;

    /**
     * Settings of a buyer.
     *
     * @param waitMillis time for which requests are collected, ms
     * @param pollMillis time between two requests for the status of a batch, ms
     * @param spendLimit most that all batches of this buyer may cost, ledger units
     */
    record Settings(long waitMillis, long pollMillis, long spendLimit) {}

    /**
     * Starts a buyer.
     *
     * @param body the market, as the exchange describes it
     */
    BatchBuyer(MarketClient market, JsonNode body, Settings settings) {
        this.market = market;
        this.settings = settings;
        product = ProductBody.read(body.path("product"));
        feeShare = body.path("feeShare").asDouble(1);
        roundSeconds = body.path("roundSeconds").asDouble(0);
        objectionSeconds = body.path("objectionSeconds").asDouble(0);
        retryAt = startedAt;
        lastPoll = startedAt;
        lastWithdrawal = startedAt;
        lastAnswer = startedAt - settleNanos();
        thread = Thread.ofVirtual().name("batch buyer").start(this::run);
    }

    InferenceProduct product() {
        return product;
    }

    /** Adds a request. Throws {@link OpenAiError} if too many requests wait and the request {@code isInteractive}. */
    synchronized PendingRequest add(ChatRequest chat, long timeoutMillis, boolean isInteractive) {
        if (isInteractive
                && waiting.size() >= MOST_WAITING
                && waiting.stream().filter(PendingRequest::isInteractive).count() >= MOST_WAITING) {
            throw new OpenAiError(
                    429, "", "too_many_waiting", "Too many requests wait for sellers. Send the request again later.");
        }
        long now = System.nanoTime();
        var request = new PendingRequest(chat, isInteractive, now, now + timeoutMillis * MILLI, MOST_REQUESTS);
        waiting.add(request);
        notifyAll();
        return request;
    }

    private void run() {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                pause();
                turn(System.nanoTime());
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            } catch (IOException _) {
                unreachable();
            } catch (RuntimeException fault) {
                StackTraceElement[] frames = fault.getStackTrace(); // the message may contain a part of a prompt
                LOG.severe("an error of the program: " + fault.getClass().getName()
                        + (frames.length == 0 ? "" : " at " + frames[0]));
                unreachable();
            }
        }
    }

    /** Waits for the next turn; while there is nothing to do, for the next request. */
    private synchronized void pause() throws InterruptedException {
        do {
            wait(waiting.isEmpty() && batches.isEmpty() ? 0 : TURN_MILLIS);
        } while (waiting.isEmpty() && batches.isEmpty());
    }

    private void turn(long now) throws IOException, InterruptedException {
        if (now - lastPoll >= settings.pollMillis() * MILLI) {
            lastPoll = now;
            for (SubmittedBatch batch : List.copyOf(batches)) {
                poll(batch, now);
            }
            endObsolete(now);
        }
        if (now - retryAt >= 0 && batches.stream().noneMatch(SubmittedBatch::isOpen) && isCollected(now)) {
            offer(now);
        }
    }

    private void poll(SubmittedBatch batch, long now) throws IOException, InterruptedException {
        if (!batch.isAccepted()) {
            submit(batch);
            return;
        }
        follow(batch);
        if (batch.isOpen() && mustWithdraw(batch, now)) {
            lastWithdrawal = now;
            market.withdraw(batch.name());
            follow(batch);
        }
    }

    /** Reads the status of a batch, confirms undoable reports and fetches new results. */
    private void follow(SubmittedBatch batch) throws IOException, InterruptedException {
        Reply got = market.task(batch.name());
        List<PendingRequest> again = new ArrayList<>();
        List<String> results = List.of();
        boolean wasOpen = batch.isOpen();
        if (got.status() == 200) {
            results = batch.read(got.json(), again);
            if (product.checkShare() == 0) { // otherwise the operator rules on the report
                for (JsonNode piece : got.json().path("toAnswer")) {
                    market.confirm(piece.asString(""));
                }
            }
        } else if (got.status() == 404 || got.status() == 410) { // deleted
            batch.lose(again);
        }
        buyAgain(again);
        if (wasOpen && !batch.isOpen()) {
            adaptSize(batch, got.json().path("stage").asString("").equals("SOLD"));
        }
        fetch(batch, results);
        if (batch.isOver()) {
            spentUnits += batch.mostUnits();
            batches.remove(batch);
        }
    }

    /** Batches grow while they are sold completely, so that what is withdrawn and sent again stays small. */
    private void adaptSize(SubmittedBatch batch, boolean isSold) {
        int next = isSold ? 2 * mostBytes : mostBytes / 2;
        if (!isSold && batch.unsold().size() * 2 < batch.requests().size()) {
            next = mostBytes;
        }
        mostBytes = Math.clamp(next, SMALL_BYTES, MarketRules.MOST_BLOB);
    }

    private void fetch(SubmittedBatch batch, List<String> pieces) throws IOException, InterruptedException {
        List<Callable<Reply>> calls = new ArrayList<>();
        pieces.forEach(piece -> calls.add(() -> market.result(piece)));
        List<Future<Reply>> results = fetchers.invokeAll(calls);
        for (int i = 0; i < results.size(); i++) {
            try {
                Reply got = results.get(i).get();
                List<PendingRequest> again = new ArrayList<>();
                batch.complete(pieces.get(i), got.status() == 200 ? got.body() : new byte[0], again);
                buyAgain(again);
                lastAnswer = System.nanoTime();
            } catch (ExecutionException _) {
                throw new IOException("no result"); // the next turn asks again
            }
        }
    }

    private synchronized void buyAgain(List<PendingRequest> requests) {
        requests.stream().filter(request -> !request.answer().isDone()).forEach(waiting::add);
    }

    private synchronized void endObsolete(long now) {
        waiting.removeIf(request -> request.isEnded(now));
    }

    /** Returns whether the rest of the open batch is to be withdrawn: nobody waits for a request any more, or other requests have arrived. */
    private boolean mustWithdraw(SubmittedBatch open, long now) {
        if (open.unsold().stream().anyMatch(request -> request.isObsolete(now))) {
            return true;
        }
        boolean isSmall = open.payload().length <= SMALL_BYTES;
        long roundMillis = (long) (1_000 * roundSeconds) / (isSmall ? MERGES_A_ROUND : 1);
        long pauseMillis = Math.max(settings.waitMillis(), roundMillis);
        long last = Math.max(open.acceptedAt(), lastWithdrawal);
        return isCollected(now) && now - last >= pauseMillis * MILLI;
    }

    /** Returns whether a request has waited for as long as requests are collected. */
    private synchronized boolean isCollected(long now) {
        return waiting.stream().anyMatch(request -> now - request.arrival() >= settings.waitMillis() * MILLI);
    }

    private void offer(long now) throws IOException {
        long free = now - freeUntil < 0 ? freeUnits : Long.MAX_VALUE;
        long left = settings.spendLimit()
                - spentUnits
                - batches.stream().mapToLong(SubmittedBatch::mostUnits).sum();
        if (left < product.capUnits()) {
            String message =
                    "The spending limit of the gateway leaves less than the price of a lot. Raise --spend-limit.";
            block(new OpenAiError(402, "", "spend_limit", message), !batches.isEmpty());
        } else if (free < product.capUnits()) {
            String message = "The buyer's account, or what it may spend today, covers less than the price of a lot."
                    + " Deposit money at the exchange.";
            block(new OpenAiError(402, "", "no_funds", message), isMoneyExpected(now));
        } else {
            long round = market.market().json().path("round").asLong();
            List<PendingRequest> chosen = choose(Math.min(free, left) / product.capUnits());
            submitted++;
            var batch = new SubmittedBatch("g" + run + submitted, chosen, round + 1, product, feeShare);
            batches.add(batch);
            submit(batch);
        }
    }

    /** Returns whether escrow may still be returned to the buyer. */
    private boolean isMoneyExpected(long now) {
        return !batches.isEmpty() || now - lastAnswer < settleNanos();
    }

    /** Returns the longest usual time from an answer to the payment of its piece, ns. */
    private long settleNanos() {
        return (long) ((objectionSeconds + roundSeconds + 1) * SECOND);
    }

    /** Sets the error of all waiting requests. They end at once, or at their deadline if they may wait. */
    private synchronized void block(OpenAiError error, boolean mayWait) {
        waiting.forEach(request -> request.blockedBy(error));
        if (!mayWait) {
            waiting.forEach(request -> request.answer().completeExceptionally(error));
            waiting.clear();
        }
    }

    /** Takes waiting requests for a batch, those with the earliest deadline first. */
    private synchronized List<PendingRequest> choose(long mostLots) {
        waiting.sort(Comparator.comparingLong(request -> request.priority() - startedAt));
        var lots = new LotPacking(product);
        List<PendingRequest> chosen = new ArrayList<>();
        int bytes = 0;
        int most = MOST_REQUESTS;
        for (PendingRequest request : waiting) {
            most = Math.min(most, request.mostBatch());
            bytes += request.chat().bytes() + 1;
            boolean fits = chosen.isEmpty()
                    || (chosen.size() < most && bytes <= mostBytes && lots.countWith(request.chat()) <= mostLots);
            if (!fits) {
                break;
            }
            lots.add(request.chat());
            chosen.add(request);
        }
        waiting.subList(0, chosen.size()).clear();
        return chosen;
    }

    /** Submits a batch. If there is no reply, it is submitted again, because it may have been accepted. */
    private void submit(SubmittedBatch batch) throws IOException {
        Reply got = market.submit(batch);
        if (got.status() == 200) {
            batch.accept(System.nanoTime());
            batch.requests().forEach(request -> request.blockedBy(OpenAiError.timeout()));
        } else {
            batches.remove(batch);
            buyAgain(batch.requests());
            refused(batch, got);
        }
    }

    private static boolean isAbout(JsonNode problem, String field) {
        return problem.path("field").asString("").startsWith(field);
    }

    private void refused(SubmittedBatch batch, Reply got) {
        JsonNode problem = got.json();
        retryAt = System.nanoTime() + settings.pollMillis() * MILLI;
        boolean isOther = got.status() == INVALID && !isAbout(problem, "payload"); // such as the limit of uploads
        switch (isOther ? 0 : got.status()) {
            case 401, 403, 404 ->
                block(
                        new OpenAiError(
                                503,
                                "",
                                "exchange_refuses_agent",
                                "The exchange refuses the gateway's agent or its secret."),
                        false);
            case 400, 413, INVALID -> invalid(batch, problem);
            default -> {
                boolean isFunds = problem.path("type").asString("").endsWith("/funds");
                freeUnits = isFunds ? problem.path("value").asLong(0) : freeUnits;
                freeUntil = isFunds ? retryAt + SECOND : freeUntil;
            }
        }
    }

    /** Submits the requests of an invalid batch in smaller batches. Ends a request that is invalid alone. */
    private void invalid(SubmittedBatch batch, JsonNode problem) {
        int size = batch.requests().size();
        batch.requests().forEach(request -> request.limitBatch(size / 2));
        if (size == 1) {
            String rule = problem.path("field").asString("") + " "
                    + problem.path("rule").asString("");
            var error = new OpenAiError(400, "", "refused", "The exchange refused the request: " + rule.strip() + ".");
            batch.requests().getFirst().answer().completeExceptionally(error);
        }
    }

    private void unreachable() {
        retryAt = System.nanoTime() + settings.pollMillis() * MILLI;
        if (market.isDown()) {
            block(OpenAiError.unreachable(), false);
        }
    }

    /** Returns the error of a request whose client cannot wait any longer. */
    OpenAiError overdue(PendingRequest request) {
        return market.isDown() ? OpenAiError.unreachable() : request.reason();
    }

    /** Stops buying. Withdraws what is not sold. */
    @Override
    public void close() throws IOException {
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        fetchers.shutdownNow();
        for (SubmittedBatch batch : batches) {
            if (batch.isOpen()) {
                market.withdraw(batch.name());
            }
        }
    }
}
