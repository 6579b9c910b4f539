/**
 * Time, memory and soundness, measured. Start reading at {@link skybourse.benchmarks.Tier1Bench}.
 */
@org.jspecify.annotations.NullMarked
package skybourse.benchmarks;
