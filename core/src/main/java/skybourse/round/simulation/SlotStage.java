package skybourse.round.simulation;

/**
 * Stages of a slot, in the order in which they begin, except {@link #MEASURES}. That stage runs after wireless agents have decided and before their
 * pieces are sent, and thus divides {@link #DECISIONS} into two halves.
 */
public enum SlotStage {
    /** Positions, channels, arrivals, messages. */
    WORLD,
    /** Prices. */
    PRICES,
    /** Decisions of wireless agents, and transfers. */
    DECISIONS,
    /** Evaluation of the sold pieces, and the auction of overload. */
    TIER_2,
    /** Work, completions, ledger, invariants. */
    BOOKS,
    /** Certificates and distances from equilibrium, only in slots that the setup selects. */
    MEASURES
}
