/**
 * The refining Double Dutch Auction, whose outcome does not depend on the steps of its clocks. Start reading at
 * {@link skybourse.tier2.clock.refining.RefiningDutch}, then {@link skybourse.tier2.clock.refining.RefiningState} and
 * {@link skybourse.tier2.clock.refining.Questioner}. A questioner observes nothing except the refinement.
 */
@org.jspecify.annotations.NullMarked
package skybourse.tier2.clock.refining;
