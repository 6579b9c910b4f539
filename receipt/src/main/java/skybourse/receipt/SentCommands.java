package skybourse.receipt;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import skybourse.receipt.ReceiptLeaf.Command;
import skybourse.receipt.format.Field;
import skybourse.receipt.format.Json;
import skybourse.receipt.format.Jws;

/** All that an agent sent, as far as its receipts and the file that it kept show it. */
final class SentCommands {

    private static final String WITHDRAW = "PUT /v1/operator/withdraw";

    /**
     * A command.
     *
     * @param route method and path
     * @param seq number of its journal entry; -1 where neither a receipt nor a promise has it
     * @param at when it came, milliseconds since 1970; -1 where no receipt has it
     * @param body its object; empty where only the digest is known, or where it has none
     */
    record Sending(String route, long seq, long at, Optional<Field> body) {

        private boolean isBefore(long limit) {
            return seq >= 0 && seq < limit;
        }
    }

    private final Parts parts;
    private final boolean isComplete;
    private final List<Sending> all = new ArrayList<>();

    SentCommands(Parts parts, Optional<List<Kept>> kept) {
        this.parts = parts;
        isComplete = kept.isPresent();
        Map<String, String> texts = new HashMap<>();
        List<Kept> others = new ArrayList<>(kept.orElse(List.of()));
        others.forEach(sent -> sent.text().ifPresent(text -> texts.put(sent.sha256(), text)));
        for (Command command : parts.leaves().stream()
                .flatMap(leaf -> leaf.commands().stream())
                .toList()) {
            String text = command.text().isEmpty() ? texts.getOrDefault(command.sha256(), "") : command.text();
            all.add(new Sending(command.route(), command.seq(), command.at(), body(text)));
            others.removeIf(sent -> OwnCommands.isSame(sent, command));
        }
        for (Kept sent : others) {
            long seq = sent.promise().map(Kept.Promise::seq).orElse(-1L);
            all.add(new Sending(sent.route(), seq, -1, sent.text().flatMap(SentCommands::body)));
        }
    }

    /** Returns the object that was sent, or that a signed text has inside. */
    private static Optional<Field> body(String text) {
        try {
            boolean isPlain = text.strip().startsWith("{");
            Json body = isPlain ? Json.read(text) : Json.read(Jws.read(text).payload());
            return Optional.of(new Field("", body)).filter(field -> field.value() instanceof Json.Members);
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /** Tells whether the agent gave all that it sent, not only its receipts. */
    boolean isComplete() {
        return isComplete;
    }

    /** Returns what it sent by some routes. */
    Stream<Sending> by(Predicate<String> route) {
        return all.stream().filter(sending -> route.test(sending.route()));
    }

    /** Returns what was taken by some routes before a journal entry. */
    Stream<Sending> before(long seq, Predicate<String> route) {
        return by(route).filter(sending -> sending.isBefore(seq));
    }

    /** Returns when the first of its commands after a journal entry came, in milliseconds since 1970; the largest number if receipts show none. */
    long firstAtAfter(long seq) {
        return all.stream()
                .filter(sending -> sending.seq() > seq && sending.at() >= 0)
                .mapToLong(Sending::at)
                .min()
                .orElse(Long.MAX_VALUE);
    }

    /** Returns the payments out that the agent agreed to. */
    List<Field> withdrawals() {
        return by(WITHDRAW::equals).flatMap(sending -> sending.body().stream()).toList();
    }

    /**
     * Returns whether the agent sent something about a piece; empty where that is not known, for neither what it sent nor all receipts were given.
     *
     * @param path last part of the route, such as {@code rejection}
     * @param from number of the first journal entry that it can stand in
     * @param to number of the last
     */
    Optional<Boolean> has(String piece, String path, long from, long to) {
        String route = "PUT /v1/pieces/" + piece + "/" + path;
        boolean isThere = by(route::equals).anyMatch(sending -> sending.seq() <= to);
        return isThere || isComplete || parts.hasAll(from, to) ? Optional.of(isThere) : Optional.empty();
    }
}
