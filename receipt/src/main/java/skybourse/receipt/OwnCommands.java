package skybourse.receipt;

import java.util.List;
import java.util.Optional;
import skybourse.receipt.ReceiptLeaf.Command;

/** Whether the commands of a receipt are those that its agent sent. */
final class OwnCommands {

    private final ReceiptLeaf leaf;
    private final Optional<List<Kept>> kept;
    private final Optional<byte[]> ownKey;

    OwnCommands(ReceiptLeaf leaf, ReceiptCheck.Given given) {
        this.leaf = leaf;
        this.kept = given.kept();
        this.ownKey = given.ownKey();
    }

    /** Line 4: each command is signed by the agent's key, or is one that it kept; what is given of both must hold. */
    CheckedLine commands() {
        if (kept.isEmpty() && ownKey.isEmpty()) {
            return CheckedLine.needs(4, "your public key (--my-key) or what you sent (--mine)");
        }
        long open = 0;
        for (Command command : leaf.commands()) {
            String name = "command " + command.seq() + ", " + command.route() + ", ";
            if (command.isSigned() && ownKey.isPresent()) {
                Optional<String> wrong = unsigned(command, ownKey.get());
                if (wrong.isPresent()) {
                    return CheckedLine.broken(4, name + wrong.get());
                }
            }
            if (kept.isPresent() && kept.get().stream().noneMatch(sent -> isSame(sent, command))) {
                return CheckedLine.broken(4, name + "is none that you kept");
            }
            open += kept.isEmpty() && !command.isSigned() ? 1 : 0;
        }
        int all = leaf.commands().size();
        return open > 0
                ? CheckedLine.needs(
                        4,
                        "what you sent (--mine): " + open + " of " + all
                                + " commands are not signed, or only by digest")
                : CheckedLine.holds(4, "all " + all + " commands of " + leaf.agent() + " are yours");
    }

    /** Returns why a command is not one that the key signed for this market and route. */
    private Optional<String> unsigned(Command command, byte[] key) {
        try {
            Jws jws = Jws.read(command.text());
            if (!jws.isBy(key)) {
                return Optional.of("is not signed by your key");
            }
            var payload = new Field("payload", Json.read(jws.payload()));
            String signed =
                    payload.at("for").text() + " in " + payload.at("market").text();
            String taken = command.route() + " in " + leaf.round().market();
            return signed.equals(taken) ? Optional.empty() : Optional.of("is signed for " + signed);
        } catch (IllegalArgumentException e) {
            return Optional.of("is no signed command: " + e.getMessage());
        }
    }

    /** Line 5: what the exchange promised to have taken is in the receipt. */
    CheckedLine promises() {
        int met = 0;
        for (Kept sent : kept.orElse(List.of())) {
            if (sent.promise().filter(this::isOfTheLeaf).isPresent()) {
                long seq = sent.promise().get().seq();
                if (leaf.commands().stream().noneMatch(command -> command.seq() == seq && isSame(sent, command))) {
                    return CheckedLine.broken(
                            5,
                            "the exchange promised to have taken " + sent.route() + " as command " + seq
                                    + ", the receipt lacks it");
                }
                met++;
            }
        }
        return met > 0
                ? CheckedLine.holds(5, "all " + met + " commands that the exchange promised are there")
                : CheckedLine.needs(
                        5,
                        "a promise of commands " + leaf.fromSeq() + " to " + leaf.toSeq() + " of " + leaf.agent()
                                + " (--mine)");
    }

    private boolean isOfTheLeaf(Kept.Promise promise) {
        return promise.market().equals(leaf.round().market())
                && promise.agent().equals(leaf.agent())
                && promise.seq() >= leaf.fromSeq()
                && promise.seq() <= leaf.toSeq();
    }

    private static boolean isSame(Kept sent, Command command) {
        return sent.route().equals(command.route()) && sent.sha256().equals(command.sha256());
    }
}
