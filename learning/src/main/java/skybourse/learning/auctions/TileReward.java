package skybourse.learning.auctions;

import skybourse.learning.headroom.ClockReward;

/** {@link ClockReward} with common sums looked up; the same numbers. */
final class TileReward {

    private static final int REGRETS = 256;

    private final ClockReward reward;
    /** Of announcements with one regret and no message. */
    private final double[] ofRegret = new double[REGRETS];
    /** What announcements with one number of messages cost. */
    private final double[] ofMessages;

    TileReward(ClockReward reward, int mostMessages) {
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

    /** Returns what is added at the end where the market's best possible welfare is taken off. */
    double lookingBack(double clairvoyantTicks) {
        return reward.lookingBack(clairvoyantTicks);
    }
}
