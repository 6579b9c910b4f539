package skybourse.base.agent;

import java.util.Optional;

/** An agent that sells computing to wireless agents at a price it sets: a leader of the Stackelberg game. */
public sealed interface Leader extends Agent permits MobileAgent, FixedAgent {

    /** Returns what it is called; what it can do is asked for below. */
    LeaderKind kind();

    /** Tells whether its place can change. */
    default boolean moves() {
        return false;
    }

    /** Returns its transmitter towards aerial agents; empty where it has none and so cannot resell. */
    default Optional<Radio> relay() {
        return Optional.empty();
    }

    /** Tells whether it may buy capacity from aerial agents for what it sold and cannot do; else it keeps head room. */
    default boolean resells() {
        return relay().isPresent();
    }

    /** Returns what a unit of work that it sold and cannot do on time costs it, {@code theta_j}, in money. */
    default double penaltyPerWork() {
        return 0;
    }

    /** Returns what a joule costs the leader, {@code q_s}, in money per joule. */
    double joulePrice();

    /** Returns the highest price it may ask, {@code pbar_s}, in money per bit of input. */
    double priceCapPerBit();

    /** Returns what computing one unit of work costs, in money. */
    default double costPerWork() {
        return joulePrice() * computer().joulesPerWork();
    }
}
