package skybourse.round.simulation;

/**
 * Thrown if an invariant of the market does not hold in a slot. Whatever the input, the cause is a defect of the program. The message names the
 * slot, the invariant and the numbers.
 */
public final class InvariantViolationException extends RuntimeException {

    private static final long serialVersionUID = 1;

    InvariantViolationException(long slot, String law, String numbers) {
        super("slot " + slot + " violates the invariant of " + law + ": " + numbers);
    }
}
