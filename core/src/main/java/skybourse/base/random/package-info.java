/**
 * Random number streams, one per purpose, which are the only source of random numbers. Start reading at
 * {@link skybourse.base.random.RandomStreams}, then {@link skybourse.base.random.ReusableGenerator}.
 */
@org.jspecify.annotations.NullMarked
package skybourse.base.random;
