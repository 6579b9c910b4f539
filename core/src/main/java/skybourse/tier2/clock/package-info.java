/**
 * The Double Dutch Auction: turn orders, pricing rules and clock policies. Start reading at
 * {@link skybourse.tier2.clock.DoubleDutch}, then {@link skybourse.tier2.clock.TurnOrder}. All implementations use
 * {@link skybourse.tier2.clock.ClearingRule}. {@link skybourse.tier2.clock.DoubleDutchRun} runs an auction step by
 * step, for any bidders and any policy; the implementations in {@code clock.fast} give the same results.
 */
@org.jspecify.annotations.NullMarked
package skybourse.tier2.clock;
