package skybourse.server.service;

import java.util.List;
import java.util.Optional;
import skybourse.base.scenario.Position;
import skybourse.base.scenario.Task;
import skybourse.files.codec.Sha256;
import skybourse.venue.Command;
import skybourse.venue.Piece;
import skybourse.venue.Terms;

/** Commands from what was sent. */
final class Commands {

    /**
     * A command with what is kept beside it.
     *
     * @param command what is asked
     * @param bytes payload or result; empty for none
     */
    record Sent(Command command, Optional<byte[]> bytes) {
        Sent(Command command) {
            this(command, Optional.empty());
        }
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
        var terms = new Terms(
                body.textOrNone("kind").orElse(""),
                body.numberOrNone("pricePerBit"),
                body.numberOrNone("workPerSecond"),
                body.numberOrNone("worth"),
                body.partOrNone("position").map(Commands::position),
                body.wholesOrNone("askTicks"),
                body.textOrNone("publicKey").orElse(""));
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

    static Sent putTask(List<String> path, RequestBody body) {
        var amounts = new Task(body.number("inputBits"), body.number("work"), body.number("deadlineSeconds"));
        int units = body.small("units");
        Optional<byte[]> payload = body.partOrNone("payload").map(Payload::read);
        String digest = payload.map(Sha256::of).orElse("");
        var put = new Command.PutTask(path.get(1), path.get(3), amounts, units, digest, body.whole("lastRound"));
        return new Sent(put, payload);
    }

    static Sent withdraw(List<String> path, RequestBody body) {
        return new Sent(new Command.WithdrawTask(path.get(1), path.get(3)));
    }

    static Sent result(Piece piece, byte[] result) {
        var put = new Command.PutResult(piece.worker(), piece.id(), Sha256.of(result));
        return new Sent(put, Optional.of(result));
    }

    static Sent reject(Piece piece, RequestBody body) {
        return new Sent(new Command.RejectResult(piece.buyer(), piece.id(), body.text("reason")));
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
