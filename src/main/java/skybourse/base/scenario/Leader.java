package skybourse.base.scenario;

/** An agent that sells computing to wireless agents at a price it sets: a leader of the Stackelberg game. */
public sealed interface Leader extends Agent permits MobileAgent, FixedAgent {

    /** Returns what a joule costs the leader, {@code q_s}, in money per joule. */
    double joulePrice();

    /** Returns the highest price it may ask, {@code pbar_s}, in money per bit of input. */
    double priceCapPerBit();

    /** Returns what computing one unit of work costs, in money. */
    default double costPerWork() {
        return joulePrice() * computer().joulesPerWork();
    }
}
