/**
 * Benchmarks of running time, memory use and soundness of the certificate. Start reading at
 * {@link skybourse.benchmarks.Tier1Bench}, then {@link skybourse.benchmarks.AuctionBench} and
 * {@link skybourse.benchmarks.CertificateSoundness}.
 */
@org.jspecify.annotations.NullMarked
package skybourse.benchmarks;
