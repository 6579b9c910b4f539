/**
 * One round through the market's tiers: who sends what, pays, waits and gains.
 */
@org.jspecify.annotations.NullMarked
package skybourse.market;
