package skybourse.server.judging;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import skybourse.client.ExchangeClient;
import skybourse.files.text.InvalidInputException;
import skybourse.server.selling.ModelEndpoint;
import skybourse.venue.event.InferenceProduct;
import tools.jackson.databind.JsonNode;

/**
 * Judge of an inference market: checks a random share of the answers, excludes sellers whose answers mismatch too often, and rules on disputes
 * and undoable reports. Every piece that is judged has a thread of its own. After a restart, it reads all events again, but has no evidence.
 */
public final class Judge {

    private static final int MOST_EVENTS = 1_000;
    private static final int WAIT_SECONDS = 5;
    private static final long PAUSE_MILLIS = 500;
    private static final long MOST_PAUSE_MILLIS = 10_000;
    private static final Set<String> OPENING = Set.of("piece-done", "piece-undoable", "piece-rejected");
    private static final Set<String> ENDING = Set.of("piece-paid", "piece-failed", "piece-returned");

    private final OperatorClient client;
    private final AnswerComparison comparison;
    private final PieceJudge pieces;
    private final Consumer<String> tell;
    private final Map<String, JudgedPiece> open = new ConcurrentHashMap<>();
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
            InferenceProduct product,
            List<ModelEndpoint> endpoints,
            Settings settings,
            Consumer<String> tell) {
        this.tell = tell;
        this.client = new OperatorClient(client);
        comparison = new AnswerComparison(
                endpoints,
                settings.threshold(),
                product.contextTokens(),
                Duration.ofMillis((long) (1_000 * product.answerSeconds())),
                settings.concurrency());
        pieces = new PieceJudge(
                this.client,
                comparison,
                new AnswerSample(settings.key(), product.checkShare()),
                tell,
                this::onEvidence,
                piece -> open.containsKey(piece.id));
    }

    /**
     * Settings of the checks.
     *
     * @param threshold similarity to the reference from which an answer always matches, in [0, 1]
     * @param concurrency most requests to the endpoints in parallel, at least 1
     * @param key secret key that selects the checked answers
     */
    public record Settings(double threshold, int concurrency, String key) {}

    /**
     * Judges until {@link #stop}.
     *
     * @throws InvalidInputException if the exchange does not accept the secret
     */
    public void run() throws InterruptedException {
        repeat(client::requireOperator);
        long[] after = {0};
        while (stopped.getCount() > 0) {
            repeat(() -> {
                JsonNode got = client.events(after[0], MOST_EVENTS, isCaughtUp ? WAIT_SECONDS : 0);
                JsonNode events = got.path("events");
                events.forEach(this::read);
                after[0] = got.path("after").asLong(after[0]);
                if (!isCaughtUp && events.size() < MOST_EVENTS) {
                    isCaughtUp = true;
                    open.values().forEach(this::start);
                }
            });
        }
    }

    /** Makes {@link #run} return within a few seconds. */
    public void stop() {
        stopped.countDown();
        comparison.close();
    }

    /** Returns a line about the checks since the start. */
    public String summary() {
        return pieces.summary();
    }

    /** Action that may fail because the exchange or an endpoint does not answer. */
    @FunctionalInterface
    private interface Attempt {
        void run() throws IOException, InterruptedException;
    }

    /** Repeats an action with growing pauses until it succeeds or the judge is stopped. */
    private void repeat(Attempt attempt) throws InterruptedException {
        for (long pause = PAUSE_MILLIS; stopped.getCount() > 0; pause = Math.min(2 * pause, MOST_PAUSE_MILLIS)) {
            try {
                attempt.run();
                return;
            } catch (IOException _) {
                // The exchange or an endpoint does not answer.
            }
            stopped.await(pause, TimeUnit.MILLISECONDS);
        }
    }

    private static void startThread(String name, Attempt task) {
        Thread.ofVirtual().name(name).start(() -> {
            try {
                task.run();
            } catch (IOException | InterruptedException _) {
                Thread.currentThread().interrupt(); // the judge is stopped
            }
        });
    }

    private void read(JsonNode event) {
        String type = event.path("type").asString("");
        String id = event.path("piece").asString("");
        if (ENDING.contains(type)) {
            open.remove(id);
        } else if (OPENING.contains(type)) {
            JudgedPiece piece = open.computeIfAbsent(id, JudgedPiece::new);
            if (isCaughtUp) {
                start(piece);
            }
        } else if (type.equals("agent-barred") && !event.path("isBarred").asBoolean(true)) {
            pieces.forget(event.path("agent").asString(""));
        }
    }

    private void start(JudgedPiece piece) {
        if (piece.request()) {
            startThread("judge " + piece.id, () -> {
                while (piece.beginPass()) {
                    repeat(() -> judge(piece));
                }
            });
        }
    }

    private void judge(JudgedPiece piece) throws IOException, InterruptedException {
        if (!open.containsKey(piece.id)) {
            return;
        }
        try {
            long due = pieces.judge(piece);
            if (due > 0) {
                wake(piece, due);
            }
        } catch (RuntimeException fault) {
            if (stopped.getCount() == 0) {
                return;
            }
            StackTraceElement[] frames = fault.getStackTrace(); // the message may contain a part of a prompt
            tell.accept(piece.id + ": an error of the program: "
                    + fault.getClass().getName() + (frames.length == 0 ? "" : " at " + frames[0]));
            throw new IOException(fault);
        }
    }

    /** Judges a piece again after three quarters of the time until it is due, so that its buyer or the operator can act first. */
    private void wake(JudgedPiece piece, long due) throws IOException {
        String stage = piece.awaitedStage;
        long left = due - client.market().path("now").asLong(due);
        startThread("wait for " + piece.id, () -> {
            if (!stopped.await(left * 3 / 4, TimeUnit.MILLISECONDS)) {
                piece.lateStage = stage;
                start(piece);
            }
        });
    }

    /** Judges all open pieces of a seller again, and excludes it if the evidence has reached the threshold. */
    private void onEvidence(String seller, boolean isExcluded) {
        open.values().stream().filter(piece -> piece.seller.equals(seller)).forEach(this::start);
        if (isExcluded) {
            startThread(
                    "exclude " + seller,
                    () -> repeat(() -> {
                        long version = client.bar(seller);
                        tell.accept(seller + ": excluded. To readmit it: `exchange URL bar " + seller + " "
                                + (version + 1) + " false`");
                    }));
        }
    }
}
