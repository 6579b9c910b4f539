/**
 * Dense networks on the Vector API, equal to the bit for any vector width and thread count.
 */
@org.jspecify.annotations.NullMarked
package skybourse.learning.network;
