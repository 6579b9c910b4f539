package skybourse.training;

import java.util.List;
import skybourse.auction.Clearing;
import skybourse.auction.ClockPolicy;
import skybourse.auction.Course;
import skybourse.auction.DoubleDutch;
import skybourse.auction.EfficientTrade;
import skybourse.auction.TieOrder;

/**
 * What a policy came to on given markets of any demand. Compare policies on the same markets.
 *
 * @param policy name
 * @param reward mean
 * @param halfWidth of the 95 % interval of the mean reward
 * @param welfareShare welfare over the optimum, all markets together
 * @param messages mean
 */
public record PlayedValue(String policy, double reward, double halfWidth, double welfareShare, double messages) {

    private static final double NORMAL_95 = 1.959963984540054;

    /**
     * Plays a policy.
     *
     * @param markets at least two
     */
    public static PlayedValue of(AuctionProblem problem, List<AuctionMarket> markets, ClockPolicy policy) {
        TieOrder ties = new TieOrder.ById();
        double sum = 0;
        double squares = 0;
        double welfare = 0;
        double optimum = 0;
        double messages = 0;
        for (AuctionMarket market : markets) {
            Course course = new DoubleDutch(
                            market.buyersStartTicks(),
                            market.sellersStartTicks(),
                            problem.turns(),
                            Clearing.MIDPOINT,
                            policy)
                    .course(market.book(), ties);
            double reward = problem.reward().total(course, market.book());
            sum += reward;
            squares += reward * reward;
            welfare += course.outcome().welfareTicks(market.book());
            optimum += new EfficientTrade().clear(market.book(), ties).welfareTicks(market.book());
            messages += course.outcome().effort().messages();
        }
        int count = markets.size();
        double mean = sum / count;
        double variance = Math.max(0, squares - sum * mean) / (count - 1);
        return new PlayedValue(
                policy.name(), mean, NORMAL_95 * Math.sqrt(variance / count), welfare / optimum, messages / count);
    }
}
