package skybourse.receipt;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import skybourse.receipt.ReceiptLeaf.Command;
import skybourse.receipt.format.Json;
import skybourse.receipt.format.JsonField;
import skybourse.receipt.format.Jws;

/** Commands that an agent sent, taken from its receipts and its stored commands. */
final class SentCommands {

    private static final String WITHDRAW = "PUT /v1/operator/withdraw";

    /**
     * Command of the agent.
     *
     * @param route method and path
     * @param seq number of its journal entry; -1 if neither a receipt nor a promise contains it
     * @param at time of its arrival, in milliseconds since 1970; -1 if no receipt contains it
     * @param body JSON object of the command; empty if only the digest is known, or if the command has no JSON object
     */
    record AgentCommand(String route, long seq, long at, Optional<JsonField> body) {

        private boolean isBefore(long limit) {
            return seq >= 0 && seq < limit;
        }
    }

    private final ReceiptSet parts;
    private final boolean isComplete;
    private final List<AgentCommand> all = new ArrayList<>();

    SentCommands(ReceiptSet parts, Optional<List<SentCommandCopy>> kept) {
        this.parts = parts;
        isComplete = kept.isPresent();
        Map<String, String> texts = new HashMap<>();
        List<SentCommandCopy> others = new ArrayList<>(kept.orElse(List.of()));
        others.forEach(sent -> sent.text().ifPresent(text -> texts.put(sent.sha256(), text)));
        for (Command command : parts.leaves().stream()
                .flatMap(leaf -> leaf.commands().stream())
                .toList()) {
            String text = command.text().isEmpty() ? texts.getOrDefault(command.sha256(), "") : command.text();
            all.add(new AgentCommand(command.route(), command.seq(), command.at(), body(text)));
            others.removeIf(sent -> SentCommandCheck.isSame(sent, command));
        }
        for (SentCommandCopy sent : others) {
            long seq = sent.promise().map(SentCommandCopy.Promise::seq).orElse(-1L);
            all.add(new AgentCommand(sent.route(), seq, -1, sent.text().flatMap(SentCommands::body)));
        }
    }

    /** Returns the JSON object of a plain or signed command; empty if the command has none. */
    private static Optional<JsonField> body(String text) {
        try {
            boolean isPlain = text.strip().startsWith("{");
            Json body = isPlain ? Json.read(text) : Json.read(Jws.read(text).payload());
            return Optional.of(new JsonField("", body)).filter(field -> field.value() instanceof Json.JsonObject);
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /** Returns whether the agent's stored commands are given in addition to its receipts. */
    boolean isComplete() {
        return isComplete;
    }

    /** Returns the commands of matching routes. */
    Stream<AgentCommand> ofRoutes(Predicate<String> route) {
        return all.stream().filter(sending -> route.test(sending.route()));
    }

    /** Returns the commands of matching routes that were accepted before a journal entry. */
    Stream<AgentCommand> before(long seq, Predicate<String> route) {
        return ofRoutes(route).filter(sending -> sending.isBefore(seq));
    }

    /**
     * Returns the arrival time of the first command after a journal entry, in milliseconds since 1970; {@link Long#MAX_VALUE} if receipts contain
     * no such command.
     */
    long firstAtAfter(long seq) {
        return all.stream()
                .filter(sending -> sending.seq() > seq && sending.at() >= 0)
                .mapToLong(AgentCommand::at)
                .min()
                .orElse(Long.MAX_VALUE);
    }

    /** Returns the bodies of the withdrawals that the agent agreed to. Withdrawals of which only the digest is known are omitted. */
    List<JsonField> withdrawals() {
        return ofRoutes(WITHDRAW::equals)
                .flatMap(sending -> sending.body().stream())
                .toList();
    }

    /**
     * Returns whether the agent sent a command about a piece. Returns an empty value if this is unknown, because neither the stored commands nor
     * all receipts are given.
     *
     * @param piece id of the piece
     * @param path last part of the route, such as {@code rejection}
     * @param from number of the first journal entry that can contain it
     * @param to number of the last journal entry that can contain it
     */
    Optional<Boolean> has(String piece, String path, long from, long to) {
        String route = "PUT /v1/pieces/" + piece + "/" + path;
        boolean isThere = ofRoutes(route::equals).anyMatch(sending -> sending.seq() <= to);
        return isThere || isComplete || parts.hasAll(from, to) ? Optional.of(isThere) : Optional.empty();
    }
}
