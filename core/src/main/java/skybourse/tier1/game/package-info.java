/**
 * The pricing game: packed arrays, the follower's problem and profits. Start reading at
 * {@link skybourse.tier1.game.PricingGame}, then {@link skybourse.tier1.game.FollowerResponse}.
 */
@org.jspecify.annotations.NullMarked
package skybourse.tier1.game;
