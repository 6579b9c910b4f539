/** The only source of random numbers: one stream per purpose. Start reading at {@link skybourse.base.random.RandomStreams}. */
@org.jspecify.annotations.NullMarked
package skybourse.base.random;
