package skybourse.clock;

import skybourse.auction.Order;

/**
 * One lot in a queue.
 *
 * @param order the lot
 * @param stopTicks where the clock stood when it was accepted
 */
public record Acceptance(Order order, long stopTicks) {}
