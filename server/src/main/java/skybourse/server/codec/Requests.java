package skybourse.server.codec;

import java.util.List;
import java.util.Optional;
import skybourse.files.codec.Described;
import skybourse.server.codec.TermsBody.Place;

/** Bodies of requests. */
public final class Requests {

    private Requests() {}

    /** Terms of an agent; what is missing is as in the scenario. */
    public record TermsRequest(
            @Described("Version of the terms. It must increase with each change.")
            Whole version,

            @Described(
                    value =
                            "Kind of the agent. Required in each PUT of an agent that is not listed in the scenario file.",
                    schema = Schema.KIND)
            Optional<String> kind,

            @Described(
                    value = "Fixed price of a leader. If it is missing, the market computes the price.",
                    unit = "money per bit")
            Optional<Double> pricePerBit,

            @Described(value = "Speed of the agent.", unit = "work units per second")
            Optional<Double> workPerSecond,

            @Described(
                    value = "The most that a wireless agent would pay for a complete task over a perfect link.",
                    unit = "money")
            Optional<Double> worth,

            @Described("Place of the agent.") Optional<Place> position,

            @Described(value = "Ask prices of an aerial agent for its first, second, ... lot.", unit = "ticks")
            Optional<List<Whole>> askTicks,

            @Described(value = "Ed25519 key that verifies signed commands.", schema = Schema.DIGEST)
            Optional<String> publicKey) {

        /** Returns a request for the terms of the scenario. */
        public static TermsRequest ofScenario(long version) {
            return new TermsRequest(
                    new Whole(version),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
        }
    }

    /** Leaves the market. */
    public record LeavingRequest(
            @Described("Version of the terms. It must increase with each change.")
            Whole version) {}

    /** Withdraws a task. */
    public record WithdrawalRequest() {}

    /** Submits a task. */
    public record TaskRequest(
            @Described(value = "Size of the input.", unit = "bits")
            double inputBits,

            @Described(value = "Work of the task.", unit = "work units")
            double work,

            @Described(value = "Deadline after the sale.", unit = "seconds")
            double deadlineSeconds,

            @Described(
                    value =
                            "Number of equal units, each one line of the payload. If it is missing, the task is divisible.",
                    schema = "minimum: 1")
            Optional<Whole> units,

            @Described("Bytes of the task.") PayloadRequest payload,

            @Described("Last round in which the task may be sold.")
            Whole lastRound) {}

    /** Bytes, at most 64 KiB, or the SHA-256 of a blob that the same agent uploaded. */
    @Described(
            value = "Bytes, at most 64 KiB, or the SHA-256 of a blob that the same agent uploaded.",
            schema = "minProperties: 1, maxProperties: 1")
    public record PayloadRequest(
            @Described("The bytes as text.") Optional<String> text,
            @Described("The bytes in base64.") Optional<String> base64,

            @Described(value = "SHA-256 of an uploaded blob.", schema = Schema.DIGEST)
            Optional<String> sha256) {

        /** Returns the payload that is some text. */
        public static PayloadRequest ofText(String text) {
            return new PayloadRequest(Optional.of(text), Optional.empty(), Optional.empty());
        }
    }

    /** Reports a piece undoable. */
    public record UndoableRequest(
            @Described(value = "Reason.", schema = Schema.REASON)
            String reason) {}

    /** Confirms that a piece is undoable. */
    public record ConfirmationRequest(
            @Described("Agent that confirms; the buyer if it is missing.")
            Optional<String> agent) {}

    /** Disputes a result or an undoable report. */
    public record RejectionRequest(
            @Described(value = "Reason.", schema = Schema.REASON)
            String reason,

            @Described("Agent that disputes; the buyer if it is missing.")
            Optional<String> agent) {}

    /** Credits or pays out money. */
    public record PaymentRequest(
            @Described("Agent of the account.") String agent,

            @Described(value = "Amount.", unit = "ledger units")
            Whole units,

            @Described("Idempotency key of the payment.") String reference) {}

    /** Invites the holder of a secret. */
    @Described(value = "An agent, or a kind.", schema = "oneOf: [{required: [agent]}, {required: [kind]}]")
    public record InviteRequest(
            @Described("Agent whose seat the holder may take.")
            Optional<String> agent,

            @Described(value = "Kind as which the holder may join as an additional agent.", schema = Schema.KIND)
            Optional<String> kind,

            @Described(value = "SHA-256 of the secret.", schema = Schema.DIGEST)
            String sha256) {}

    /** Bars an agent, or admits it again. */
    public record BarRequest(
            @Described("Name of the agent.") String agent,

            @Described("Version of the decision. It must increase with each decision about the agent.")
            Whole version,

            @Described("True to exclude the agent from further rounds.")
            boolean isBarred) {}

    /** Rules on a disputed piece. */
    public record RuleRequest(
            @Described("Id of the piece.") String piece,
            @Described("True if the worker is right.") boolean pays) {}

    /** Closes the current round. */
    public record RoundRequest(
            @Described("Number of the round.") Whole round) {}
}
