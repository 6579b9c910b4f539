/**
 * Tier 1 as mathematics: the packed game, the follower's problem, profits. Start reading at {@link
 * skybourse.tier1.game.PricingGame}.
 */
@org.jspecify.annotations.NullMarked
package skybourse.tier1.game;
