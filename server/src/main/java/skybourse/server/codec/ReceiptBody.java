package skybourse.server.codec;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import java.util.Optional;
import skybourse.files.text.FieldDescription;
import skybourse.files.text.SchemaRule;

/** Receipt of an agent with its proofs. The command {@code check-receipt} verifies it. */
public record ReceiptBody(
        @FieldDescription("Signed checkpoint of the log.") String checkpoint,

        @FieldDescription("The leaf, receipt-1 as a string. Its bytes are hashed in the log.")
        String leaf,

        @FieldDescription("Its place in the log.") @JsonUnwrapped
        InclusionProof inclusion,

        @FieldDescription("Consistency proof from the earlier checkpoint in the request.")
        Optional<ConsistencyProof> consistency) {

    /** Inclusion proofs of a leaf and of the record of its round. */
    public record InclusionProof(
            @FieldDescription("Index of the leaf.") long index,

            @FieldDescription("Hashes from leaf to root, in base64.")
            List<String> path,

            @FieldDescription("Place of the record of the round.")
            RecordPlace record) {

        public InclusionProof {
            path = List.copyOf(path);
        }
    }

    /** Inclusion proof of a record. It leaves out the hashes that the path of the leaf already contains. */
    public record RecordPlace(
            @FieldDescription("Index of the record.") long index,

            @FieldDescription("First part of the audit path of the record, in base64.")
            List<String> path,

            @FieldDescription("Number of remaining hashes. They equal the last hashes of the path of the leaf.")
            int shared) {

        public RecordPlace {
            path = List.copyOf(path);
        }
    }

    /** Proof that the log of {@code from} leaves is a prefix of the log of {@code to} leaves. */
    public record ConsistencyProof(
            @FieldDescription("Number of leaves of the earlier log.")
            long from,

            @FieldDescription("Number of leaves of the later log.")
            long to,

            @FieldDescription("Hashes in base64.") List<String> path) {

        public ConsistencyProof {
            path = List.copyOf(path);
        }
    }

    /**
     * Leaf of the log that contains a receipt.
     *
     * @param form format, {@code receipt-1}
     */
    public record Leaf(
            @FieldDescription("Format.") @SchemaRule("const: receipt-1") @JsonProperty("skybourse")
            String form,

            @FieldDescription("Round.") @JsonUnwrapped RoundRecordBody.Head head,

            @FieldDescription("First journal entry that it covers.")
            long fromSeq,

            @FieldDescription("Last journal entry that it covers.")
            long toSeq,

            @FieldDescription("Agent of the receipt.") String agent,

            @FieldDescription("Index of the round's record.")
            long record,

            @FieldDescription("Commands that the agent sent.")
            List<SentCommand> commands,

            @FieldDescription(value = "Balance at the previous sale.", unit = "ledger units")
            long before,

            @FieldDescription(value = "Balance at the sale.", unit = "ledger units")
            long after) {

        public Leaf {
            commands = List.copyOf(commands);
        }
    }

    /**
     * Command in a receipt.
     *
     * @param route method and path
     */
    public record SentCommand(
            @FieldDescription("Number of the journal entry.")
            long seq,

            @FieldDescription(value = "Time of the entry.", unit = "ms")
            long at,

            @FieldDescription("Method and path.") @JsonProperty("for")
            String route,

            @FieldDescription("Body as sent, if it is short text.")
            Optional<String> text,

            @FieldDescription("SHA-256 of other bodies.") @SchemaRule(SchemaRule.DIGEST)
            Optional<String> sha256) {}

    /**
     * Signed promise that a command will be in the receipt.
     *
     * @param form format, {@code promise-1}
     * @param route method and path
     */
    public record Promise(
            @FieldDescription("Format.") @SchemaRule("const: promise-1") @JsonProperty("skybourse")
            String form,

            @FieldDescription("Name of the market.") String market,

            @FieldDescription("Agent that sent the command.")
            String agent,

            @FieldDescription("Number of the journal entry.")
            long seq,

            @FieldDescription(value = "Time of the entry.", unit = "ms")
            long at,

            @FieldDescription("Method and path.") @JsonProperty("for")
            String route,

            @FieldDescription("SHA-256 of the body.") @SchemaRule(SchemaRule.DIGEST)
            String sha256,

            @FieldDescription("Reply to the command.") AcceptedBody answer) {}
}
