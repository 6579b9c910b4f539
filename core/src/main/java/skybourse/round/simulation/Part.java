package skybourse.round.simulation;

/** The parts of a slot, in the order in which they begin; measures are taken amid decisions, before anything is sent. */
public enum Part {
    /** Places, channels, arrivals, messages. */
    WORLD,
    /** Prices. */
    PRICES,
    /** Decisions of wireless agents, and transfers. */
    DECISIONS,
    /** The auction of overload. */
    TIER_2,
    /** Work, completions, books, laws. */
    BOOKS,
    /** Certificates and distances, in slots that are measured. */
    MEASURES
}
