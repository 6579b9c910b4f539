/** What a participant of a live exchange checks without it. Start reading at {@link skybourse.receipt.ReceiptCheck}. */
module skybourse.receipt {
    requires static org.jspecify;

    exports skybourse.receipt;
    exports skybourse.receipt.format;
}
