/**
 * What could beat a learned auctioneer: markets defined as data, the reward, the Bayes-optimal program, schedules that know
 * the values, and the headroom between them. Nothing here learns. Start reading at {@link skybourse.yardstick.ClockMarket}.
 */
@org.jspecify.annotations.NullMarked
package skybourse.yardstick;
