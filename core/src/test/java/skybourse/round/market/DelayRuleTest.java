package skybourse.round.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import skybourse.base.agent.Rules.OverloadDelay;
import skybourse.base.agent.Rules.Sharing;
import skybourse.round.market.PieceDelay.PieceCompletion;
import skybourse.round.market.Resale.Portion;

/** Expected values are calculated by hand: a leader of 10 work/s, a round of 2 s, hence a capacity of 20. */
class DelayRuleTest {

    private static final double TRANSFER = 0.5;

    private static LeaderLoad load(double work, Portion... portions) {
        return new LeaderLoad(work, 20, 10, new Resale(List.of(portions)));
    }

    private static PieceDelay delay(OverloadDelay overload, Sharing sharing, LeaderLoad load, double work) {
        return new DelayRule(2, overload, sharing).at(load).delay(TRANSFER, work);
    }

    private static void assertDelay(PieceDelay delay, double seconds, PieceCompletion last) {
        assertThat(delay.seconds()).isEqualTo(seconds, within(1e-12));
        assertThat(delay.last()).isEqualTo(last);
    }

    @Test
    void pieceRunsAtFullSpeedWithoutOverload() {
        for (OverloadDelay overload : OverloadDelay.values()) {
            assertDelay(delay(overload, Sharing.ALONE, load(15), 4), 0.5 + 0.4, PieceCompletion.ON_TIME);
        }
    }

    @Test
    void equalSharingEndsWithCompleteLoad() {
        assertDelay(delay(OverloadDelay.WAIT, Sharing.EQUAL, load(15), 4), 0.5 + 1.5, PieceCompletion.ON_TIME);
    }

    @Test
    void waitingOverloadCompletesAfterRound() {
        // 25 sold, 5 left over: completed at transfer + 2 + 5 / 10
        assertDelay(delay(OverloadDelay.WAIT, Sharing.ALONE, load(25), 4), 0.5 + 2 + 0.5, PieceCompletion.WAITING);
        assertDelay(delay(OverloadDelay.WAIT, Sharing.EQUAL, load(25), 4), 0.5 + 2 + 0.5, PieceCompletion.WAITING);
    }

    @Test
    void slowOverloadStretchesEveryPiece() {
        // (20 + 5) / 20 = 1.25 times 4 / 10
        assertDelay(delay(OverloadDelay.SLOW, Sharing.ALONE, load(25), 4), 0.5 + 0.5, PieceCompletion.ON_TIME);
        // all pieces end after 25 / 10
        assertDelay(delay(OverloadDelay.SLOW, Sharing.EQUAL, load(25), 4), 0.5 + 2.5, PieceCompletion.ON_TIME);
    }

    @Test
    void overloadWithinAMillionthOfCapacityIsRounding() {
        assertDelay(delay(OverloadDelay.WAIT, Sharing.ALONE, load(20 + 19e-6), 4), 0.5 + 0.4, PieceCompletion.ON_TIME);
        assertThat(delay(OverloadDelay.WAIT, Sharing.ALONE, load(20 + 21e-6), 4).last())
                .isEqualTo(PieceCompletion.WAITING);
    }

    @Test
    void resoldOverloadCompletesAtAerialAgent() {
        LeaderLoad load = load(25, new Portion("uav", 1, 5, 0.3, 0.6));
        assertDelay(delay(OverloadDelay.WAIT, Sharing.ALONE, load, 4), 0.5 + 0.3 + 0.6, PieceCompletion.RESOLD);
        // of a piece of 15 the leader keeps 20 / 25, that is 12, for 1.2 s: that part ends last
        assertDelay(delay(OverloadDelay.WAIT, Sharing.ALONE, load, 15), 0.5 + 1.2, PieceCompletion.ON_TIME);
        // the 20 that it keeps fit the round: SLOW stretches nothing
        assertDelay(delay(OverloadDelay.SLOW, Sharing.ALONE, load, 15), 0.5 + 1.2, PieceCompletion.ON_TIME);
    }

    @Test
    void remainingOverloadWaitsAfterResale() {
        LeaderLoad load = load(25, new Portion("one", 1, 2, 0.1, 0.2), new Portion("two", 1, 1, 0.1, 0.3));
        assertThat(load.leftOver()).isEqualTo(2, within(1e-12));
        assertDelay(delay(OverloadDelay.WAIT, Sharing.ALONE, load, 4), 0.5 + 2 + 0.2, PieceCompletion.WAITING);
        // the kept 22 / 25 of a piece of 5, for 0.44 s, take (20 + 2) / 20 times as long
        assertDelay(delay(OverloadDelay.SLOW, Sharing.ALONE, load, 5), 0.5 + 0.44 * 1.1, PieceCompletion.ON_TIME);
        // of a piece of 4 they take 0.352 * 1.1 = 0.387 s: the slower aerial agent, 0.1 + 0.3 s, is last
        assertDelay(delay(OverloadDelay.SLOW, Sharing.ALONE, load, 4), 0.5 + 0.4, PieceCompletion.RESOLD);
    }

    @Test
    void backlogIsComputedFirst() {
        // a backlog of 5 takes 0.5 s; 15 are free: all on time
        assertDelay(
                delay(OverloadDelay.WAIT, Sharing.ALONE, loadWithBacklog(15, 5), 4),
                0.5 + 0.5 + 0.4,
                PieceCompletion.ON_TIME);
        assertThat(loadWithBacklog(15, 5).backlogAfter()).isZero();
        // 17 sold, 2 left over: completed at transfer + 2 + 2 / 10
        assertDelay(
                delay(OverloadDelay.WAIT, Sharing.ALONE, loadWithBacklog(17, 5), 4),
                0.5 + 2 + 0.2,
                PieceCompletion.WAITING);
        assertThat(loadWithBacklog(17, 5).backlogAfter()).isEqualTo(2);
        // a backlog of 26 fills this round and 6 of the next: all 4 sold wait, completed at transfer + 2 + 0.6 + 0.4
        assertDelay(
                delay(OverloadDelay.WAIT, Sharing.ALONE, loadWithBacklog(4, 26), 4),
                0.5 + 2 + 0.6 + 0.4,
                PieceCompletion.WAITING);
        assertThat(loadWithBacklog(4, 26).freeCapacity()).isZero();
        assertThat(loadWithBacklog(4, 26).overload()).isEqualTo(4);
        assertThat(loadWithBacklog(4, 26).backlogAfter()).isEqualTo(10);
    }

    private static LeaderLoad loadWithBacklog(double work, double backlog) {
        return new LeaderLoad(work, 20, backlog, 10, 20, Resale.NONE);
    }

    @Test
    void rejectsResaleAboveOverload() {
        assertThatThrownBy(() -> load(25, new Portion("uav", 1, 6, 0, 0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("resale.work must be in");
    }
}
