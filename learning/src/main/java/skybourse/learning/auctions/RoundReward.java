package skybourse.learning.auctions;

import skybourse.learning.headroom.RewardScale;
import skybourse.learning.headroom.RewardWeights;
import skybourse.round.market.ResaleOutcome;
import skybourse.tier2.auction.AuctionOutcome;
import skybourse.tier2.auction.TieOrder;
import skybourse.tier2.clock.AuctionTranscript;
import skybourse.tier2.rule.EfficientTrade;

/**
 * Reward of the clocks of one round: the change of welfare by tier 2, plus the deadline value for each deadline that it saves, minus messages. No
 * trade without messages has reward 0.
 *
 * <p>The unit of money is the gain of the efficient trade plus the value of the deadlines that it saves, at least one. The unit of messages is their
 * number with the smallest fixed step, so that one weight fits every round.
 *
 * @param round the round before its auction
 * @param deadlineValue value of a deadline, money, above 0
 * @param scaleMoney money that counts as 1
 * @param messages number of messages that counts as 1
 * @param efficient reward of the efficient trade without messages
 */
public record RoundReward(
        ScenarioRound round, double deadlineValue, double scaleMoney, double messages, double efficient) {

    /** Weights of rewards during the auction: messages alone, because regret is no loss of any user. */
    public static final RewardWeights WEIGHTS =
            new RewardWeights(1, 0, RewardWeights.standard().messages());

    /**
     * Returns the reward of a round with attainable gains.
     *
     * @param round the round
     * @param deadlineValue value of a met deadline, money, greater than 0
     * @param scale scale of the market in ticks and messages
     */
    static RoundReward of(ScenarioRound round, double deadlineValue, RewardScale scale) {
        AuctionOutcome efficient = new EfficientTrade().clear(round.resale().book(), new TieOrder.ById());
        double tick = round.before().scenario().rules().tickMoney();
        int saved = saved(round, ResaleOutcome.of(round.before(), round.resale(), efficient));
        double money = scale.welfareTicks() * tick + deadlineValue * Math.max(1, saved);
        var plain = new RoundReward(round, deadlineValue, money, scale.messages(), 0);
        return new RoundReward(round, deadlineValue, money, scale.messages(), plain.outcomeReward(efficient));
    }

    /** Returns the reward of an outcome without messages. */
    public double outcomeReward(AuctionOutcome outcome) {
        return outcomeReward(ResaleOutcome.of(round.before(), round.resale(), outcome));
    }

    /** Returns the reward of a round after tier 2, without messages. */
    double outcomeReward(ResaleOutcome resold) {
        double gained = resold.welfare() - round.before().welfare();
        return (gained + deadlineValue * saved(round, resold)) / scaleMoney;
    }

    /** Returns the reward of a complete auction. */
    public double total(AuctionTranscript course) {
        return total(ResaleOutcome.of(round.before(), round.resale(), course.outcome()));
    }

    /** Returns the reward of the round after tier 2. */
    public double total(ResaleOutcome resold) {
        return outcomeReward(resold)
                - WEIGHTS.messages() * resold.outcome().effort().messages() / messages;
    }

    private static int saved(ScenarioRound round, ResaleOutcome resold) {
        return resold.after().totals().deadlinesMet() - round.before().totals().deadlinesMet();
    }
}
