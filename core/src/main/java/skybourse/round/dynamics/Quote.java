package skybourse.round.dynamics;

/**
 * Message of a leader to a wireless agent: its price, the link and its waiting time.
 *
 * @param slot number of the slot in which it was sent
 * @param arrivalSeconds time of its arrival
 * @param leader index of the leader that sent it
 * @param agent index of the wireless agent that receives it
 * @param price price, money per bit; infinite from a closed leader
 * @param bitsPerSecond the link's rate when it was sent
 * @param quality the link's quality when it was sent
 * @param waitSeconds time for the leader's backlog when it was sent
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
