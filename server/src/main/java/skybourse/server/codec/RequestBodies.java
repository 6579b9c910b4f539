package skybourse.server.codec;

import java.util.List;
import java.util.Optional;
import skybourse.files.text.Description;
import skybourse.files.text.SchemaRule;
import skybourse.server.codec.TermsBody.Place;

/** Records for the bodies of requests. */
public final class RequestBodies {

    private RequestBodies() {}

    /**
     * Terms of an agent. If an optional member is missing, the value in the scenario applies. Without {@code pricePerBit}, the market computes the
     * price.
     */
    public record TermsRequest(
            @Description("Version of the terms; must increase.")
            JsonLong version,

            @Description("Kind of the agent. Required in each PUT of an agent that is not listed in the scenario file.")
            @SchemaRule(SchemaRule.KIND)
            Optional<String> kind,

            @Description("Fixed price of a leader. If it is missing, the market computes the price.")
            Optional<Double> pricePerBit,

            @Description("Speed of the agent.") Optional<Double> workPerSecond,

            @Description(
                    value = "The most that a wireless agent would pay for a complete task over a perfect link.",
                    unit = "money")
            Optional<Double> worth,

            @Description("Place of the agent.") Optional<Place> position,

            @Description("Ask prices of an aerial agent for its first, second, ... lot.")
            Optional<List<JsonLong>> askTicks,

            @Description("Ed25519 key of signed commands.") @SchemaRule(SchemaRule.DIGEST)
            Optional<String> publicKey) {

        /** Returns the request of an agent that accepts the terms of the scenario. */
        public static TermsRequest ofScenario(long version) {
            return new TermsRequest(
                    new JsonLong(version),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
        }
    }

    /** Request to leave the market. */
    public record LeaveRequest(
            @Description("Version of the terms; must increase.")
            JsonLong version) {}

    /** Request to withdraw a task. */
    public record WithdrawalRequest() {}

    /** Request to submit a task. */
    public record TaskRequest(
            @Description("Size of the input.") double inputBits,

            @Description(value = "Work of the task.", unit = "work units")
            double work,

            @Description("Deadline after the sale.") double deadlineSeconds,

            @Description(
                    "Number of equal units, each one line of the payload. If it is missing, the task is divisible.")
            @SchemaRule("minimum: 1")
            Optional<JsonLong> units,

            @Description("Bytes of the task.") PayloadRequest payload,

            @Description("Last round that may sell the task.")
            JsonLong lastRound) {}

    /** Payload or result. It consists of at most 64 KiB of bytes, or of the SHA-256 of a blob that the same agent uploaded. */
    @Description("Bytes, at most 64 KiB, or the SHA-256 of a blob that the same agent uploaded.")
    @SchemaRule("minProperties: 1, maxProperties: 1")
    public record PayloadRequest(
            @Description("The bytes as text.") Optional<String> text,
            @Description("The bytes in base64.") Optional<String> base64,

            @Description("SHA-256 of an uploaded blob.") @SchemaRule(SchemaRule.DIGEST)
            Optional<String> sha256) {

        /** Returns a payload that consists of a text. */
        public static PayloadRequest ofText(String text) {
            return new PayloadRequest(Optional.of(text), Optional.empty(), Optional.empty());
        }
    }

    /** Report that a piece is undoable. */
    public record UndoableRequest(
            @Description("Reason.") @SchemaRule(SchemaRule.REASON)
            String reason) {}

    /** Confirmation that a piece is undoable. */
    public record ConfirmationRequest(
            @Description("Agent that confirms, if not the buyer.")
            Optional<String> agent) {}

    /** Dispute of a result or of an undoable report. */
    public record RejectionRequest(
            @Description("Reason.") @SchemaRule(SchemaRule.REASON)
            String reason,

            @Description("Agent that disputes, if not the buyer.")
            Optional<String> agent) {}

    /** Request to credit or pay out money. */
    public record PaymentRequest(
            @Description("Agent of the account.") String agent,

            @Description(value = "Amount.", unit = "ledger units")
            JsonLong units,

            @Description("Idempotency key of the payment.") String reference) {}

    /** Request to invite the holder of a secret. */
    @Description("An agent, or a kind.")
    @SchemaRule("oneOf: [{required: [agent]}, {required: [kind]}]")
    public record InviteRequest(
            @Description("Agent whose seat the holder may take.")
            Optional<String> agent,

            @Description("Kind as which the holder may join as an additional agent.") @SchemaRule(SchemaRule.KIND)
            Optional<String> kind,

            @Description("SHA-256 of the secret.") @SchemaRule(SchemaRule.DIGEST)
            String sha256) {}

    /** Request to exclude an agent from rounds, or to admit it again. */
    public record BarRequest(
            @Description("Name of the agent.") String agent,

            @Description("Version of the decision; must increase.")
            JsonLong version,

            @Description("True to exclude it from rounds.") boolean isBarred) {}

    /** Request to rule on a disputed piece. */
    public record RulingRequest(
            @Description("Id of the piece.") String piece,
            @Description("True if the worker is right.") boolean pays) {}

    /** Request to close the current round. */
    public record RoundRequest(
            @Description("Number of the round.") JsonLong round) {}
}
