package skybourse.receipt;

import java.util.List;
import java.util.Optional;
import skybourse.receipt.ReceiptLeaf.Command;
import skybourse.receipt.format.Json;
import skybourse.receipt.format.JsonField;
import skybourse.receipt.format.Jws;

/** Checks that the commands in an agent's receipts are the commands that the agent sent. */
final class SentCommandCheck {

    private final ReceiptSet parts;
    private final RoundCommandRange round;
    private final String agent;
    private final List<Command> taken;
    private final Optional<List<SentCommandCopy>> kept;
    private final Optional<byte[]> ownKey;

    SentCommandCheck(ReceiptSet parts, ReceiptCheck.CheckInputs given) {
        this.parts = parts;
        this.round = parts.span();
        this.agent = parts.leaves().getFirst().agent();
        this.taken = parts.leaves().stream()
                .flatMap(leaf -> leaf.commands().stream())
                .toList();
        this.kept = given.kept();
        this.ownKey = given.ownKey();
    }

    /**
     * Line 4: each command in the receipts is signed by the agent's key, or is among its stored commands. If the key and the stored commands are both
     * given, each command must be stored, and each signed command must also be signed by the key.
     */
    CheckResult commands() {
        if (kept.isEmpty() && ownKey.isEmpty()) {
            return CheckResult.needs(4, "your public key (--agent-key) or your stored commands (--sent-commands)");
        }
        long open = 0;
        for (Command command : taken) {
            String name = "command " + command.seq() + ", " + command.route() + ", ";
            if (command.isSigned() && ownKey.isPresent()) {
                Optional<String> wrong = unsigned(command, ownKey.get());
                if (wrong.isPresent()) {
                    return CheckResult.broken(4, name + wrong.get());
                }
            }
            if (kept.isPresent() && kept.get().stream().noneMatch(sent -> isSame(sent, command))) {
                return CheckResult.broken(4, name + "is not among the commands that you stored");
            }
            open += kept.isEmpty() && !command.isSigned() ? 1 : 0;
        }
        int all = taken.size();
        return open > 0
                ? CheckResult.needs(
                        4,
                        "your stored commands (--sent-commands): " + open + " of " + all
                                + " commands are unsigned or given only by digest")
                : CheckResult.holds(4, "all " + all + " commands of " + agent + " are yours");
    }

    /** Returns the reason why the signature of a command is not valid for the key, this market and this route; empty if it is valid. */
    private Optional<String> unsigned(Command command, byte[] key) {
        try {
            Jws jws = Jws.read(command.text());
            if (!jws.isSignedBy(key)) {
                return Optional.of("is not signed by your key");
            }
            var payload = new JsonField("payload", Json.read(jws.payload()));
            String signed =
                    payload.at("for").text() + " in " + payload.at("market").text();
            String taken = command.route() + " in " + round.market();
            return signed.equals(taken) ? Optional.empty() : Optional.of("is signed for " + signed);
        } catch (IllegalArgumentException e) {
            return Optional.of("is not a signed command: " + e.getMessage());
        }
    }

    /**
     * Line 5: the receipts contain each command of their rounds for which the exchange gave a promise, and no command is missing between
     * neighbouring leaves.
     */
    CheckResult promises() {
        int met = 0;
        long open = -1;
        for (SentCommandCopy sent : kept.orElse(List.of())) {
            if (sent.promise().filter(this::isOfTheRounds).isPresent()) {
                long seq = sent.promise().get().seq();
                String promised =
                        "the exchange promised that it accepted " + sent.route() + " as command " + seq + ", ";
                Optional<ReceiptSet.Gap> gap = parts.gap().filter(out -> out.has(seq));
                if (gap.isPresent()) {
                    return CheckResult.broken(5, promised + gap.get());
                }
                if (!parts.has(seq)) {
                    open = open < 0 ? seq : Math.min(open, seq);
                } else if (taken.stream().noneMatch(command -> command.seq() == seq && isSame(sent, command))) {
                    return CheckResult.broken(5, promised + "but the receipt does not contain it");
                } else {
                    met++;
                }
            }
        }
        return parts.gap().map(gap -> CheckResult.broken(5, gap.toString())).orElse(promises(met, open));
    }

    private CheckResult promises(int met, long open) {
        if (open >= 0) {
            return CheckResult.needs(
                    5,
                    "the receipt of command " + open + ", which the exchange promised: request it with from=" + open);
        }
        return met > 0
                ? CheckResult.holds(5, "the receipts contain all " + met + " promised commands")
                : CheckResult.needs(
                        5,
                        "a promise for one of the commands " + round.firstSeq() + " to " + round.lastSeq() + " of "
                                + agent + " (--sent-commands)");
    }

    private boolean isOfTheRounds(SentCommandCopy.Promise promise) {
        return promise.market().equals(round.market())
                && promise.agent().equals(agent)
                && promise.seq() >= round.firstSeq()
                && promise.seq() <= round.lastSeq();
    }

    static boolean isSame(SentCommandCopy sent, Command command) {
        return sent.route().equals(command.route()) && sent.sha256().equals(command.sha256());
    }
}
