/**
 * Dense networks on the Vector API, equal to the bit for any width and thread count. Start reading at {@link
 * skybourse.learning.networks.DenseLayer}.
 */
@org.jspecify.annotations.NullMarked
package skybourse.learning.networks;
