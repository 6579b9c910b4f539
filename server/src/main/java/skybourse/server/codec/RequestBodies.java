package skybourse.server.codec;

import java.util.List;
import java.util.Optional;
import skybourse.files.codec.Described;
import skybourse.server.codec.TermsBody.Place;

/** Bodies of requests. */
public final class RequestBodies {

    private RequestBodies() {}

    /** Terms of an agent; what is missing is as in the scenario. */
    public record TermsRequest(
            @Described("Version of the terms; must increase.")
            Whole version,

            @Described("Kind of the agent. Required in each PUT of an agent that is not listed in the scenario file.")
            @Limited(Limited.KIND)
            Optional<String> kind,

            @Described("Fixed price of a leader. If it is missing, the market computes the price.")
            Optional<Double> pricePerBit,

            @Described("Speed of the agent.") Optional<Double> workPerSecond,

            @Described(
                    value = "The most that a wireless agent would pay for a complete task over a perfect link.",
                    unit = "money")
            Optional<Double> worth,

            @Described("Place of the agent.") Optional<Place> position,

            @Described("Ask prices of an aerial agent for its first, second, ... lot.")
            Optional<List<Whole>> askTicks,

            @Described("Ed25519 key of signed commands.") @Limited(Limited.DIGEST)
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
            @Described("Version of the terms; must increase.")
            Whole version) {}

    /** Withdraws a task. */
    public record WithdrawalRequest() {}

    /** Submits a task. */
    public record TaskRequest(
            @Described("Size of the input.") double inputBits,

            @Described(value = "Work of the task.", unit = "work units")
            double work,

            @Described("Deadline after the sale.") double deadlineSeconds,

            @Described("Number of equal units, each one line of the payload. If it is missing, the task is divisible.")
            @Limited("minimum: 1")
            Optional<Whole> units,

            @Described("Bytes of the task.") PayloadRequest payload,
            @Described("Last round that may sell the task.") Whole lastRound) {}

    /** Bytes, at most 64 KiB, or the SHA-256 of a blob that the same agent uploaded. */
    @Described("Bytes, at most 64 KiB, or the SHA-256 of a blob that the same agent uploaded.")
    @Limited("minProperties: 1, maxProperties: 1")
    public record PayloadRequest(
            @Described("The bytes as text.") Optional<String> text,
            @Described("The bytes in base64.") Optional<String> base64,

            @Described("SHA-256 of an uploaded blob.") @Limited(Limited.DIGEST)
            Optional<String> sha256) {

        /** Returns the payload that is some text. */
        public static PayloadRequest ofText(String text) {
            return new PayloadRequest(Optional.of(text), Optional.empty(), Optional.empty());
        }
    }

    /** Reports a piece undoable. */
    public record UndoableRequest(
            @Described("Reason.") @Limited(Limited.REASON) String reason) {}

    /** Confirms that a piece is undoable. */
    public record ConfirmationRequest(
            @Described("Agent that confirms, if not the buyer.")
            Optional<String> agent) {}

    /** Disputes a result or an undoable report. */
    public record RejectionRequest(
            @Described("Reason.") @Limited(Limited.REASON) String reason,

            @Described("Agent that disputes, if not the buyer.")
            Optional<String> agent) {}

    /** Credits or pays out money. */
    public record PaymentRequest(
            @Described("Agent of the account.") String agent,

            @Described(value = "Amount.", unit = "ledger units")
            Whole units,

            @Described("Idempotency key of the payment.") String reference) {}

    /** Invites the holder of a secret. */
    @Described("An agent, or a kind.")
    @Limited("oneOf: [{required: [agent]}, {required: [kind]}]")
    public record InviteRequest(
            @Described("Agent whose seat the holder may take.")
            Optional<String> agent,

            @Described("Kind as which the holder may join as an additional agent.") @Limited(Limited.KIND)
            Optional<String> kind,

            @Described("SHA-256 of the secret.") @Limited(Limited.DIGEST)
            String sha256) {}

    /** Bars an agent, or admits it again. */
    public record BarRequest(
            @Described("Name of the agent.") String agent,

            @Described("Version of the decision; must increase.")
            Whole version,

            @Described("True to exclude it from rounds.") boolean isBarred) {}

    /** Rules on a disputed piece. */
    public record RuleRequest(
            @Described("Id of the piece.") String piece,
            @Described("True if the worker is right.") boolean pays) {}

    /** Closes the current round. */
    public record RoundRequest(
            @Described("Number of the round.") Whole round) {}
}
