package skybourse.server.http;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import skybourse.base.numeric.Checks;
import skybourse.server.codec.AgentBody;
import skybourse.server.codec.AgentBody.AccountBody;
import skybourse.server.codec.AgentBody.OwnAgentBody;
import skybourse.server.codec.HealthBody;
import skybourse.server.codec.JsonLong;
import skybourse.server.codec.MarketBody;
import skybourse.server.codec.OpenApi;
import skybourse.server.codec.PieceBody;
import skybourse.server.codec.PieceBody.AssignedPiece;
import skybourse.server.codec.PieceBody.WorkBody;
import skybourse.server.codec.PricesBody.QuoteBody;
import skybourse.server.codec.TaskBody;
import skybourse.server.codec.TaskListBody;
import skybourse.server.service.HttpReply;
import skybourse.server.service.ProblemException;
import skybourse.server.service.RunningExchange;
import skybourse.server.signedlog.ClosedRound;
import skybourse.venue.AgentView;
import skybourse.venue.ExchangeEngine;
import skybourse.venue.FrozenRound;
import skybourse.venue.event.MarketRules;
import skybourse.venue.event.Piece;
import skybourse.venue.event.PieceMeter;
import skybourse.venue.event.SubmittedTask;

/** Handles read-only requests. The caller has already been authorized. */
final class QueryHandler {

    /** Largest number of pieces in one response. Each piece includes its part of the payload. */
    static final int MOST_PIECES = 100;

    private static final int MOST_TASKS = 100;

    private final RunningExchange market;

    QueryHandler(RunningExchange market) {
        this.market = market;
    }

    HttpReply health() {
        if (!market.isRunning()) {
            throw ProblemException.busy("has stopped");
        }
        return HttpReply.json(200, HealthBody.up(market.seq()));
    }

    HttpReply market() {
        MarketRules rules = market.rules();
        String name = market.log().key().market();
        SortedSet<String> inactive = market.inactiveAgents();
        return HttpReply.json(
                200,
                market.read(
                        engine -> MarketBody.of(name, rules, market.roundSeconds(), market.now(), inactive, engine)));
    }

    HttpReply openApi() {
        return HttpReply.text("application/yaml", OpenApi.text());
    }

    HttpReply agent(Request request, boolean isHolder) {
        String id = request.part(1);
        AgentView agent = agent(id);
        return HttpReply.json(200, isHolder ? OwnAgentBody.of(agent) : AgentBody.of(agent));
    }

    private AgentView agent(String id) {
        return market.read(engine -> engine.agent(id)).orElseThrow(() -> ProblemException.unknown("agent", id));
    }

    HttpReply account(String id) {
        return HttpReply.json(200, AccountBody.of(agent(id)));
    }

    /** Returns the published record if a round was sold, otherwise the state of the closed round. */
    HttpReply round(Request request) throws IOException {
        long number = longPart(request.part(1));
        Optional<String> record = market.log().record(number);
        if (record.isPresent()) {
            return HttpReply.text("application/json", record.get());
        }
        ClosedRound closed = ClosedRound.of(market.store(), number)
                .orElseThrow(() -> ProblemException.unknown("round", request.part(1)));
        return HttpReply.json(
                200,
                closed.body(market.read(ExchangeEngine::frozenRound)
                        .filter(frozen -> frozen.round() == number && frozen.postponements() > 0)
                        .map(FrozenRound::postponementReason)));
    }

    HttpReply receipt(Request request, String agent) throws IOException {
        long older = request.query().containsKey("older")
                ? request.whole("older", 0, market.log().size())
                : -1;
        return HttpReply.json(
                200,
                market.log()
                        .receipt(longPart(request.part(1)), agent, request.whole("from", 0, Long.MAX_VALUE), older)
                        .orElseThrow(() -> ProblemException.unknown("receipt", request.part(1))));
    }

    HttpReply consistency(Request request) {
        long to = request.whole("to", market.log().size(), market.log().size());
        return HttpReply.json(200, market.log().consistency(request.whole("from", 0, to), to));
    }

    private static long longPart(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException _) {
            throw ProblemException.unknown("round", text);
        }
    }

    /**
     * Returns the prices of the last round, and each leader's bill for an input. The parameter {@code inputBits} is the size of the input. Its default is
     * 0.
     */
    HttpReply quote(Request request) {
        double bits = request.query().containsKey("inputBits") ? request.number("inputBits") : 0;
        if (!(bits >= 0 && bits <= Checks.LARGEST_AMOUNT)) {
            throw ProblemException.invalid("inputBits", "must be in [0, " + Checks.LARGEST_AMOUNT + "]", bits);
        }
        double unit = market.rules().model().ledgerUnitMoney();
        return HttpReply.json(200, market.read(engine -> QuoteBody.of(engine, bits, unit)));
    }

    /** Returns a page of the tasks of an agent. */
    HttpReply tasks(Request request, String agent) {
        int most = (int) request.whole("limit", MOST_TASKS, MOST_TASKS);
        String after = request.query().getOrDefault("after", "");
        agent(agent);
        return HttpReply.json(200, market.read(engine -> TaskListBody.of(engine, agent, after, most)));
    }

    HttpReply task(Request request, String agent) throws IOException {
        String name = request.part(3);
        Map.Entry<SubmittedTask, List<Piece>> seen = market.await(
                        agent,
                        request.waitMillis(),
                        engine ->
                                engine.task(agent, name).map(task -> Map.entry(task, engine.piecesOfTask(agent, name))),
                        found -> found.isEmpty()
                                || TaskBody.isAnswered(
                                        found.get().getKey(), found.get().getValue())
                                || !TaskBody.toAnswer(found.get().getValue(), agent)
                                        .isEmpty())
                .orElseThrow(() -> ProblemException.unknown("task", name));
        if (market.read(engine -> engine.tasks(agent).hasDeletedPieces(seen.getKey()))) {
            String rule =
                    "has no stored pieces, because its last sale was more than 100 rounds ago. Its receipt is that of round";
            throw new ProblemException(
                    410, "past", "task", rule, Long.toString(seen.getKey().soldIn()));
        }
        return HttpReply.json(200, TaskBody.of(seen.getKey(), seen.getValue(), this::meter, bytes(seen.getKey())));
    }

    /** Returns the size of the payload of a divisible task, bytes. Returns -1 if the task has units or the payload has been deleted. */
    private int bytes(SubmittedTask task) throws IOException {
        return task.units() > 0 ? -1 : market.store().length(task.payload()).orElse(-1);
    }

    /** Returns the part of a payload that belongs to a piece. If the task is divisible, only the bytes of this part are read. */
    private Optional<byte[]> part(Piece piece, SubmittedTask task) throws IOException {
        int bytes = bytes(task);
        return bytes < 0
                ? market.store().blob(task.payload()).map(all -> PayloadDivision.of(all, task.units(), piece))
                : market.store()
                        .part(task.payload(), PieceBody.place(piece.from(), bytes), PieceBody.place(piece.to(), bytes));
    }

    /** Returns the part of a payload that belongs to a piece; empty if the task or the payload is not stored any more. */
    Optional<byte[]> part(Piece piece) throws IOException {
        Optional<SubmittedTask> task = taskOf(piece);
        return task.isPresent() ? part(piece, task.get()) : Optional.empty();
    }

    /**
     * Open pieces of an agent, those due first and at most {@link #MOST_PIECES}. For a leader, also its lots whose undoable reports it must confirm
     * or dispute.
     */
    private record OpenWork(List<Map.Entry<Piece, SubmittedTask>> open, List<String> toAnswer) {

        static OpenWork of(ExchangeEngine engine, String agent) {
            List<Map.Entry<Piece, SubmittedTask>> open = engine.openPieces(agent).stream()
                    .sorted(Comparator.comparingLong(Piece::dueMillis))
                    .limit(MOST_PIECES)
                    .flatMap(piece ->
                            engine.task(piece.buyer(), piece.task()).map(task -> Map.entry(piece, task)).stream())
                    .toList();
            return new OpenWork(open, TaskBody.toAnswer(engine.undoableLotsOf(agent), agent));
        }

        boolean isThere() {
            return !open.isEmpty() || !toAnswer.isEmpty();
        }
    }

    HttpReply work(Request request, String agent) throws IOException {
        OpenWork work =
                market.await(agent, request.waitMillis(), engine -> OpenWork.of(engine, agent), OpenWork::isThere);
        List<AssignedPiece> pieces = new ArrayList<>();
        for (Map.Entry<Piece, SubmittedTask> any : work.open()) {
            SubmittedTask task = any.getValue();
            PieceBody piece = PieceBody.of(any.getKey(), meter(any.getKey().id()), task.units(), bytes(task));
            pieces.add(new AssignedPiece(piece, part(any.getKey(), task).map(Payload::workerView)));
        }
        return HttpReply.json(200, new WorkBody(new JsonLong(market.now()), pieces, work.toAnswer()));
    }

    private Optional<PieceMeter> meter(String piece) {
        return market.read(engine -> engine.meter(piece));
    }

    private Optional<SubmittedTask> taskOf(Piece piece) {
        return market.read(engine -> engine.task(piece.buyer(), piece.task()));
    }

    HttpReply piece(Piece piece) throws IOException {
        Optional<SubmittedTask> task = taskOf(piece);
        return HttpReply.json(
                200,
                task.isPresent()
                        ? PieceBody.of(piece, meter(piece.id()), task.get().units(), bytes(task.get()))
                        : PieceBody.of(piece, meter(piece.id()), 0, -1));
    }

    /** Replies with the part of the payload that belongs to a piece. */
    HttpReply payload(Piece piece) throws IOException {
        return HttpReply.bytes(part(piece).orElseThrow(() -> ProblemException.unknown("payload", piece.id())));
    }

    HttpReply result(Piece piece) throws IOException {
        Optional<byte[]> bytes =
                piece.digest().isEmpty() ? Optional.empty() : market.store().blob(piece.digest());
        return HttpReply.bytes(bytes.orElseThrow(() -> ProblemException.unknown("result", piece.id())));
    }
}
