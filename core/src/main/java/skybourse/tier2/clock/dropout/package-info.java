/**
 * Drop-out clock auctions, which traders leave at their limit prices, and policies for their clocks. Start reading at
 * {@link skybourse.tier2.clock.dropout.DropOutAuction}, then {@link skybourse.tier2.clock.dropout.DropOutPolicy}.
 */
@org.jspecify.annotations.NullMarked
package skybourse.tier2.clock.dropout;
