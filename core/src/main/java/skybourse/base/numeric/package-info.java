/**
 * Argument checks, labels, sums, decibels and small numeric tools. Start reading at
 * {@link skybourse.base.numeric.Checks}, then {@link skybourse.base.numeric.NumberSyntax}.
 */
@org.jspecify.annotations.NullMarked
package skybourse.base.numeric;
