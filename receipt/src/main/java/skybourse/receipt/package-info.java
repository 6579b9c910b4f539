/**
 * Offline verification of signed logs, receipts and records, independent of all other code. Start reading at
 * {@link skybourse.receipt.ReceiptCheck}; formats are in docs/reference/receipts.md.
 */
@org.jspecify.annotations.NullMarked
package skybourse.receipt;
