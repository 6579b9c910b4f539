/**
 * Offline verification of the signed logs, receipts and records of a running exchange, independent of all other code.
 * Start reading at {@link skybourse.receipt.ReceiptCheck}, then {@link skybourse.receipt.RoundRecord}.
 */
module skybourse.receipt {
    requires static org.jspecify;

    exports skybourse.receipt;
    exports skybourse.receipt.format;
}
