package skybourse.learning.auctions;

import skybourse.learning.headroom.ClockReward;

/** {@link ClockReward} with tables of common values. Its results equal those of {@code ClockReward}. */
final class TabulatedReward {

    private static final int REGRETS = 256;

    private final ClockReward reward;
    /** Reward of an announcement without messages, by regret in ticks. */
    private final double[] ofRegret = new double[REGRETS];
    /** Cost of an announcement, by number of messages. */
    private final double[] ofMessages;

    TabulatedReward(ClockReward reward, int mostMessages) {
        this.reward = reward;
        for (int i = 0; i < REGRETS; i++) {
            ofRegret[i] = reward.announcement(i, 0);
        }
        ofMessages = new double[mostMessages + 1];
        for (int i = 0; i <= mostMessages; i++) {
            ofMessages[i] = -reward.announcement(0, i);
        }
    }

    double announcement(int regretTicks, int messages) {
        return regretTicks < REGRETS
                ? ofRegret[regretTicks] - ofMessages[messages]
                : reward.announcement(regretTicks, messages);
    }

    double welfare(double ticks) {
        return reward.welfare(ticks);
    }

    /** Returns {@link ClockReward#hindsightBaseline} of the market's largest attainable gains in ticks. */
    double lookingBack(double clairvoyantTicks) {
        return reward.hindsightBaseline(clairvoyantTicks);
    }
}
