/**
 * The refining Double Dutch: questions until steps no longer matter. Start reading at {@link
 * skybourse.tier2.clock.refining.RefiningDutch}, then {@link skybourse.tier2.clock.refining.Refinement}, which is all that a {@link
 * skybourse.tier2.clock.refining.Questioner} sees.
 */
@org.jspecify.annotations.NullMarked
package skybourse.tier2.clock.refining;
