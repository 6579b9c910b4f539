package skybourse.round.market;

import skybourse.base.scenario.Rules;
import skybourse.base.scenario.Rules.OverloadDelay;
import skybourse.base.scenario.Rules.Sharing;

/**
 * How long a piece of work sent to a leader takes. A link ends with its last part.
 *
 * <ul>
 *   <li>{@code WAIT}: the share of the piece that is left over comes back one round plus the leader's time for all left
 *       over work after the piece arrived; the rest is on time.
 *   <li>{@code SLOW}: nothing waits; everything that the leader keeps takes longer by the factor {@code (B + x) / B}.
 *   <li>The share that was resold comes back after the transfer to the aerial agent and its execution there.
 *   <li>A leader's backlog is worked off first; the wait for it is counted after the transfer (cautious). What was resold does
 *       not wait for it.
 *   <li>{@code ALONE}: what is on time runs at the leader's full speed; {@code EQUAL}: it ends when the leader has done
 *       everything on time. With {@code SLOW} that is {@code (B + x) / mu}, which holds the factor already.
 * </ul>
 *
 * <p>The paper counts pieces at full speed; that overload takes time, and how, is our choice.
 *
 * @param roundSeconds length of the round, {@code tau}
 * @param overload what becomes of left over work
 * @param sharing how pieces on time share the processor
 */
public record DelayRule(double roundSeconds, OverloadDelay overload, Sharing sharing) {

    /** Returns the delay rule of a scenario. */
    public static DelayRule of(Rules rules) {
        return new DelayRule(rules.roundSeconds(), rules.overloadDelay(), rules.sharing());
    }

    /**
     * Returns when a piece is back.
     *
     * @param leader the leader, the piece being part of its load
     * @param transferSeconds until the piece has reached the leader
     * @param work the piece, above 0
     */
    public LinkDelay delay(LeaderLoad leader, double transferSeconds, double work) {
        assert 0 < work && work <= leader.work() * (1 + 1e-9) : "a piece is part of its leader's load";
        double leftOver = leader.leftOver();
        boolean waits = overload == OverloadDelay.WAIT && leftOver > 0;
        double onTimeLoad = waits ? leader.kept() - leftOver : leader.kept();
        LinkDelay delay = new LinkDelay(
                (transferSeconds + leader.queueSeconds()) + onTimeSeconds(leader, onTimeLoad, work),
                LinkDelay.Part.ON_TIME);
        if (waits) {
            double nextRound = roundSeconds + leader.laterQueueSeconds();
            double back = (transferSeconds + nextRound) + leftOver / leader.workPerSecond();
            delay = delay.orLater(back, LinkDelay.Part.WAITING);
        }
        if (leader.resale().work() > 0) {
            delay = delay.orLater(transferSeconds + leader.resale().seconds(), LinkDelay.Part.RESOLD);
        }
        return delay;
    }

    private double onTimeSeconds(LeaderLoad leader, double onTimeLoad, double work) {
        if (sharing == Sharing.EQUAL) {
            return onTimeLoad / leader.workPerSecond();
        }
        double alone = work * (onTimeLoad / leader.work()) / leader.workPerSecond();
        return overload == OverloadDelay.SLOW
                ? alone * (leader.capacity() + leader.leftOver()) / leader.capacity()
                : alone;
    }
}
