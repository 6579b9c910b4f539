package skybourse.venue;

import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import skybourse.venue.event.CommandReply;
import skybourse.venue.event.CommandReply.Kind;
import skybourse.venue.event.CommandReply.Refused;
import skybourse.venue.event.CommandReply.Reply;
import skybourse.venue.event.MarketCommand;
import skybourse.venue.event.MarketEvent;
import skybourse.venue.event.MarketRules;
import skybourse.venue.event.Piece;
import skybourse.venue.event.SubmittedTask;

/** Handles uploads and erasures. */
final class UploadCommandHandler {

    /** Largest charge for stored uploads of an agent, bytes; each blob counts at least {@value BlobIndex#LEAST_CHARGED}. */
    private static final long MOST_BLOB_BYTES = 256L << 20;

    private final ExchangeState state;

    UploadCommandHandler(ExchangeState state) {
        this.state = state;
    }

    CommandReply put(MarketCommand.PutBlob put) {
        Optional<Refused> wrong = ArgumentCheck.first(List.of(
                ArgumentCheck.digest(put.digest(), "sha256", false),
                ArgumentCheck.rule(
                        put.bytes() >= 1 && put.bytes() <= MarketRules.MOST_BLOB,
                        "body",
                        "must have 1 to " + MarketRules.MOST_BLOB + " bytes",
                        put.bytes())));
        if (wrong.isPresent()) {
            return wrong.get();
        }
        Reply reply = reply(put.digest());
        Snapshot.Blob there = state.blobs.of(put.agent(), put.digest()).orElse(null);
        if (there != null) {
            return ExchangeEngine.done(reply.at(there.seq()));
        }
        boolean isCharged = state.blobs.erasedAt(put.agent(), put.digest()).isPresent();
        long all = state.blobs.charged(put.agent()) + (isCharged ? 0 : BlobIndex.charged(put.bytes()));
        return all > MOST_BLOB_BYTES
                ? new Refused(
                        Kind.INVALID,
                        "body",
                        "must be within the limit of uploads of an agent in " + ExchangeState.KEPT_ROUNDS + " rounds, "
                                + MOST_BLOB_BYTES + " bytes; each blob counts at least " + BlobIndex.LEAST_CHARGED,
                        "" + all)
                : ExchangeEngine.done(reply, new MarketEvent.BlobPut(put.agent(), put.digest(), put.bytes()));
    }

    /**
     * Erases bytes unless an open task, a piece with money in escrow, or another agent uses them. The seller of a piece cannot erase its result; its uploads of
     * the payload or result do not prevent the erasure by the buyer.
     */
    CommandReply erase(MarketCommand.EraseBytes erase) {
        String agent = erase.agent();
        String digest = erase.digest();
        List<SubmittedTask> tasks = state.tasks.values().stream()
                .filter(task -> task.payload().equals(digest))
                .toList();
        List<Piece> pieces = state.pieces.byId.values().stream()
                .filter(piece -> piece.digest().equals(digest))
                .toList();
        List<String> uploaders = state.blobs.uploaders(digest);
        boolean isOwn = uploaders.contains(agent)
                || tasks.stream().anyMatch(task -> task.agent().equals(agent))
                || pieces.stream().anyMatch(piece -> piece.buyer().equals(agent));
        if (!isOwn) {
            return state.blobs
                    .erasedAt(agent, digest)
                    .<CommandReply>map(seq -> ExchangeEngine.done(reply(digest).at(seq)))
                    .orElseGet(() -> ExchangeEngine.unknown("sha256", digest));
        }
        boolean isOpen = tasks.stream().anyMatch(this::isOpen)
                || pieces.stream().anyMatch(piece -> piece.state().isOpen());
        boolean isShared = tasks.stream().anyMatch(task -> !task.agent().equals(agent))
                || pieces.stream().anyMatch(piece -> !piece.buyer().equals(agent))
                || uploaders.stream().anyMatch(other -> !other.equals(agent) && !isWorker(other, tasks, pieces));
        return ArgumentCheck.digest(digest, "sha256", false)
                .or(() -> isOpen || isShared
                        ? Optional.of(new Refused(
                                Kind.TAKEN,
                                "sha256",
                                "must not belong to an open task, to a piece whose money is in escrow, or to another agent",
                                digest))
                        : Optional.empty())
                .<CommandReply>map(refused -> refused)
                .orElseGet(() -> ExchangeEngine.done(reply(digest), new MarketEvent.BytesErased(agent, digest)));
    }

    private static Reply reply(String digest) {
        return new Reply(digest, 0, 0, 0);
    }

    /** Returns whether an agent computed a result, or a piece of a task. */
    private boolean isWorker(String agent, List<SubmittedTask> tasks, List<Piece> results) {
        Stream<Piece> ofTasks = tasks.stream()
                .flatMap(
                        task -> state
                                .pieces
                                .ofTask
                                .getOrDefault(new TaskKey(task.agent(), task.name()), new TreeMap<>())
                                .values()
                                .stream());
        return Stream.concat(results.stream(), ofTasks)
                .anyMatch(piece -> piece.worker().equals(agent));
    }

    private boolean isOpen(SubmittedTask task) {
        return task.stage() == SubmittedTask.Stage.OPEN
                || state.pieces.hasOpenPieces(new TaskKey(task.agent(), task.name()));
    }
}
