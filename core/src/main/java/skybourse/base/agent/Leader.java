package skybourse.base.agent;

import java.util.Optional;

/** Leader of the Stackelberg game: an agent that sells computing to wireless agents at a price that it sets. */
public sealed interface Leader extends Agent permits MobileAgent, FixedAgent {

    /** Returns the kind, which determines the order of leaders in price vectors. The methods below state the leader's capabilities. */
    LeaderKind kind();

    /** Returns whether the leader's position can change. */
    default boolean moves() {
        return false;
    }

    /** Returns the transmitter towards aerial agents; empty if the leader has no transmitter and therefore cannot resell. */
    default Optional<Radio> relay() {
        return Optional.empty();
    }

    /** Returns whether the leader may buy capacity from aerial agents for its overload. */
    default boolean resells() {
        return relay().isPresent();
    }

    /**
     * Returns {@code theta_j}, the penalty per unit of work sold and not computed in time, money per unit of work; 0 if the leader pays no penalty.
     */
    default double penaltyPerWork() {
        return 0;
    }

    /** Returns {@code q_s}, the price of energy, money per joule. */
    double joulePrice();

    /** Returns {@code pbar_s}, the highest price that the leader may set, money per bit of input. */
    double priceCapPerBit();

    /** Returns the same leader with another processor. */
    Leader withComputer(Computer computer);

    /** Returns the energy cost of computing one unit of work, money per unit of work. */
    default double costPerWork() {
        return joulePrice() * computer().joulesPerWork();
    }
}
