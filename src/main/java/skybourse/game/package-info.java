/**
 * Tier 1 as mathematics: the packed game, the follower's problem and the leader's profit. May import {@code scenario},
 * {@code numeric} and {@code random}. Start reading at {@link skybourse.game.PricingGame}.
 */
@org.jspecify.annotations.NullMarked
package skybourse.game;
