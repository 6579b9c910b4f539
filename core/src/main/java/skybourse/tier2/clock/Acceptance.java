package skybourse.tier2.clock;

import skybourse.tier2.auction.Order;

/**
 * One lot in a queue.
 *
 * @param order the lot
 * @param stopTicks where the clock stood when it was accepted
 */
public record Acceptance(Order order, long stopTicks) {}
