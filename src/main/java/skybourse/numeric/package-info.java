/**
 * Argument checks, sums, decibels and small numeric tools. Imports no other room. Start reading at {@link skybourse.numeric.Checks}.
 */
@org.jspecify.annotations.NullMarked
package skybourse.numeric;
