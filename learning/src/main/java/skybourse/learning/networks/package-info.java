/**
 * Dense neural networks on the Vector API, bit-identical for any vector width and thread count. Start reading at
 * {@link skybourse.learning.networks.DenseLayer}, then {@link skybourse.learning.networks.DenseNetwork}.
 */
@org.jspecify.annotations.NullMarked
package skybourse.learning.networks;
