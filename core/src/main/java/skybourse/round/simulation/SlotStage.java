package skybourse.round.simulation;

/** Stages of a slot, in the order in which they begin. Measures are taken between the two halves of decisions, before anything is sent. */
public enum SlotStage {
    /** Positions, channels, arrivals, messages. */
    WORLD,
    /** Prices. */
    PRICES,
    /** Decisions of wireless agents, and transfers. */
    DECISIONS,
    /** The auction of overload. */
    TIER_2,
    /** Work, completions, ledger, invariants. */
    BOOKS,
    /** Certificates and distances, in slots that are measured. */
    MEASURES
}
