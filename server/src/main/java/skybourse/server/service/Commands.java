package skybourse.server.service;

import java.util.List;
import java.util.Optional;
import skybourse.base.scenario.Position;
import skybourse.base.scenario.Task;
import skybourse.venue.Command;
import skybourse.venue.Piece;
import skybourse.venue.TermsBuilder;

/** Commands from what was sent. */
final class Commands {

    /**
     * A command with what is kept beside it.
     *
     * @param command what is asked
     * @param bytes payload, result or blob that comes with it; empty for none
     */
    record Sent(Command command, Optional<byte[]> bytes) {
        Sent(Command command) {
            this(command, Optional.empty());
        }
    }

    /** Finds bytes that an agent brought before. */
    @FunctionalInterface
    interface Blobs {

        /** Returns the bytes of a digest; a {@link Problem} where the agent did not bring them. */
        byte[] of(String digest);
    }

    /** Reads a command whose names are in the path. */
    @FunctionalInterface
    interface OfPath {
        Sent read(List<String> path, RequestBody body);

        /** Reads a command; what nobody asks for in its body is refused. */
        default Sent readAll(List<String> path, RequestBody body) {
            Sent sent = read(path, body);
            body.end();
            return sent;
        }
    }

    private Commands() {}

    static Sent putAgent(List<String> path, RequestBody body) {
        long version = body.whole("version");
        var terms = TermsBuilder.builder()
                .kind(body.textOrNone("kind").orElse(""))
                .pricePerBit(body.numberOrNone("pricePerBit"))
                .workPerSecond(body.numberOrNone("workPerSecond"))
                .worth(body.numberOrNone("worth"))
                .position(body.partOrNone("position").map(Commands::position))
                .askTicks(body.wholesOrNone("askTicks"))
                .publicKey(body.textOrNone("publicKey").orElse(""))
                .build();
        return new Sent(new Command.PutAgent(path.get(1), version, terms));
    }

    private static Position position(RequestBody part) {
        var position = new Position(part.number("xMetres"), part.number("yMetres"), part.number("heightMetres"));
        part.end();
        return position;
    }

    static Sent leave(List<String> path, RequestBody body) {
        return new Sent(new Command.LeaveMarket(path.get(1), body.whole("version")));
    }

    /** Reads a task, whose payload must be there, with as many lines as it has units. */
    static Sent putTask(List<String> path, RequestBody body, Blobs blobs) {
        var amounts = new Task(body.number("inputBits"), body.number("work"), body.number("deadlineSeconds"));
        int units = body.countOrNone("units").orElse(0);
        Payload payload = Payload.read(body.part("payload"));
        PayloadParts.check(payload.bytes().orElseGet(() -> blobs.of(payload.sha256())), units);
        var put = new Command.PutTask(
                path.get(1), path.get(3), amounts, units, payload.sha256(), body.whole("lastRound"));
        return new Sent(put, payload.bytes());
    }

    static Sent withdraw(List<String> path, RequestBody body) {
        return new Sent(new Command.WithdrawTask(path.get(1), path.get(3)));
    }

    static Sent result(Piece piece, Payload result, Blobs blobs) {
        if (result.bytes().isEmpty()) {
            blobs.of(result.sha256());
        }
        var put = new Command.PutResult(piece.worker(), piece.id(), result.sha256());
        return new Sent(put, result.bytes());
    }

    static Sent blob(String agent, String digest, byte[] bytes) {
        Payload blob = Payload.of(bytes);
        if (!blob.sha256().equals(digest)) {
            throw Problem.invalid("sha256", "must be that of the body, " + blob.sha256(), digest);
        }
        return new Sent(new Command.PutBlob(agent, digest, bytes.length), blob.bytes());
    }

    static Sent undoable(Piece piece, RequestBody body) {
        return new Sent(new Command.PutUndoable(piece.worker(), piece.id(), body.text("reason")));
    }

    static Sent confirm(Piece piece, RequestBody body) {
        return new Sent(new Command.ConfirmUndoable(party(piece, body), piece.id()));
    }

    static Sent reject(Piece piece, RequestBody body) {
        return new Sent(new Command.RejectResult(party(piece, body), piece.id(), body.text("reason")));
    }

    /** Returns the agent that answers for a piece: its buyer, unless another one is named. */
    private static String party(Piece piece, RequestBody body) {
        return body.textOrNone("agent").orElse(piece.buyer());
    }

    static Sent deposit(List<String> path, RequestBody body) {
        return new Sent(new Command.Deposit(body.text("agent"), body.whole("units"), body.text("reference")));
    }

    static Sent payOut(List<String> path, RequestBody body) {
        return new Sent(new Command.Withdraw(body.text("agent"), body.whole("units"), body.text("reference")));
    }

    static Sent invite(List<String> path, RequestBody body) {
        Optional<String> kind = body.textOrNone("kind");
        return new Sent(
                kind.isPresent()
                        ? new Command.InviteKind(kind.get(), body.text("sha256"))
                        : new Command.Invite(body.text("agent"), body.text("sha256")));
    }

    static Sent bar(List<String> path, RequestBody body) {
        return new Sent(new Command.Bar(body.text("agent"), body.whole("version"), body.truth("isBarred")));
    }

    static Sent rule(List<String> path, RequestBody body) {
        return new Sent(new Command.Rule(body.text("piece"), body.truth("pays")));
    }
}
