package skybourse.learning.training;

import java.util.List;
import java.util.function.IntFunction;
import skybourse.learning.headroom.ClockReward;
import skybourse.tier2.auction.AuctionOutcome;
import skybourse.tier2.clock.ClockPolicy;
import skybourse.tier2.clock.Course;

/**
 * What a policy came to on the rounds of a scenario, round by round, so that policies can be compared in pairs.
 *
 * @param policy name
 * @param rewards of each round's auction
 * @param welfare gains from trade of each, in ticks
 * @param optimum the most gains from trade of each, in ticks
 * @param messages of each
 * @param deadlines share of deadlines met in each round
 */
public record PlayedPolicy(
        String policy, double[] rewards, double[] welfare, double[] optimum, double[] messages, double[] deadlines) {

    /**
     * Plays a policy on every round.
     *
     * @param policies the policy for a round by its number, always of the same name
     */
    public static PlayedPolicy of(ClockReward reward, List<ScenarioRound> rounds, IntFunction<ClockPolicy> policies) {
        var played = new PlayedPolicy(
                policies.apply(0).name(),
                new double[rounds.size()],
                new double[rounds.size()],
                new double[rounds.size()],
                new double[rounds.size()],
                new double[rounds.size()]);
        for (int i = 0; i < rounds.size(); i++) {
            played.play(i, reward, rounds.get(i), policies.apply(i));
        }
        return played;
    }

    private void play(int at, ClockReward reward, ScenarioRound round, ClockPolicy policy) {
        AuctionMarket market = round.market();
        Course course = market.course(policy);
        AuctionOutcome outcome = course.outcome();
        rewards[at] = reward.total(course, market.book());
        welfare[at] = outcome.welfareTicks(market.book());
        optimum[at] = market.clairvoyantWelfareTicks();
        messages[at] = outcome.effort().messages();
        deadlines[at] = round.deadlineShare(outcome);
    }
}
