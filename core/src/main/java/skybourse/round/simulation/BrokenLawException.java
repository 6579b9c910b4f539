package skybourse.round.simulation;

/** A law that must hold in every slot does not: the program is wrong, whatever the input. */
public final class BrokenLawException extends RuntimeException {

    private static final long serialVersionUID = 1;

    BrokenLawException(long slot, String law, String numbers) {
        super("slot " + slot + " violates the invariant of " + law + ": " + numbers);
    }
}
