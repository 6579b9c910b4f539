package skybourse.round.adversary;

import skybourse.base.numeric.StateArchive;
import skybourse.base.random.RandomStreams;

/** Counts of delivered and failed pieces of each leader, with forgetting. Mutable and not safe for several threads. */
public final class ReputationScores {

    private final Reputation settings;
    private final RandomStreams streams;
    private double[] delivered;
    private double[] failed;

    /** Creates the counts of new leaders; {@code streams} decides on retries. */
    public ReputationScores(Reputation settings, int leaders, RandomStreams streams) {
        this.settings = settings;
        this.streams = streams;
        delivered = new double[leaders];
        failed = new double[leaders];
    }

    /** Counts a settled piece. */
    public void count(int leader, boolean isDelivered) {
        (isDelivered ? delivered : failed)[leader]++;
    }

    /** Multiplies all counts by the factor of forgetting. Call it at the start of each slot. */
    public void forget() {
        for (int s = 0; s < delivered.length; s++) {
            delivered[s] *= settings.keep();
            failed[s] *= settings.keep();
        }
    }

    /** Returns the score of a leader, in (0, 1). */
    public double score(int leader) {
        double good = settings.priorDelivered() + delivered[leader];
        return good / (good + settings.priorFailed() + failed[leader]);
    }

    /** Returns whether a leader may receive pieces in a slot: its score is high enough, or it is on trial. */
    public boolean admits(int leader, long slot) {
        return score(leader) >= settings.least()
                || streams.uniformKey("reputation-retries", slot * delivered.length + leader) < settings.retry();
    }

    /** Saves or restores the counts. */
    public void exchange(StateArchive state) {
        delivered = state.numbers(delivered);
        failed = state.numbers(failed);
    }
}
