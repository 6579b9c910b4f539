/**
 * Clocks that everybody is in until they drop out, and who moves them. Start reading at {@link
 * skybourse.tier2.clock.dropout.DropOutClocks}, then {@link skybourse.tier2.clock.dropout.DropOutPolicy}.
 */
@org.jspecify.annotations.NullMarked
package skybourse.tier2.clock.dropout;
