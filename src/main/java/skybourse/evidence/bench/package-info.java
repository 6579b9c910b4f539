/**
 * Time, memory and soundness, measured. Start reading at {@link skybourse.evidence.bench.Tier1Bench}.
 */
@org.jspecify.annotations.NullMarked
package skybourse.evidence.bench;
