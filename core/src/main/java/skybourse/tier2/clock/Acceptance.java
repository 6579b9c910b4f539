package skybourse.tier2.clock;

import skybourse.tier2.auction.Order;

/**
 * Accepted lot in a queue.
 *
 * @param order the lot
 * @param stopTicks clock price that the lot accepted
 */
public record Acceptance(Order order, long stopTicks) {}
