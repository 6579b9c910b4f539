/**
 * Tier 2: orders, clocks, rules, outcomes and the property audit. Knows prices, not agents. May import {@code numeric}\n * and {@code random}.
 */
@org.jspecify.annotations.NullMarked
package skybourse.auction;
