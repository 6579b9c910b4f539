package skybourse.tier2.clock;

import skybourse.tier2.auction.Order;

/**
 * Accepted lot in a queue.
 *
 * @param order the lot
 * @param stopTicks clock at which it was accepted
 */
public record Acceptance(Order order, long stopTicks) {}
