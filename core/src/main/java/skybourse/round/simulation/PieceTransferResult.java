package skybourse.round.simulation;

/**
 * Result of the transfers of pieces in a slot: the pieces that arrived, the times of sending, and the energy cost.
 *
 * @param arrived rows of the pieces that arrived and were not declined
 * @param seconds time for which each piece was sent in this slot, by row, s
 * @param homeAdded work that was added to each wireless agent's own computer, in work units
 * @param cost energy cost of sending for all wireless agents, money
 */
record PieceTransferResult(int[] arrived, double[] seconds, double[] homeAdded, double cost) {}
