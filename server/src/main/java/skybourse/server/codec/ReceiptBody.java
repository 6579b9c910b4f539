package skybourse.server.codec;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import java.util.Optional;
import skybourse.files.text.Description;
import skybourse.files.text.SchemaRule;

/** Receipt of an agent with its proofs. The command {@code check-receipt} verifies it. */
public record ReceiptBody(
        @Description("Signed checkpoint of the log.") String checkpoint,

        @Description("The leaf, receipt-1 as a string. Its bytes are hashed in the log.")
        String leaf,

        @Description("Its place in the log.") @JsonUnwrapped InclusionProof inclusion,

        @Description("Consistency proof from the earlier checkpoint in the request.")
        Optional<ConsistencyProof> consistency) {

    /** Inclusion proofs of a leaf and of the record of its round. */
    public record InclusionProof(
            @Description("Index of the leaf.") long index,

            @Description("Hashes from leaf to root, in base64.")
            List<String> path,

            @Description("Place of the record of the round.")
            RecordPlace record) {

        public InclusionProof {
            path = List.copyOf(path);
        }
    }

    /** Inclusion proof of a record. It leaves out the hashes that the path of the leaf already contains. */
    public record RecordPlace(
            @Description("Index of the record.") long index,

            @Description("First part of the audit path of the record, in base64.")
            List<String> path,

            @Description("Number of remaining hashes. They equal the last hashes of the path of the leaf.")
            int shared) {

        public RecordPlace {
            path = List.copyOf(path);
        }
    }

    /** Proof that the log of {@code from} leaves is a prefix of the log of {@code to} leaves. */
    public record ConsistencyProof(
            @Description("Number of leaves of the earlier log.")
            long from,

            @Description("Number of leaves of the later log.")
            long to,

            @Description("Hashes in base64.") List<String> path) {

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
            @Description("Format.") @SchemaRule("const: receipt-1") @JsonProperty("skybourse")
            String form,

            @Description("Round.") @JsonUnwrapped RoundRecordBody.Head head,

            @Description("First journal entry that it covers.")
            long fromSeq,

            @Description("Last journal entry that it covers.")
            long toSeq,

            @Description("Agent of the receipt.") String agent,
            @Description("Index of the round's record.") long record,
            @Description("Commands that the agent sent.") List<SentCommand> commands,

            @Description(value = "Balance at the previous sale.", unit = "ledger units")
            long before,

            @Description(value = "Balance at the sale.", unit = "ledger units")
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
            @Description("Number of the journal entry.") long seq,

            @Description(value = "Time of the entry.", unit = "ms")
            long at,

            @Description("Method and path.") @JsonProperty("for")
            String route,

            @Description("Body as sent, if it is short text.")
            Optional<String> text,

            @Description("SHA-256 of other bodies.") @SchemaRule(SchemaRule.DIGEST)
            Optional<String> sha256) {}

    /**
     * Signed promise that a command will be in the receipt.
     *
     * @param form format, {@code promise-1}
     * @param route method and path
     */
    public record Promise(
            @Description("Format.") @SchemaRule("const: promise-1") @JsonProperty("skybourse")
            String form,

            @Description("Name of the market.") String market,
            @Description("Agent that sent the command.") String agent,
            @Description("Number of the journal entry.") long seq,

            @Description(value = "Time of the entry.", unit = "ms")
            long at,

            @Description("Method and path.") @JsonProperty("for")
            String route,

            @Description("SHA-256 of the body.") @SchemaRule(SchemaRule.DIGEST)
            String sha256,

            @Description("Reply to the command.") AcceptedBody answer) {}
}
