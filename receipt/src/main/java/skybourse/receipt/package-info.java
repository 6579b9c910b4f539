/**
 * What a participant checks without the exchange: signed logs, receipts, records; knows nothing else of the project. Start reading at
 * {@link skybourse.receipt.ReceiptCheck}.
 */
@org.jspecify.annotations.NullMarked
package skybourse.receipt;
