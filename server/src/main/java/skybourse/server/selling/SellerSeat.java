package skybourse.server.selling;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import skybourse.base.numeric.LabelSyntax;
import skybourse.client.ExchangeClient;
import skybourse.client.Reply;
import skybourse.files.text.InvalidInputException;
import skybourse.files.text.Sha256;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Seat of a seller at an exchange. Commands are repeated with the same bytes until the exchange answers them. Thread safe. */
public final class SellerSeat {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int MOST_DIRECT_BYTES = 64 << 10;
    private static final long FIRST_PAUSE_MILLIS = 200;
    private static final long MOST_PAUSE_MILLIS = 2_000;

    private final ExchangeClient client;
    private final String agent;
    private final String place;
    private final Outage outage;
    private final Sleeper sleeper;
    private volatile Reading reading = new Reading(0, System.nanoTime());

    /** Reading of the market's clock. */
    private record Reading(long marketMillis, long nanos) {}

    /** A request to the exchange. */
    @FunctionalInterface
    private interface Call {
        Reply send() throws IOException;
    }

    /**
     * Creates the seat.
     *
     * @param client client with the secret of the seller
     * @param agent id of the seller
     * @param lines receives reports about outages of the exchange; called by several threads
     */
    public SellerSeat(ExchangeClient client, String agent, Consumer<String> lines) {
        this(client, agent, lines, Thread::sleep);
    }

    SellerSeat(ExchangeClient client, String agent, Consumer<String> lines, Sleeper sleeper) {
        this.client = client;
        this.agent = agent;
        place = "agents/" + ExchangeClient.pathSegment(agent);
        outage = new Outage("The market", lines);
        this.sleeper = sleeper;
    }

    /** Returns the time until a due time of the market's clock, ns. Negative after it. */
    long remainingNanos(long dueMillis) {
        Reading read = reading;
        return TimeUnit.MILLISECONDS.toNanos(dueMillis - read.marketMillis) - (System.nanoTime() - read.nanos);
    }

    /** Returns the reply to a request; empty if {@code goesOn} becomes false before. Server errors and status 429 are no replies. */
    private Optional<Reply> repeated(Call call, BooleanSupplier goesOn) throws InterruptedException {
        try {
            for (long pause = FIRST_PAUSE_MILLIS;
                    goesOn.getAsBoolean();
                    pause = Math.min(2 * pause, MOST_PAUSE_MILLIS)) {
                Optional<Reply> got = attempt(call, call);
                if (got.isPresent()) {
                    return got;
                }
                sleeper.sleep(pause);
            }
            return Optional.empty();
        } finally {
            outage.givenUp(call);
        }
    }

    /** Returns the reply to a call; empty without one. Failures are counted for {@code request}. */
    private Optional<Reply> attempt(Call call, Object request) {
        try {
            Reply got = call.send();
            if (got.status() >= 500) {
                outage.failed(request, "status " + got.status());
            } else {
                outage.answered(request);
            }
            return got.status() < 500 && got.status() != 429 ? Optional.of(got) : Optional.empty();
        } catch (IOException failed) { // it may be restarting
            Throwable cause = failed.getCause();
            outage.failed(
                    request,
                    "no answer: " + (cause == null ? failed : cause).getClass().getSimpleName());
            return Optional.empty();
        }
    }

    /**
     * Joins the market, or changes the offer.
     *
     * @param volumePerSecond speed that is offered
     * @param askUnits ask for one lot, ledger units
     * @return state of the seller; empty if {@code goesOn} became false before the exchange answered
     * @throws InvalidInputException if the exchange refuses
     */
    Optional<JsonNode> join(double volumePerSecond, long askUnits, BooleanSupplier goesOn) throws InterruptedException {
        ObjectNode terms = JSON.createObjectNode().put("kind", "seller").put("workPerSecond", volumePerSecond);
        terms.putArray("askTicks").add(askUnits);
        return changed(place, terms, goesOn).isEmpty()
                ? Optional.empty()
                : repeated(() -> client.get(place), goesOn).map(Reply::json);
    }

    /** Leaves the market. Pieces that were sold stay due. Returns false if this secret has not taken the seat. */
    boolean leave() throws InterruptedException {
        JsonNode state =
                repeated(() -> client.get(place), () -> true).orElseThrow().json();
        boolean isHeld = state.has("version");
        if (isHeld && state.path("isPresent").asBoolean(false)) {
            changed(place + "/leaving", JSON.createObjectNode(), () -> true);
        }
        return isHeld;
    }

    /** Sends terms with the next version. Returns the state of the seat before. If another program used the version, the next one is tried. */
    private Optional<JsonNode> changed(String path, ObjectNode terms, BooleanSupplier goesOn)
            throws InterruptedException {
        while (true) {
            Optional<Reply> state = repeated(() -> client.get(place), goesOn);
            long version =
                    state.map(got -> got.json().path("version").asLong(0)).orElse(0L) + 1;
            byte[] body = terms.put("version", version).toString().getBytes(StandardCharsets.UTF_8);
            Optional<Reply> got =
                    state.isEmpty() ? state : repeated(() -> client.put(path, "application/json", body), goesOn);
            if (got.isEmpty() || got.get().status() == 200) {
                return got.map(_ -> state.orElseThrow().json());
            }
            boolean isStale = got.get().status() == 409
                    && version > 1
                    && "version".equals(got.get().json().path("field").asString(""));
            if (!isStale) {
                throw refused(got.get());
            }
        }
    }

    private InvalidInputException refused(Reply got) {
        String detail = got.json().path("detail").asString("status " + got.status());
        return new InvalidInputException(
                "--agent",
                "must be the seller with this secret: " + LabelSyntax.printable(agent + ": " + detail),
                "ask the operator of the market for an invitation, or correct --secret-file.");
    }

    /**
     * Returns the open pieces, after at most {@code waitSeconds} s if there are none. After a failure, the reply is not delayed.
     *
     * @throws IOException if the exchange does not answer
     * @throws InvalidInputException if the seat belongs to another secret
     */
    JsonNode work(int waitSeconds) throws IOException {
        int wait = outage.isReported() ? 0 : waitSeconds;
        long start = System.nanoTime();
        Reply got = attempt(() -> client.get(place + "/work?wait=" + wait), "work")
                .orElseThrow(() -> new IOException("no answer"));
        if (got.status() == 401 || got.status() == 403 || got.status() == 404) {
            throw refused(got);
        }
        if (got.status() != 200) {
            throw new IOException("status " + got.status());
        }
        reading = new Reading(got.json().path("now").asLong(0), wait == 0 ? start : System.nanoTime());
        return got.json();
    }

    /** Returns the state of the seller. Throws {@link IOException} if the exchange does not answer. */
    JsonNode state() throws IOException {
        return read(place);
    }

    /** Returns the state of a piece; an empty object if the exchange does not have it. Throws {@link IOException} if the exchange does not answer. */
    JsonNode piece(String id) throws IOException {
        return read("pieces/" + ExchangeClient.pathSegment(id));
    }

    private JsonNode read(String path) throws IOException {
        Reply got = client.get(path);
        if (got.status() != 200 && got.status() != 404) {
            throw new IOException("status " + got.status());
        }
        return got.status() == 200 ? got.json() : JSON.createObjectNode();
    }

    /** Returns the requests of a piece that {@link #work} lists; empty if the exchange does not send them. */
    Optional<String> payload(JsonNode piece) throws IOException {
        JsonNode text = piece.path("payload").path("text");
        if (text.isString()) {
            return Optional.of(text.stringValue());
        }
        Reply got = client.get(
                "pieces/" + ExchangeClient.pathSegment(piece.path("piece").asString("")) + "/payload");
        return got.status() == 200 ? Optional.of(new String(got.body(), StandardCharsets.UTF_8)) : Optional.empty();
    }

    /** Delivers a piece before it is due. If the endpoint refused all requests, reports the piece as undoable while this is allowed. Returns what happened. */
    String deliver(ServedPiece piece) throws InterruptedException {
        String path = "pieces/" + ExchangeClient.pathSegment(piece.id);
        BooleanSupplier goesOn = () -> remainingNanos(piece.due) > 0;
        if (piece.isUndoable()) {
            byte[] report = JSON.createObjectNode()
                    .put("reason", "The endpoint refused all requests.")
                    .toString()
                    .getBytes(StandardCharsets.UTF_8);
            if (isAccepted(repeated(() -> client.put(path + "/undoable", "application/json", report), goesOn))) {
                return "reported undoable";
            }
        }
        byte[] result = piece.result();
        Optional<Reply> got;
        if (result.length <= MOST_DIRECT_BYTES) {
            got = repeated(() -> client.put(path + "/result", "text/plain", result), goesOn);
        } else {
            String digest = Sha256.of(result);
            String blob = "blobs/" + digest + "?agent=" + ExchangeClient.pathSegment(agent);
            byte[] body =
                    JSON.createObjectNode().put("sha256", digest).toString().getBytes(StandardCharsets.UTF_8);
            got = repeated(() -> client.put(blob, "application/octet-stream", result), goesOn);
            got = isAccepted(got)
                    ? repeated(() -> client.put(path + "/result", "application/json", body), goesOn)
                    : got;
        }
        return got.map(answer -> answer.status() == 200 ? "served" : "result refused with status " + answer.status())
                .orElse("not delivered in time");
    }

    private static boolean isAccepted(Optional<Reply> got) {
        return got.isPresent() && got.get().status() == 200;
    }
}
