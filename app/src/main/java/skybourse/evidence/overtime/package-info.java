/**
 * Tasks that measure markets over several slots or rounds. Start reading at {@link skybourse.evidence.overtime.OverTimeTask}, then
 * {@link skybourse.evidence.overtime.ScalingMarketTask}.
 */
@org.jspecify.annotations.NullMarked
package skybourse.evidence.overtime;
