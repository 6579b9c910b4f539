package skybourse.round.market;

import skybourse.base.agent.Rules;
import skybourse.base.agent.Rules.OverloadDelay;
import skybourse.base.agent.Rules.Sharing;

/**
 * Rule for the delay of a piece that is sent to a leader: the effect of overload, and the sharing of the leader's processor. The last part
 * of the piece determines the delay.
 *
 * <ul>
 *   <li>{@code WAIT}: a share of the piece is left over. Its result is back after the piece arrived, plus one round, plus the leader's time for all
 *       left over work. The rest of the piece is on time.
 *   <li>{@code SLOW}: no work waits. All work that the leader computes itself takes longer by the factor {@code (B + x) / B}.
 *   <li>The share that was resold is back after the transfer to the aerial agent and its execution there.
 *   <li>A leader computes its backlog first. The waiting time for the backlog begins after the transfer (conservative). Resold work does not wait
 *       for the backlog.
 *   <li>{@code ALONE}: work on time runs at the leader's full speed. {@code EQUAL}: work on time ends when the leader has computed all work on
 *       time. With {@code SLOW} that time is {@code (B + x) / mu}, which includes the factor.
 * </ul>
 *
 * <p>Paper: pieces run at full speed. Ours: the delay of overload.
 *
 * @param roundSeconds length of the round, {@code tau}
 * @param overload effect of left over work
 * @param sharing sharing of the processor among pieces on time
 */
public record DelayRule(double roundSeconds, OverloadDelay overload, Sharing sharing) {

    /** Returns the delay rule of a round's settings. */
    public static DelayRule of(Rules rules) {
        return new DelayRule(rules.roundSeconds(), rules.overloadDelay(), rules.sharing());
    }

    /** Returns the rule at a leader whose load is known. */
    LeaderDelayRule at(LeaderLoad leader) {
        return new LeaderDelayRule(leader);
    }

    /** Computes delays at one leader. Stores the quantities that are equal for all its pieces. */
    final class LeaderDelayRule {

        private final LeaderLoad leader;
        private final double leftOver;
        private final boolean waits;
        private final double onTimeLoad;
        private final boolean resells;
        private final double resaleSeconds;

        private LeaderDelayRule(LeaderLoad leader) {
            this.leader = leader;
            leftOver = leader.leftOver();
            waits = overload == OverloadDelay.WAIT && leftOver > 0;
            onTimeLoad = waits ? leader.kept() - leftOver : leader.kept();
            resells = leader.resale().work() > 0;
            resaleSeconds = leader.resale().seconds();
        }

        /**
         * Returns the delay of a piece.
         *
         * @param transferSeconds time until the piece has arrived at the leader
         * @param work work of the piece, greater than 0; a part of the leader's load
         */
        PieceDelay delay(double transferSeconds, double work) {
            assert 0 < work && work <= leader.work() * (1 + 1e-9) : "a piece is part of its leader's load";
            double seconds = (transferSeconds + leader.queueSeconds()) + onTimeSeconds(work);
            PieceDelay.PieceCompletion last = PieceDelay.PieceCompletion.ON_TIME;
            if (waits) {
                double nextRound = roundSeconds + leader.laterQueueSeconds();
                double back = (transferSeconds + nextRound) + leftOver / leader.workPerSecond();
                last = back > seconds ? PieceDelay.PieceCompletion.WAITING : last;
                seconds = Math.max(seconds, back);
            }
            if (resells) {
                double back = transferSeconds + resaleSeconds;
                last = back > seconds ? PieceDelay.PieceCompletion.RESOLD : last;
                seconds = Math.max(seconds, back);
            }
            return new PieceDelay(seconds, last);
        }

        private double onTimeSeconds(double work) {
            if (sharing == Sharing.EQUAL) {
                return onTimeLoad / leader.workPerSecond();
            }
            double alone = work * (onTimeLoad / leader.work()) / leader.workPerSecond();
            return overload == OverloadDelay.SLOW ? alone * (leader.capacity() + leftOver) / leader.capacity() : alone;
        }
    }
}
