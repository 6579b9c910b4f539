/**
 * The clocks as a problem: markets as data, reward, Bayes-optimal program, headroom, aliasing. Start reading at {@link
 * skybourse.learning.headroom.ClockMarket}, then {@link skybourse.learning.headroom.HeadroomStudy}.
 */
@org.jspecify.annotations.NullMarked
package skybourse.learning.headroom;
