/**
 * Auction rules on sealed orders. Start reading at {@link skybourse.tier2.rule.McAfee}, then
 * {@link skybourse.tier2.rule.SellerVickrey}.
 */
@org.jspecify.annotations.NullMarked
package skybourse.tier2.rule;
