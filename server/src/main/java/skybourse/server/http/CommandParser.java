package skybourse.server.http;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import skybourse.base.agent.Task;
import skybourse.server.codec.JsonLong;
import skybourse.server.codec.RequestBodyRecords.BarRequest;
import skybourse.server.codec.RequestBodyRecords.BatchRequest;
import skybourse.server.codec.RequestBodyRecords.ConfirmationRequest;
import skybourse.server.codec.RequestBodyRecords.ErasureRequest;
import skybourse.server.codec.RequestBodyRecords.InviteRequest;
import skybourse.server.codec.RequestBodyRecords.LeaveRequest;
import skybourse.server.codec.RequestBodyRecords.PaymentRequest;
import skybourse.server.codec.RequestBodyRecords.RejectionRequest;
import skybourse.server.codec.RequestBodyRecords.RulingRequest;
import skybourse.server.codec.RequestBodyRecords.TaskRequest;
import skybourse.server.codec.RequestBodyRecords.TermsRequest;
import skybourse.server.codec.RequestBodyRecords.UndoableRequest;
import skybourse.server.codec.RequestBodyRecords.WithdrawalRequest;
import skybourse.server.codec.TermsBody.Place;
import skybourse.server.service.ProblemException;
import skybourse.venue.event.AgentTermsBuilder;
import skybourse.venue.event.InferenceProduct;
import skybourse.venue.event.MarketCommand;
import skybourse.venue.event.Piece;
import skybourse.venue.event.PieceMeter;

/** Parses commands from request bodies. Each method throws {@link ProblemException} if the body is not valid. */
final class CommandParser {

    /**
     * Parsed command, with the bytes that are stored together with it.
     *
     * @param command the command
     * @param bytes payload, result or blob; empty for none
     */
    record ParsedCommand(MarketCommand command, Optional<byte[]> bytes) {
        ParsedCommand(MarketCommand command) {
            this(command, Optional.empty());
        }
    }

    /** Access to the blobs that an agent uploaded. */
    @FunctionalInterface
    interface Blobs {

        /** Returns the bytes with a digest. Throws {@link ProblemException} if the agent has not uploaded them. */
        byte[] of(String digest);
    }

    /** Parser of a command for a route whose path contains names, such as those of the agent and the task. */
    @FunctionalInterface
    interface OfPath {
        ParsedCommand read(List<String> path, RequestBody body);
    }

    private CommandParser() {}

    static ParsedCommand putAgent(List<String> path, RequestBody body) {
        TermsRequest sent = body.as(TermsRequest.class);
        var terms = AgentTermsBuilder.builder()
                .kind(sent.kind().orElse(""))
                .pricePerBit(number(sent.pricePerBit()))
                .workPerSecond(number(sent.workPerSecond()))
                .worth(number(sent.worth()))
                .position(sent.position().map(Place::position))
                .askTicks(sent.askTicks()
                        .map(ticks -> ticks.stream().map(JsonLong::value).toList()))
                .publicKey(sent.publicKey().orElse(""))
                .build();
        OptionalLong limit =
                sent.spendUnitsADay().stream().mapToLong(JsonLong::value).findFirst();
        return new ParsedCommand(
                new MarketCommand.PutAgent(path.get(1), sent.version().value(), terms, limit, body.signer()));
    }

    private static OptionalDouble number(Optional<Double> number) {
        return number.stream().mapToDouble(Double::doubleValue).findFirst();
    }

    static ParsedCommand leave(List<String> path, RequestBody body) {
        LeaveRequest sent = body.as(LeaveRequest.class);
        return new ParsedCommand(
                new MarketCommand.LeaveMarket(path.get(1), sent.version().value()));
    }

    /** Parses a task. The payload must be available. If the task has units, the payload must have one line per unit. */
    static ParsedCommand putTask(List<String> path, RequestBody body, Blobs blobs) {
        TaskRequest sent = body.as(TaskRequest.class);
        var amounts = new Task(sent.inputBits(), sent.work(), sent.deadlineSeconds());
        int units = sent.units().map(CommandParser::count).orElse(0);
        Payload payload = Payload.read(sent.payload());
        byte[] bytes = payload.bytes().orElseGet(() -> blobs.of(payload.sha256()));
        PayloadDivision.check(bytes, units);
        var put = new MarketCommand.PutTask(
                path.get(1),
                path.get(3),
                amounts,
                units,
                payload.sha256(),
                sent.lastRound().value());
        return new ParsedCommand(put, Optional.of(bytes));
    }

    /** Parses a batch of requests. The payload must be available. */
    static ParsedCommand putBatch(List<String> path, RequestBody body, Blobs blobs, InferenceProduct product) {
        BatchRequest sent = body.as(BatchRequest.class);
        Payload payload = Payload.read(sent.payload());
        byte[] bytes = payload.bytes().orElseGet(() -> blobs.of(payload.sha256()));
        var put = new MarketCommand.PutBatch(
                path.get(1),
                path.get(3),
                new InferenceMeter(product).reserved(bytes),
                bytes.length,
                payload.sha256(),
                sent.lastRound().value());
        return new ParsedCommand(put, Optional.of(bytes));
    }

    private static int count(JsonLong units) {
        if (units.value() < 1 || units.value() > Integer.MAX_VALUE) {
            throw ProblemException.invalid(
                    "units", "must be in [1, " + Integer.MAX_VALUE + "] or missing", units.value());
        }
        return (int) units.value();
    }

    static ParsedCommand withdraw(List<String> path, RequestBody body) {
        body.as(WithdrawalRequest.class);
        return new ParsedCommand(new MarketCommand.WithdrawTask(path.get(1), path.get(3)));
    }

    static ParsedCommand result(Piece piece, Payload result, Blobs blobs) {
        byte[] bytes = result.bytes().orElseGet(() -> blobs.of(result.sha256()));
        var put = new MarketCommand.PutResult(piece.worker(), piece.id(), result.sha256());
        return new ParsedCommand(put, Optional.of(bytes));
    }

    /**
     * Parses the answers of a piece of an inference market, and measures them.
     *
     * @param requests lines of the piece in the payload of its batch; empty if the payload was deleted, after which only a repeated command is accepted
     */
    static ParsedCommand answers(
            Piece piece, Payload result, Blobs blobs, Optional<byte[]> requests, InferenceProduct product) {
        byte[] bytes = result.bytes().orElseGet(() -> blobs.of(result.sha256()));
        PieceMeter.Answers measured = requests.map(lines -> new InferenceMeter(product).measured(lines, bytes))
                .orElse(PieceMeter.Answers.NONE);
        var put = new MarketCommand.PutAnswers(piece.worker(), piece.id(), result.sha256(), measured);
        return new ParsedCommand(put, Optional.of(bytes));
    }

    static ParsedCommand blob(String agent, String digest, byte[] bytes) {
        Payload blob = Payload.of(bytes);
        if (!blob.sha256().equals(digest)) {
            throw ProblemException.invalid("sha256", "must be that of the body, " + blob.sha256(), digest);
        }
        return new ParsedCommand(new MarketCommand.PutBlob(agent, digest, bytes.length), blob.bytes());
    }

    static ParsedCommand erase(List<String> path, RequestBody body) {
        body.as(ErasureRequest.class);
        return new ParsedCommand(new MarketCommand.EraseBytes(path.get(1), path.get(3)));
    }

    static ParsedCommand undoable(Piece piece, RequestBody body) {
        UndoableRequest sent = body.as(UndoableRequest.class);
        return new ParsedCommand(new MarketCommand.PutUndoable(piece.worker(), piece.id(), sent.reason()));
    }

    static ParsedCommand confirm(Piece piece, RequestBody body) {
        ConfirmationRequest sent = body.as(ConfirmationRequest.class);
        return new ParsedCommand(new MarketCommand.ConfirmUndoable(sent.agent().orElse(piece.buyer()), piece.id()));
    }

    static ParsedCommand reject(Piece piece, RequestBody body) {
        RejectionRequest sent = body.as(RejectionRequest.class);
        String party = sent.agent().orElse(piece.buyer());
        return new ParsedCommand(new MarketCommand.RejectResult(party, piece.id(), sent.reason()));
    }

    static ParsedCommand deposit(List<String> path, RequestBody body) {
        PaymentRequest sent = body.as(PaymentRequest.class);
        return new ParsedCommand(
                new MarketCommand.Deposit(sent.agent(), sent.units().value(), sent.reference()));
    }

    static ParsedCommand payOut(List<String> path, RequestBody body) {
        PaymentRequest sent = body.as(PaymentRequest.class);
        return new ParsedCommand(
                new MarketCommand.Withdraw(sent.agent(), sent.units().value(), sent.reference()));
    }

    static ParsedCommand invite(List<String> path, RequestBody body) {
        InviteRequest sent = body.as(InviteRequest.class);
        if (sent.kind().isPresent() && sent.agent().isPresent()) {
            throw ProblemException.malformed("agent", "must be a known member", "unknown");
        }
        return new ParsedCommand(sent.kind()
                .<MarketCommand>map(kind -> new MarketCommand.InviteKind(kind, sent.sha256()))
                .orElseGet(() -> new MarketCommand.Invite(
                        sent.agent().orElseThrow(RequestBody.missing("agent")), sent.sha256())));
    }

    static ParsedCommand bar(List<String> path, RequestBody body) {
        BarRequest sent = body.as(BarRequest.class);
        return new ParsedCommand(
                new MarketCommand.Bar(sent.agent(), sent.version().value(), sent.isBarred()));
    }

    static ParsedCommand rule(List<String> path, RequestBody body) {
        RulingRequest sent = body.as(RulingRequest.class);
        return new ParsedCommand(new MarketCommand.Rule(sent.piece(), sent.pays()));
    }

    static ParsedCommand check(List<String> path, RequestBody body) {
        RulingRequest sent = body.as(RulingRequest.class);
        return new ParsedCommand(new MarketCommand.Check(sent.piece(), sent.pays()));
    }
}
