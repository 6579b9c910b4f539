/**
 * Offline verification of signed logs, receipts and records, independent of all other code. Start reading at
 * {@link skybourse.receipt.ReceiptCheck}, then {@link skybourse.receipt.RoundRecord}.
 * {@code docs/reference/receipts.md} describes the formats.
 */
@org.jspecify.annotations.NullMarked
package skybourse.receipt;
