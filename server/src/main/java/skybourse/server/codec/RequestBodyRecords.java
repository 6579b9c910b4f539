package skybourse.server.codec;

import java.util.List;
import java.util.Optional;
import skybourse.files.text.FieldDescription;
import skybourse.files.text.SchemaRule;
import skybourse.server.codec.TermsBody.Place;

/** Records for the bodies of requests. */
public final class RequestBodyRecords {

    private RequestBodyRecords() {}

    /**
     * Terms of an agent. If an optional member is missing, the value in the scenario applies. Without {@code pricePerBit}, the market computes the
     * price; without {@code askTicks}, asks are costs; without {@code publicKey}, the agent has no key.
     */
    public record TermsRequest(
            @FieldDescription("Version of the terms; must increase.")
            JsonLong version,

            @FieldDescription(
                    "Kind of the agent. Required in each PUT of an agent that is not listed in the scenario file.")
            @SchemaRule(SchemaRule.KIND)
            Optional<String> kind,

            @FieldDescription("Fixed price of a leader. If it is missing, the market computes the price.")
            Optional<Double> pricePerBit,

            @FieldDescription("Speed of the agent. In an inference market, volume per second.")
            Optional<Double> workPerSecond,

            @FieldDescription(
                    value = "The most that a wireless agent would pay for a complete task over a perfect link.",
                    unit = "money")
            Optional<Double> worth,

            @FieldDescription("Place of the agent.") Optional<Place> position,

            @FieldDescription(
                    "Ask prices of an aerial agent for its first, second, ... lot; one ask of a seller for each lot.")
            Optional<List<JsonLong>> askTicks,

            @FieldDescription("Ed25519 key of signed commands.") @SchemaRule(SchemaRule.DIGEST)
            Optional<String> publicKey,

            @FieldDescription(
                    "The most that a buyer's commands may spend in a day of the market's clock. Needs a publicKey; only a command signed with it raises or removes the limit.")
            Optional<JsonLong> spendUnitsADay) {

        /** Returns the request of an agent that accepts the terms of the scenario, except for a speed and a worth that it may state. */
        public static TermsRequest stating(long version, Optional<Double> workPerSecond, Optional<Double> worth) {
            return new TermsRequest(
                    new JsonLong(version),
                    Optional.empty(),
                    Optional.empty(),
                    workPerSecond,
                    worth,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
        }
    }

    /** Request to leave the market. */
    public record LeaveRequest(
            @FieldDescription("Version of the terms; must increase.")
            JsonLong version) {}

    /** Request to withdraw a task. */
    public record WithdrawalRequest() {}

    /** Request to erase bytes; empty. */
    public record ErasureRequest() {}

    /** Request to submit a task. */
    public record TaskRequest(
            @FieldDescription("Size of the input.") double inputBits,

            @FieldDescription(value = "Work of the task.", unit = "work units")
            double work,

            @FieldDescription("Deadline after the sale.") double deadlineSeconds,

            @FieldDescription(
                    "Number of equal units, each one line of the payload. If it is missing, the task is divisible.")
            @SchemaRule("minimum: 1")
            Optional<JsonLong> units,

            @FieldDescription("Bytes of the task.") PayloadRequest payload,

            @FieldDescription("Last round that may sell the task.")
            JsonLong lastRound) {}

    /** Request to submit a batch of requests to an inference market. */
    public record BatchRequest(
            @FieldDescription("Requests as JSON lines: one body of POST /v1/chat/completions per line.")
            PayloadRequest payload,

            @FieldDescription("Last round that may sell lots of the batch.")
            JsonLong lastRound) {}

    /** Payload or result. It consists of at most 64 KiB of bytes, or of the SHA-256 of a blob that the same agent uploaded. */
    @FieldDescription("Bytes, at most 64 KiB, or the SHA-256 of a blob that the same agent uploaded.")
    @SchemaRule("minProperties: 1, maxProperties: 1")
    public record PayloadRequest(
            @FieldDescription("The bytes as text.") Optional<String> text,
            @FieldDescription("The bytes in base64.") Optional<String> base64,

            @FieldDescription("SHA-256 of an uploaded blob.") @SchemaRule(SchemaRule.DIGEST)
            Optional<String> sha256) {

        /** Returns a payload that consists of a text. */
        public static PayloadRequest ofText(String text) {
            return new PayloadRequest(Optional.of(text), Optional.empty(), Optional.empty());
        }
    }

    /** Report that a piece is undoable. */
    public record UndoableRequest(
            @FieldDescription("Reason.") @SchemaRule(SchemaRule.REASON)
            String reason) {}

    /** Confirmation that a piece is undoable. */
    public record ConfirmationRequest(
            @FieldDescription("Agent that confirms, if not the buyer.")
            Optional<String> agent) {}

    /** Dispute of a result or of an undoable report. */
    public record RejectionRequest(
            @FieldDescription("Reason.") @SchemaRule(SchemaRule.REASON)
            String reason,

            @FieldDescription("Agent that disputes, if not the buyer.")
            Optional<String> agent) {}

    /** Request to credit or pay out money. */
    public record PaymentRequest(
            @FieldDescription("Agent of the account.") String agent,

            @FieldDescription(value = "Amount.", unit = "ledger units")
            JsonLong units,

            @FieldDescription("Idempotency key of the payment.")
            String reference) {}

    /** Request to invite the holder of a secret. */
    @FieldDescription("An agent, or a kind.")
    @SchemaRule("oneOf: [{required: [agent]}, {required: [kind]}]")
    public record InviteRequest(
            @FieldDescription("Agent whose seat the holder may take.")
            Optional<String> agent,

            @FieldDescription("Kind as which the holder may join as an additional agent.") @SchemaRule(SchemaRule.KIND)
            Optional<String> kind,

            @FieldDescription("SHA-256 of the secret.") @SchemaRule(SchemaRule.DIGEST)
            String sha256) {}

    /** Request to exclude an agent from rounds, or to admit it again. */
    public record BarRequest(
            @FieldDescription("Name of the agent.") String agent,

            @FieldDescription("Version of the decision; must increase.")
            JsonLong version,

            @FieldDescription("True to exclude it from rounds.")
            boolean isBarred) {}

    /** Request to rule on a disputed piece, or to end a piece that is not disputed. */
    public record RulingRequest(
            @FieldDescription("Id of the piece.") String piece,

            @FieldDescription("True if the worker is right.")
            boolean pays) {}

    /** Request to close the current round. */
    public record RoundRequest(
            @FieldDescription("Number of the round.") JsonLong round) {}
}
