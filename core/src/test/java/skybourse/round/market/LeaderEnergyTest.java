package skybourse.round.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import skybourse.base.agent.Computer;
import skybourse.base.agent.EnergyModel;
import skybourse.base.agent.EnergyModel.Dvfs;
import skybourse.base.agent.EnergyModel.Idle;
import skybourse.base.agent.MobileAgent;
import skybourse.base.agent.Position;

/** Energy of leaders with energy models in a round. */
class LeaderEnergyTest {

    private static double joules(EnergyModel energy, double work, double backlog) {
        var computer = new Computer(3, 0.5, Optional.of(energy));
        var leader = new MobileAgent("MA1", new Position(0, 0, 0), computer, 2, 100);
        var load = new LeaderLoad(work, 6, backlog, 3, 6, Resale.NONE);
        return new LeaderOutcome(leader, 1, load, 1, 100).joules();
    }

    /** A round of 2 s, in which 6 units of work take 0.5 x 6^3 / 2^2 = 27 J. */
    @Test
    void joulesFollowClock() {
        var clock = new Dvfs(0, 0);
        assertThat(joules(clock, 3, 0)).isCloseTo(27 / 8.0, within(1e-12));
        assertThat(joules(clock, 3, 3)).as("after a backlog").isCloseTo(27 * 7 / 8.0, within(1e-12));
        assertThat(joules(clock, 9, 0)).as("half as much again, later").isCloseTo(40.5, within(1e-12));
    }

    @Test
    void powerOfBeingOpenIsPaidOnce() {
        assertThat(joules(new Idle(5), 4, 0)).isEqualTo(4 * 4.5 + 10);
        assertThat(joules(new Idle(5), 4, 1)).as("open for the backlog").isEqualTo(4 * 4.5);
        assertThat(joules(new Idle(5), 0, 0)).isZero();
    }
}
