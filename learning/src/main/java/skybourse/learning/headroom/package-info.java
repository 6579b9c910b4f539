/**
 * The auction as a decision problem: market distributions, reward, the Bayes-optimal policy, headroom and aliasing. Start reading at
 * {@link skybourse.learning.headroom.ClockMarketDistribution}, then {@link skybourse.learning.headroom.HeadroomStudy}.
 */
@org.jspecify.annotations.NullMarked
package skybourse.learning.headroom;
