package skybourse.round.dynamics;

/**
 * What a leader tells a wireless agent: its price, and how it measures the link and its own queue.
 *
 * @param slot in which it was sent
 * @param arrivalSeconds when it is there
 * @param leader who sent it
 * @param agent the wireless agent that it is for
 * @param price money per bit; infinite from a leader that is closed
 * @param bitsPerSecond the link's rate when it was sent
 * @param quality the link's quality when it was sent
 * @param waitSeconds backlog in time when it was sent
 */
public record Quote(
        long slot,
        double arrivalSeconds,
        int leader,
        int agent,
        double price,
        double bitsPerSecond,
        double quality,
        double waitSeconds) {}
