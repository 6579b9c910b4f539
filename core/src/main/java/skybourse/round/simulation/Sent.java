package skybourse.round.simulation;

/**
 * What was sent in a slot.
 *
 * @param arrived rows of the parts that arrived and were not declined
 * @param seconds by row of a part, how long it was sent in this slot
 * @param homeAdded by wireless agent, the work that came to its own processor
 * @param cost what sending cost wireless agents, money
 */
record Sent(int[] arrived, double[] seconds, double[] homeAdded, double cost) {}
