package skybourse.server.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import skybourse.base.agent.Agent;
import skybourse.base.agent.Task;
import skybourse.base.agent.WirelessAgent;
import skybourse.base.numeric.LabelSyntax;
import skybourse.client.ExchangeClient;
import skybourse.client.Reply;
import skybourse.files.text.Sha256;
import skybourse.round.adversary.AgentBehaviours;
import skybourse.round.adversary.Behaviour;
import skybourse.server.codec.JsonLong;
import skybourse.server.codec.RequestBodyRecords.PayloadRequest;
import skybourse.server.codec.RequestBodyRecords.RejectionRequest;
import skybourse.server.codec.RequestBodyRecords.TaskRequest;
import skybourse.server.codec.RequestBodyRecords.TermsRequest;
import skybourse.server.codec.RequestBodyRecords.UndoableRequest;
import tools.jackson.databind.JsonNode;

/** The requests of one agent, honest or malicious. */
final class Bot {

    private static final Logger LOG = Logger.getLogger("skybourse.bots");
    private static final int PAYLOAD_LINES = 100;
    private static final int WAIT_SECONDS = 20;
    private static final long PAUSE_MILLIS = 500;
    private static final int ROUNDS = 5;
    private static final String DISPUTE = "its bytes have a digest";
    private static final String WRONG = "differs from the digest of its bytes";
    private static final String REJECTED = "is not what was asked for";
    private static final String LINES =
            IntStream.range(0, PAYLOAD_LINES).mapToObj(i -> "line " + i).collect(Collectors.joining("\n"));

    private final ExchangeClient client;
    private final Agent agent;
    private final String place;
    private final AgentBehaviours behaviours;
    private final double workPerRound;
    private final AtomicLong delivered;

    private long version = 1;
    private long lastRound = -1;
    private double workDone;
    private boolean isRefusalLogged;

    /**
     * Creates a bot.
     *
     * @param roundSeconds duration of a round, for which the agent sells its speed
     * @param delivered counter of accepted results
     */
    Bot(ExchangeClient client, Agent agent, AgentBehaviours behaviours, double roundSeconds, AtomicLong delivered) {
        this.client = client;
        this.agent = agent;
        place = "agents/" + ExchangeClient.pathSegment(agent.id());
        this.behaviours = behaviours;
        workPerRound = agent.computer().workPerSecond() * roundSeconds;
        this.delivered = delivered;
    }

    /** Takes the seat of the agent and acts as the agent until the seat belongs to another secret or the thread is interrupted. */
    void play() {
        boolean goesOn = true;
        boolean isIn = false;
        while (goesOn && !Thread.currentThread().isInterrupted()) {
            try {
                int status = isIn ? turn() : joins();
                isIn |= status == 200;
                goesOn = mayGoOn(status);
            } catch (IOException _) {
                // The server may be restarting, so the bot tries again after a pause.
                goesOn = paused();
            }
        }
    }

    /** Returns whether the bot continues after an HTTP status. If it continues after a status other than 200, this method pauses first. */
    private static boolean mayGoOn(int status) {
        return status == 200 || (!isFinal(status) && paused());
    }

    /** Returns whether a status means that the agent has no access to its seat. */
    private static boolean isFinal(int status) {
        return status == 401 || status == 403 || status == 404;
    }

    private static boolean paused() {
        try {
            Thread.sleep(PAUSE_MILLIS);
            return true;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private int joins() throws IOException {
        Reply reply = client.put(place, terms());
        int status = reply.status();
        version += status == 409 ? 1 : 0; // other terms have this version
        boolean isRefused = status >= 400 && status < 500 && status != 409 && status != 429 && !isFinal(status);
        if (isRefused && !isRefusalLogged) {
            isRefusalLogged = true;
            LOG.warning("The terms of bot " + agent.id()
                    + " are refused. It sends them again until they are accepted. Status " + status + ": "
                    + LabelSyntax.printable(reply.json().path("detail").asString("no detail")));
        }
        return status;
    }

    private TermsRequest terms() {
        Behaviour behaviour = behaviours.behaviour(agent.id()).orElse(null);
        Optional<Double> speed = behaviour instanceof Behaviour.Overstate(double factor) && factor != 1
                ? Optional.of(factor * agent.computer().workPerSecond())
                : Optional.empty();
        Optional<Double> worth = agent instanceof WirelessAgent buyer
                        && behaviour instanceof Behaviour.Misreport(double factor)
                        && factor != 1
                ? Optional.of(factor * buyer.satisfactionWeight() * Math.log(2))
                : Optional.empty();
        return TermsRequest.stating(version, speed, worth);
    }

    private int turn() throws IOException {
        return agent instanceof WirelessAgent buyer ? buys(buyer.task()) : works();
    }

    private int buys(Task task) throws IOException {
        JsonNode market = client.get("market").json();
        long round = market.path("round").longValue();
        // A result can be rejected only for a limited time, also while others are outstanding.
        long wait = Math.clamp((long) market.path("objectionSeconds").asDouble(2 * WAIT_SECONDS) / 2, 1, WAIT_SECONDS);
        String named = place + "/tasks/bot-" + round;
        var body = new TaskRequest(
                task.inputBits(),
                task.work(),
                task.deadlineSeconds(),
                Optional.empty(),
                PayloadRequest.ofText(LINES),
                new JsonLong(round + ROUNDS));
        int status = client.put(named, body).status();
        if (status != 200) {
            return status;
        }
        while (true) {
            Reply got = client.get(named + "?wait=" + wait);
            for (JsonNode piece : got.json().path("pieces")) {
                check(piece);
            }
            if (got.status() != 200 || got.json().path("isAnswered").booleanValue()) {
                return got.status();
            }
            dispute(got, new RejectionRequest(DISPUTE, Optional.empty()));
        }
    }

    /** Rejects a result that is wrong, or that the behaviour of the agent rejects. */
    private void check(JsonNode piece) throws IOException {
        String id = piece.path("piece").asString("");
        if (piece.path("state").asString("").equals("DONE")) {
            boolean isWrong =
                    !expectedDigests(piece).contains(piece.path("sha256").asString(""));
            boolean isRejected = behaviours.behaviour(agent.id(), id).orElse(null) instanceof Behaviour.Reject;
            if (isWrong || isRejected) {
                client.put(
                        "pieces/" + id + "/rejection",
                        new RejectionRequest(isWrong ? WRONG : REJECTED, Optional.empty()));
            }
        }
    }

    /** Returns the digests of the correct results of a piece: the digest of the part, as bots return it, or one digest per line. */
    static Set<String> expectedDigests(JsonNode piece) {
        byte[] payload = LINES.getBytes(StandardCharsets.UTF_8);
        int from = piece.path("firstByte").asInt(0);
        byte[] part = Arrays.copyOfRange(payload, from, piece.path("endByte").asInt(payload.length));
        String byLine = Arrays.stream(new String(part, StandardCharsets.UTF_8).split("\n", -1))
                .map(line -> Sha256.of(line.getBytes(StandardCharsets.UTF_8)))
                .collect(Collectors.joining("\n"));
        return Stream.of(Sha256.of(part), byLine)
                .map(result -> Sha256.of(result.getBytes(StandardCharsets.UTF_8)))
                .collect(Collectors.toSet());
    }

    /** Disputes each undoable report that a response lists. Pauses after a rejected dispute, because the next response contains the same piece again. */
    private void dispute(Reply got, RejectionRequest why) throws IOException {
        for (JsonNode piece : got.json().path("toAnswer")) {
            if (client.put("pieces/" + piece.stringValue() + "/rejection", why).status() != 200) {
                paused();
            }
        }
    }

    private int works() throws IOException {
        Reply got = client.get(place + "/work?wait=" + WAIT_SECONDS);
        boolean isAnswered = got.json().path("pieces").isEmpty();
        for (JsonNode piece : got.json().path("pieces")) {
            int status = answer(piece);
            if (status >= 500) {
                return status;
            }
            isAnswered |= status == 200;
        }
        dispute(got, new RejectionRequest(DISPUTE, Optional.of(agent.id())));
        if (!isAnswered) {
            paused(); // the next response contains the same pieces again
        }
        return got.status();
    }

    /** Answers a piece that the agent must do. Returns the HTTP status; 0 if the agent does not answer. */
    private int answer(JsonNode piece) throws IOException {
        String id = piece.path("piece").stringValue();
        if (behaviours.isAccident(id)) {
            return 0;
        }
        return switch (behaviours.behaviour(agent.id(), id).orElse(null)) {
            case Behaviour.NoShow _ -> 0;
            case Behaviour.Decline _ ->
                client.put("pieces/" + id + "/undoable", new UndoableRequest("cannot be read"))
                        .status();
            case Behaviour.WrongResult _ -> result(id, "wrong");
            case Behaviour.Overstate(double factor) when factor != 1 && !hasTime(piece) -> 0;
            case null, default -> result(id, digest(piece.path("payload")));
        };
    }

    /** Returns whether the true speed of the agent suffices for one more piece of the newest round. What is left of earlier rounds is not done. */
    private boolean hasTime(JsonNode piece) {
        String id = piece.path("piece").stringValue();
        long round = Long.parseLong(id.substring(1, id.lastIndexOf('.')));
        workDone = round > lastRound ? 0 : workDone;
        lastRound = Math.max(round, lastRound);
        double after = workDone + piece.path("work").asDouble();
        boolean hasTime = round == lastRound && after <= workPerRound;
        workDone = hasTime ? after : workDone;
        return hasTime;
    }

    private int result(String piece, String text) throws IOException {
        int status = client.put("pieces/" + piece + "/result", "text/plain", text.getBytes(StandardCharsets.UTF_8))
                .status();
        if (status == 200) {
            delivered.incrementAndGet();
        }
        return status;
    }

    /** Returns the digest of a part of a payload; empty if the part has no digest. */
    static String digest(JsonNode part) {
        return part.path("sha256").asString("");
    }
}
