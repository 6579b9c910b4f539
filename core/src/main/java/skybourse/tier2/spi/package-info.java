/**
 * How a rule or a policy offers itself by name. Start reading at {@link skybourse.tier2.spi.RuleProvider}, then {@link
 * skybourse.tier2.spi.PolicyProvider}.
 */
@org.jspecify.annotations.NullMarked
package skybourse.tier2.spi;
