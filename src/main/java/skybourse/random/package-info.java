/**
 * The only source of chance: one stream per purpose. May import {@code numeric}. Start reading at {@link
 * skybourse.random.RandomStreams}.
 */
@org.jspecify.annotations.NullMarked
package skybourse.random;
