/**
 * Text formats that the program both writes and reads: orders, prices, ledgers, manifests, models and checkpoints.
 * Start reading at {@link skybourse.files.codec.ModelFile}, then {@link skybourse.files.codec.PricesText}.
 */
@org.jspecify.annotations.NullMarked
package skybourse.files.codec;
