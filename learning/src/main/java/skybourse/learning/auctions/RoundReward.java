package skybourse.learning.auctions;

import skybourse.learning.headroom.RewardScale;
import skybourse.learning.headroom.RewardWeights;
import skybourse.round.market.ResaleOutcome;
import skybourse.tier2.auction.AuctionOutcome;
import skybourse.tier2.auction.TieOrder;
import skybourse.tier2.clock.AuctionTranscript;
import skybourse.tier2.rule.EfficientTrade;

/**
 * Reward of the auctioneer for one round: the change of welfare by tier 2, plus the value of the deadlines that tier 2 saves, minus a cost of
 * messages. The reward is 0 if there is no trade and no message.
 *
 * <p>Money is divided by the gain of the efficient trade plus the value of the deadlines that this trade saves, counting at least one deadline.
 * Messages are divided by their number with the smallest fixed step. One setting of weights therefore fits every round.
 *
 * @param round the round before its auction
 * @param deadlineValue value of a deadline, money, above 0
 * @param scaleMoney money that counts as 1
 * @param messages number of messages that counts as 1
 * @param efficient reward of the efficient trade without messages
 */
public record RoundReward(
        ScenarioRound round, double deadlineValue, double scaleMoney, double messages, double efficient) {

    /** Weights of rewards during the auction. Regret has weight 0, because it is not a loss of any user. */
    public static final RewardWeights WEIGHTS =
            new RewardWeights(1, 0, RewardWeights.standard().messages());

    /**
     * Returns the reward of a round whose market has attainable gains.
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

    /** Returns the reward of an auction outcome, without the cost of messages. */
    public double outcomeReward(AuctionOutcome outcome) {
        return outcomeReward(ResaleOutcome.of(round.before(), round.resale(), outcome));
    }

    /** Returns the reward of the result of tier 2, without the cost of messages. */
    double outcomeReward(ResaleOutcome resold) {
        double gained = resold.welfare() - round.before().welfare();
        return (gained + deadlineValue * saved(round, resold)) / scaleMoney;
    }

    /** Returns the reward of a complete auction, including the cost of messages. */
    public double total(AuctionTranscript transcript) {
        return total(ResaleOutcome.of(round.before(), round.resale(), transcript.outcome()));
    }

    /** Returns the reward of the result of tier 2, including the cost of messages. */
    public double total(ResaleOutcome resold) {
        return outcomeReward(resold)
                - WEIGHTS.messages() * resold.outcome().effort().messages() / messages;
    }

    private static int saved(ScenarioRound round, ResaleOutcome resold) {
        return resold.after().totals().deadlinesMet() - round.before().totals().deadlinesMet();
    }
}
