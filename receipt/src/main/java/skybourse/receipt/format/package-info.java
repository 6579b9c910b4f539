/**
 * Formats of receipts: JSON, signatures, Merkle trees and checkpoints. Start reading at
 * {@link skybourse.receipt.format.LogCheckpoint}, then {@link skybourse.receipt.format.MerkleTree}.
 */
@org.jspecify.annotations.NullMarked
package skybourse.receipt.format;
