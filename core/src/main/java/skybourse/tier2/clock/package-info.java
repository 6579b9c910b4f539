/**
 * The Double Dutch Auction: turn orders, pricing rules and clock policies. Start reading at {@link skybourse.tier2.clock.DoubleDutch},
 * then {@link skybourse.tier2.clock.TurnOrder}. Every form asks {@link skybourse.tier2.clock.ClearingRule} too;
 * {@link skybourse.tier2.clock.DoubleDutchRun} plays any orders or people with any policy, and the fast forms of {@code clock.fast}
 * answer the same.
 */
@org.jspecify.annotations.NullMarked
package skybourse.tier2.clock;
