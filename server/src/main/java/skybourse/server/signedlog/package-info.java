/**
 * The signed log: its keys, the receipts and records of rounds, and their proofs. Start reading at
 * {@link skybourse.server.signedlog.MarketLog}, then {@link skybourse.server.signedlog.RoundPublication}.
 */
@org.jspecify.annotations.NullMarked
package skybourse.server.signedlog;
