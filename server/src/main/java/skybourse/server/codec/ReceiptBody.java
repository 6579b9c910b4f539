package skybourse.server.codec;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import java.util.Optional;
import skybourse.files.codec.Described;

/** A receipt of an agent with its proofs. {@code check-receipt} verifies it. */
public record ReceiptBody(
        @Described("Signed checkpoint of the log.") String checkpoint,

        @Described("The leaf, receipt-1 as a string. Its bytes are hashed in the log.")
        String leaf,

        @Described("Its place in the log.") @JsonUnwrapped Places places,

        @Described("Proof that the log has grown from the earlier checkpoint of the request.")
        Optional<Growth> consistency) {

    /** Place of a leaf, and of the record of its round. */
    public record Places(
            @Described("Index of the leaf.") long index,

            @Described("Hashes from leaf to root, in base64.")
            List<String> path,

            @Described("Place of the record of the round.") RecordPlace record) {

        public Places {
            path = List.copyOf(path);
        }
    }

    /** Place of a record. */
    public record RecordPlace(
            @Described("Index of the record.") long index,

            @Described("First hashes in base64 from the record to the root.")
            List<String> path,

            @Described("Number of further hashes of its path, which are the last hashes of the path of the leaf.")
            int shared) {

        public RecordPlace {
            path = List.copyOf(path);
        }
    }

    /** Proof that the log of {@code from} leaves is a prefix of the log of {@code to} leaves. */
    public record Growth(
            @Described("Number of leaves of the earlier log.")
            long from,

            @Described("Number of leaves of the later log.") long to,
            @Described("Hashes in base64.") List<String> path) {

        public Growth {
            path = List.copyOf(path);
        }
    }

    /**
     * Leaf of a receipt.
     *
     * @param form {@code receipt-1}
     */
    public record Leaf(
            @Described("Format.") @Limited("const: receipt-1") @JsonProperty("skybourse")
            String form,

            @Described("Round.") @JsonUnwrapped RecordBody.Head head,

            @Described("First journal entry that it covers.")
            long fromSeq,

            @Described("Last journal entry that it covers.") long toSeq,
            @Described("Agent of the receipt.") String agent,
            @Described("Index of the round's record.") long record,
            @Described("Commands that the agent sent.") List<SentCommand> commands,

            @Described(value = "Balance at the previous sale.", unit = "ledger units")
            long before,

            @Described(value = "Balance at the sale.", unit = "ledger units")
            long after) {

        public Leaf {
            commands = List.copyOf(commands);
        }
    }

    /**
     * A command in a receipt.
     *
     * @param route method and path
     */
    public record SentCommand(
            @Described("Number of the journal entry.") long seq,

            @Described(value = "Time of the entry.", unit = "ms")
            long at,

            @Described("Method and path.") @JsonProperty("for")
            String route,

            @Described("Body as sent, if it is short text.") Optional<String> text,

            @Described("SHA-256 of other bodies.") @Limited(Limited.DIGEST)
            Optional<String> sha256) {}

    /**
     * Signed promise that a command will be in the receipt.
     *
     * @param form {@code promise-1}
     * @param route method and path
     */
    public record Promise(
            @Described("Format.") @Limited("const: promise-1") @JsonProperty("skybourse")
            String form,

            @Described("Name of the market.") String market,
            @Described("Agent that sent the command.") String agent,
            @Described("Number of the journal entry.") long seq,

            @Described(value = "Time of the entry.", unit = "ms")
            long at,

            @Described("Method and path.") @JsonProperty("for")
            String route,

            @Described("SHA-256 of the body.") @Limited(Limited.DIGEST)
            String sha256,

            @Described("Reply to the command.") AcceptedBody answer) {}
}
