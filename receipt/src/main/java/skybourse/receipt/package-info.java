/**
 * What a participant checks without the exchange: signed logs, receipts, records; knows nothing else of the project. Start reading at
 * {@link skybourse.receipt.ReceiptCheck}; formats are in docs/reference/receipts.md.
 */
@org.jspecify.annotations.NullMarked
package skybourse.receipt;
