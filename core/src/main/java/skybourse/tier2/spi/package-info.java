/**
 * Interfaces by which a rule or a policy registers under a name. Start reading at {@link skybourse.tier2.spi.RuleProvider}, then
 * {@link skybourse.tier2.spi.PolicyProvider}.
 */
@org.jspecify.annotations.NullMarked
package skybourse.tier2.spi;
