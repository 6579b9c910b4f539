package skybourse.server.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import skybourse.server.codec.AcceptedBody;
import skybourse.server.codec.RequestBodyRecords.PayloadRequest;
import skybourse.server.codec.RequestBodyRecords.RoundRequest;
import skybourse.server.service.HttpReply;
import skybourse.server.service.ProblemException;
import skybourse.server.service.RunningExchange;
import skybourse.server.signedlog.ClosedRound;
import skybourse.server.signedlog.MarketLog;
import skybourse.venue.ExchangeEngine;
import skybourse.venue.SingleWriter;
import skybourse.venue.event.Caller;
import skybourse.venue.event.CommandReply;
import skybourse.venue.event.InferenceModel;
import skybourse.venue.event.InferenceProduct;
import skybourse.venue.event.MarketCommand;
import skybourse.venue.event.Piece;

/** Routing table of a market. A route consists of authorization, a command or query, and a response. */
public final class Routes {

    /** Standard rate of commands per agent, 1/s. */
    public static final double QUOTA = 50;

    private static final String ANY = "*";
    private static final Logger LOG = Logger.getLogger("skybourse.server");

    private final RunningExchange market;
    private final AccessControl access;
    private final AddressSeatLimit newSeats;
    private final QueryHandler looks;
    private final Map<List<String>, Map<String, Handler>> table = new LinkedHashMap<>();

    /** Handler of one route. */
    @FunctionalInterface
    private interface Handler {
        HttpReply answer(Request request) throws IOException;
    }

    /** Handler of an authenticated agent's request. */
    @FunctionalInterface
    private interface OfAgent {
        HttpReply answer(Request request, String agent) throws IOException;
    }

    /**
     * Creates the routes.
     *
     * @param operator SHA-256 of the operator's secret, in hexadecimal
     * @param perSecond rate of commands per agent, 1/s
     * @param newSeats limits for agents without an invitation
     */
    Routes(RunningExchange market, String operator, double perSecond, AddressSeatLimit newSeats) {
        this.newSeats = newSeats;
        this.market = market;
        access = new AccessControl(market, operator, new RateLimiter(perSecond), perSecond);
        looks = new QueryHandler(market);
        reads();
        writes();
    }

    private void reads() {
        route("GET", "market", _ -> looks.market());
        route("GET", "quote", looks::quote);
        route("GET", "rounds/*", looks::round);
        route("GET", "rounds/*/receipt", this::receipt);
        route("GET", "key", _ -> HttpReply.text("text/plain", market.log().key().text() + '\n'));
        route(
                "GET",
                "checkpoint",
                _ -> HttpReply.text("text/plain", market.log().checkpoint()));
        route("GET", "consistency", looks::consistency);
        route("GET", "events", new EventFeed(market)::answer);
        route("GET", "openapi.yaml", _ -> looks.openApi());
        route("GET", "health", _ -> looks.health());
        route(
                "GET",
                "metrics",
                _ -> HttpReply.text("text/plain; version=0.0.4", market.tally().text(market)));
        route("GET", "agents/*", request -> looks.agent(request, access.seesAll(request, request.part(1))));
        route("GET", "accounts/*", request -> looks.account(access.requireMayLook(request, request.part(1))));
        route("GET", "agents/*/work", request -> held(request, looks::work));
        route(
                "GET",
                "agents/*/tasks",
                request -> looks.tasks(request, access.requireMayLook(request, request.part(1))));
        route("GET", "agents/*/tasks/*", request -> held(request, looks::task));
        route("GET", "pieces/*", request -> looks.piece(access.requireParticipant(request)));
        route("GET", "pieces/*/result", request -> looks.result(access.requireParticipant(request)));
        route("GET", "pieces/*/payload", this::payload);
    }

    private void writes() {
        route("PUT", "agents/*", this::putAgent);
        route("PUT", "agents/*/leaving", request -> own(request, request.part(1), CommandParser::leave));
        route("PUT", "agents/*/tasks/*", this::putTask);
        route("PUT", "agents/*/batches/*", this::putBatch);
        route("PUT", "agents/*/tasks/*/withdrawal", request -> own(request, request.part(1), CommandParser::withdraw));
        route("PUT", "pieces/*/result", this::putResult);
        route("PUT", "pieces/*/undoable", this::putUndoable);
        route("PUT", "pieces/*/confirmation", request -> answered(request, CommandParser::confirm));
        route("PUT", "pieces/*/rejection", request -> answered(request, CommandParser::reject));
        route("PUT", "blobs/*", this::putBlob);
        route("PUT", "agents/*/erasures/*", request -> own(request, request.part(1), CommandParser::erase));
        route("PUT", "operator/deposit", request -> operated(request, CommandParser::deposit));
        route("PUT", "operator/withdraw", request -> operated(request, CommandParser::payOut));
        route("PUT", "operator/invite", request -> operated(request, CommandParser::invite));
        route("PUT", "operator/bar", request -> operated(request, CommandParser::bar));
        route("PUT", "operator/rule", request -> operated(request, CommandParser::rule));
        route("PUT", "operator/check", request -> operated(request, CommandParser::check));
        route("PUT", "operator/round", this::closeRound);
    }

    private void route(String method, String path, Handler handler) {
        table.computeIfAbsent(List.of(path.split("/")), _ -> new TreeMap<>()).put(method, handler);
    }

    /** Returns the method and path of each route. Variable segments are {@code *}. */
    List<String> all() {
        List<String> all = new ArrayList<>();
        table.forEach((path, methods) ->
                methods.keySet().forEach(method -> all.add(method + " /v1/" + String.join("/", path))));
        return all;
    }

    /** Handles a request. The reply to a request that fails is a problem body. */
    HttpReply answer(Request request) {
        HttpReply reply = guarded(() -> handler(request).answer(request));
        market.tally().recordReply(reply.status());
        return reply;
    }

    /** Returns the result of a handler. If it fails, the result is a problem body. */
    static HttpReply guarded(Callable<HttpReply> handler) {
        try {
            return handler.call();
        } catch (ProblemException problem) {
            return problem.reply();
        } catch (IllegalArgumentException wrong) {
            return ProblemException.of(wrong).reply();
        } catch (Exception fault) {
            LOG.severe(
                    "an error of the program or the disk: " + fault.getClass().getName() + place(fault));
            return ProblemException.busy("cannot answer this request").reply();
        }
    }

    /** Returns the place where an exception was thrown. The message of the exception is not logged, because it may be confidential. */
    private static String place(Exception fault) {
        StackTraceElement[] frames = fault.getStackTrace();
        return frames.length == 0 ? "" : " at " + frames[0];
    }

    private Handler handler(Request request) {
        for (Map.Entry<List<String>, Map<String, Handler>> row : table.entrySet()) {
            if (fits(row.getKey(), request.path())) {
                Handler handler = row.getValue().get(request.method());
                if (handler == null) {
                    throw ProblemException.method(row.getValue().keySet(), request.method());
                }
                return handler;
            }
        }
        throw new ProblemException(404, "unknown", "path", "must be a route of /v1/openapi.yaml", "");
    }

    private static boolean fits(List<String> row, List<String> path) {
        return row.size() == path.size()
                && IntStream.range(0, row.size())
                        .allMatch(i -> row.get(i).equals(ANY)
                                ? !path.get(i).isEmpty()
                                : row.get(i).equals(path.get(i)));
    }

    /**
     * Handles a request of the agent in the path. The secret is checked again at the end, because another secret may have taken the seat while the request
     * waited.
     */
    private HttpReply held(Request request, OfAgent look) throws IOException {
        HttpReply reply = look.answer(request, access.requireHolder(request, request.part(1)));
        access.requireHolder(request, request.part(1));
        return reply;
    }

    private HttpReply receipt(Request request) throws IOException {
        return looks.receipt(
                request, access.requireMayLook(request, request.query().getOrDefault("agent", "")));
    }

    /** Executes a command of an agent. */
    private HttpReply own(Request request, String agent, CommandParser.OfPath make) throws IOException {
        String secret = request.secret();
        access.requireQuota(request, agent, secret);
        RequestBody body = body(request, agent);
        return asked(request, body.sent(), make.read(request.path(), body), new Caller.Agent(secret), agent);
    }

    private HttpReply putAgent(Request request) throws IOException {
        String agent = request.part(1);
        String secret = request.secret();
        boolean isNew = market.rules().open() && market.read(engine -> engine.isUninvited(agent, secret));
        return isNew
                ? newSeats.take(agent, request.from(), market, () -> own(request, agent, CommandParser::putAgent))
                : own(request, agent, CommandParser::putAgent);
    }

    /** Returns the body of an agent's command, which may be signed. */
    private RequestBody body(Request request, String agent) {
        return SignedCommandParser.isSigned(request)
                ? SignedCommandParser.read(market, request, _ -> agent)
                : RequestBody.read(request.json());
    }

    /**
     * Returns the promise for the entry of a command, which may be a repeated command. Empty if the entry has another text, for example because the first
     * request was formatted differently.
     */
    private Optional<String> promise(String agent, String kept, CommandReply.Reply reply) throws IOException {
        return market.store().entries(reply.seq() - 1, 1).stream()
                .filter(entry -> entry.actor().equals(agent) && entry.text().equals(kept))
                .map(entry -> market.log().promise(entry, reply))
                .findFirst();
    }

    /** Submits a command to the market. */
    private HttpReply asked(Request request, String text, CommandParser.ParsedCommand sent, Caller caller, String agent)
            throws IOException {
        String kept = MarketLog.storedText(request.route(), text);
        boolean isPromised = request.flag("promise");
        SingleWriter.RecordedAnswer answered = market.ask(sent.command(), caller, kept, sent.bytes());
        return switch (answered.answer()) {
            case CommandReply.Done done -> {
                if (!agent.isEmpty()) {
                    market.recordActivity(agent);
                }
                Optional<String> promise = isPromised ? promise(agent, kept, done.reply()) : Optional.empty();
                yield HttpReply.json(200, AcceptedBody.of(done.reply()).with(promise));
            }
            case CommandReply.Refused refused -> throw ProblemException.of(refused);
            case CommandReply.Stale _ ->
                throw new ProblemException(
                        409, "stale", "round", "cannot be closed now: no task is waiting, or it is already closed", "");
        };
    }

    /**
     * Returns access to the uploads of an agent.
     *
     * @param names returns whether a stored task or piece already refers to the bytes; a repeated command is then accepted even if its upload has been
     *     deleted
     */
    private CommandParser.Blobs blobs(Request request, String agent, BiPredicate<ExchangeEngine, String> names) {
        return digest -> {
            access.requireHolder(request, agent);
            boolean isKnown = market.read(engine -> engine.hasBlob(agent, digest) || names.test(engine, digest));
            try {
                return (isKnown ? market.store().blob(digest) : Optional.<byte[]>empty())
                        .orElseThrow(() -> ProblemException.invalid(
                                "payload.sha256", "must be the digest of bytes that this agent uploaded", digest));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
    }

    private HttpReply putTask(Request request) throws IOException {
        CommandParser.Blobs blobs = blobsOfTask(request);
        return own(request, request.part(1), (path, body) -> CommandParser.putTask(path, body, blobs));
    }

    private HttpReply putBatch(Request request) throws IOException {
        InferenceProduct product = market.rules()
                .inference()
                .orElseThrow(() -> ProblemException.invalid(
                        "path", "must be a route of a two-tier market: agents/{agent}/tasks/{task}", "batches"))
                .product();
        CommandParser.Blobs blobs = blobsOfTask(request);
        return own(request, request.part(1), (path, body) -> CommandParser.putBatch(path, body, blobs, product));
    }

    private CommandParser.Blobs blobsOfTask(Request request) {
        String agent = request.part(1);
        return blobs(
                request,
                agent,
                (engine, digest) -> engine.task(agent, request.part(3)).stream()
                        .anyMatch(task -> task.payload().equals(digest)));
    }

    private HttpReply putResult(Request request) throws IOException {
        String secret = request.secret();
        Piece piece = access.piece(request.part(1));
        String worker = piece.worker();
        access.requireQuota(request, worker, secret);
        Payload result;
        String text;
        if (SignedCommandParser.isSigned(request) || request.isJson()) {
            RequestBody body = body(request, worker);
            result = Payload.read(body.as(PayloadRequest.class));
            text = body.sent();
        } else {
            result = Payload.of(request.bytes());
            text = MarketLog.digest(result.sha256());
        }
        CommandParser.Blobs blobs =
                blobs(request, worker, (_, digest) -> piece.digest().equals(digest));
        access.requireHolder(request, worker);
        Optional<InferenceModel> inference = market.rules().inference();
        CommandParser.ParsedCommand sent = inference.isPresent()
                ? CommandParser.answers(
                        piece, result, blobs, looks.part(piece), inference.get().product())
                : CommandParser.result(piece, result, blobs);
        return asked(request, text, sent, new Caller.Agent(secret), worker);
    }

    private HttpReply putUndoable(Request request) throws IOException {
        request.secret();
        Piece piece = access.piece(request.part(1));
        return own(request, piece.worker(), (_, body) -> CommandParser.undoable(piece, body));
    }

    private HttpReply putBlob(Request request) throws IOException {
        String agent = access.requireHolder(request, request.query().getOrDefault("agent", ""));
        access.requireQuota(request, agent, request.secret());
        byte[] bytes = request.blob();
        CommandParser.ParsedCommand sent = CommandParser.blob(agent, request.part(1), bytes);
        return asked(request, MarketLog.digest(request.part(1)), sent, new Caller.Agent(request.secret()), agent);
    }

    /** Executes a confirmation or dispute of a piece. It comes from the buyer, or from the leader that the body names. */
    private HttpReply answered(Request request, BiFunction<Piece, RequestBody, CommandParser.ParsedCommand> make)
            throws IOException {
        String secret = request.secret();
        Piece piece = access.piece(request.part(1));
        access.requireQuota(request, access.isHolder(request, piece.leader()) ? piece.leader() : piece.buyer(), secret);
        RequestBody body = SignedCommandParser.isSigned(request)
                ? SignedCommandParser.read(
                        market, request, any -> any.textOf("agent").orElse(piece.buyer()))
                : RequestBody.read(request.json());
        CommandParser.ParsedCommand sent = make.apply(piece, body);
        return asked(
                request, body.sent(), sent, new Caller.Agent(secret), ((MarketCommand.OfAgent) sent.command()).agent());
    }

    /** Returns the part of the payload that belongs to a piece. The sellers of a failed piece may not read it. A piece without a worker has failed, too. */
    private HttpReply payload(Request request) throws IOException {
        Piece piece = access.requireParticipant(request);
        boolean isSeller = !access.isOperator(request.secret()) && !access.isHolder(request, piece.buyer());
        if (isSeller && piece.state() == Piece.Stage.FAILED) {
            throw new ProblemException(
                    403, "forbidden", "piece", "has failed: only its buyer may read its payload", piece.id());
        }
        return looks.payload(piece);
    }

    private HttpReply operated(Request request, CommandParser.OfPath make) throws IOException {
        access.requireOperator(request);
        RequestBody body = RequestBody.read(request.json());
        return asked(request, body.sent(), make.read(request.path(), body), new Caller.Operator(), "");
    }

    /** Closes a round that collects orders. If the round is already closed, the reply contains the number of the entry that closed it. */
    private HttpReply closeRound(Request request) throws IOException {
        access.requireOperator(request);
        RequestBody body = RequestBody.read(request.json());
        long round = body.as(RoundRequest.class).round().value();
        Optional<HttpReply> before = closed(round);
        if (before.isPresent()) {
            return before.get();
        }
        var freeze = new CommandParser.ParsedCommand(new MarketCommand.Freeze(
                round, market.inactiveAgents(), market.log().key().draw(round)));
        try {
            return asked(request, body.sent(), freeze, new Caller.Operator(), "");
        } catch (ProblemException refused) { // another request or the clock may have closed the round
            return closed(round).orElseThrow(() -> refused);
        }
    }

    private Optional<HttpReply> closed(long round) throws IOException {
        return ClosedRound.of(market.store(), round)
                .map(closed -> HttpReply.json(
                        200, AcceptedBody.of(new CommandReply.Reply("round", 0, round, 0, closed.seq()))));
    }
}
