/**
 * Finite games of sampled prices, and the weights of mixed prices. Start reading at
 * {@link skybourse.tier1.mixed.FiniteGame}, then {@link skybourse.tier1.mixed.RestrictedGame}.
 */
@org.jspecify.annotations.NullMarked
package skybourse.tier1.mixed;
