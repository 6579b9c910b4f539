package skybourse.tier1.game;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import skybourse.base.agent.Computer;
import skybourse.base.agent.EnergyModel;
import skybourse.base.agent.EnergyModel.Dvfs;
import skybourse.base.agent.EnergyModel.Idle;
import skybourse.base.agent.EnergyModel.Table;
import skybourse.base.agent.EnergyModel.Table.Row;
import skybourse.base.agent.FixedAgent;
import skybourse.base.agent.FixedAgentBuilder;
import skybourse.base.agent.Leader;
import skybourse.base.agent.MobileAgent;
import skybourse.base.agent.Position;
import skybourse.base.agent.Radio;

class EnergyCurvesTest {

    private static final double SECONDS = 2;
    private static final Position HERE = new Position(0, 0, 0);

    private static MobileAgent mobile(@Nullable EnergyModel energy) {
        return new MobileAgent("MA1", HERE, new Computer(3, 0.5, Optional.ofNullable(energy)), 2, 100);
    }

    private static FixedAgent fixed(@Nullable EnergyModel energy) {
        return FixedAgentBuilder.builder()
                .id("FA1")
                .position(HERE)
                .computer(new Computer(3, 0.5, Optional.ofNullable(energy)))
                .radio(new Radio(1, 1))
                .joulePrice(2)
                .priceCapPerBit(100)
                .penaltyPerWork(0)
                .build();
    }

    /** Terms in which a unit of overload costs {@code passedOn} in all. A unit of work costs 2 x 0.5 x 3^2 = 9 at full speed. */
    private static LeaderTable terms(Leader leader, double passedOn, double backlog) {
        var linear = new LeaderTable(
                new double[] {9},
                new double[] {Math.max(0, passedOn - 9)},
                new double[] {Math.max(0, 6 - backlog)},
                new double[] {100});
        return EnergyCurves.apply(linear, List.of(leader), new double[] {backlog}, SECONDS);
    }

    /** A clock that cannot slow down, a table on a line through 0 and no constant power have the terms of linear energy. */
    @Test
    void straightModelsHaveTermsOfLinearEnergy() {
        LeaderTable linear = terms(fixed(null), 20, 1);
        for (EnergyModel same :
                List.of(new Dvfs(0, 3), new Table(List.of(new Row(2, 9), new Row(6, 27))), new Idle(0))) {
            LeaderTable terms = terms(fixed(same), 20, 1);
            assertThat(terms.sameTerms(linear, 0)).as("%s", same).isTrue();
        }
        assertThat(terms(fixed(new Dvfs(1, 3)), 20, 1).sameTerms(linear, 0)).isFalse();
    }

    @Test
    void mobileAgentComputesAllThatFits() {
        // At full speed the last unit of work costs 3 x 9 = 27.
        CostCurve resold = terms(fixed(new Dvfs(0, 0)), 12, 0).curve(0);
        CostCurve kept = terms(mobile(new Dvfs(0, 0)), 12, 0).curve(0);
        assertThat(resold).isNotNull();
        assertThat(kept).isNotNull();
        assertThat(resold.lastKink()).isCloseTo(6 * Math.sqrt(12 / 27.0), within(1e-12));
        assertThat(kept.lastKink()).isEqualTo(6);
        assertThat(kept.lastSlope()).isEqualTo(27);
        assertThat(terms(mobile(new Dvfs(0, 0)), 40, 0).overloadPrice(0)).isEqualTo(40);
    }

    /** Work that waits makes the first unit of new work as dear as the next unit after it. */
    @Test
    void backlogShiftsCurve() {
        CostCurve idle = terms(fixed(new Dvfs(0, 0)), 40, 0).curve(0);
        CostCurve busy = terms(fixed(new Dvfs(0, 0)), 40, 2).curve(0);
        assertThat(idle).isNotNull();
        assertThat(busy).isNotNull();
        assertThat(busy.cost(3)).isCloseTo(idle.cost(5) - idle.cost(2), within(1e-12));
        assertThat(busy.lastKink()).isEqualTo(4);
        assertThat(busy.firstSlope()).isCloseTo(27.0 / 9, within(1e-12));
    }

    @ParameterizedTest
    @ValueSource(doubles = {6, 12, 60})
    void workBehindFullRoundsCostsLastUnitAtFullSpeed(double backlog) {
        LeaderTable terms = terms(mobile(new Dvfs(0, 0)), 12, backlog);
        assertThat(terms.curve(0)).isNull();
        assertThat(terms.costPerWork(0)).isEqualTo(27);
        assertThat(terms.overloadPrice(0)).isZero();
        assertThat(terms(mobile(new Dvfs(0, 0)), 40, backlog).costPerWork(0)).isEqualTo(40);
    }

    @Test
    void powerOfBeingOpenIsFixedCost() {
        LeaderTable terms = terms(mobile(new Idle(5)), 20, 0);
        assertThat(terms.fixedCost(0)).isEqualTo(2 * 5 * SECONDS);
        assertThat(terms.curve(0)).isNull();
        assertThat(terms.profit(0, 30, 1, 1)).isEqualTo(30 - 9 - 20);
        assertThat(terms.profit(0, 30, 0, 0)).isZero();
    }

    @Test
    void postedPricesStayPosted() {
        var posting = new BitSet();
        posting.set(0);
        double[] one = {1};
        LeaderTable linear = new LeaderTable(one, one, one, one).withPosting(posting);
        LeaderTable terms = EnergyCurves.apply(linear, List.of(mobile(new Dvfs(0, 0))), new double[1], SECONDS);
        assertThat(terms.curve(0)).isNotNull();
        assertThat(terms.posts(0)).isTrue();
    }

    /** Own energy of 3 units in 2 s: 0.5 x 3^2 x 3 J at full speed, and 5 W for 2 s if the computer is idle otherwise. */
    @Test
    void energyOfWorkIsThatOfModel() {
        assertThat(joules(null, 3)).isEqualTo(13.5);
        assertThat(joules(new Idle(5), 3)).isEqualTo(13.5 + 10);
        assertThat(joules(new Idle(5), 0)).isZero();
        assertThat(joules(new Dvfs(0, 0), 3)).isCloseTo(0.5 * 1.5 * 1.5 * 3, within(1e-12));
        assertThat(joules(new Table(List.of(new Row(2, 4), new Row(6, 20))), 3)).isEqualTo(8);
    }

    private static double joules(@Nullable EnergyModel energy, double work) {
        return EnergyCurves.joules(new Computer(3, 0.5, Optional.ofNullable(energy)), work, SECONDS);
    }

    /** A clock without a lowest speed has one piece, one that cannot slow down too. */
    @Test
    void clockHasPieceForEachRangeOfSpeeds() {
        assertThat(clock(0, 0)).containsExactly(new CostCurve.Piece(0, 0, 0.125, 0));
        assertThat(clock(0, 3)).containsExactly(new CostCurve.Piece(0, 4.5));
        assertThat(clock(27, 0)).containsExactly(new CostCurve.Piece(0, 27.0 / 3 + 4.5));
        assertThat(clock(1, 1)).containsExactly(new CostCurve.Piece(0, 1.5), new CostCurve.Piece(2, 0, 0.125, 2));
    }

    private static List<CostCurve.Piece> clock(double idleWatts, double least) {
        CostCurve curve = EnergyCurves.joules(new Computer(3, 0.5, Optional.of(new Dvfs(idleWatts, least))), SECONDS);
        assertThat(curve).isNotNull();
        return curve.pieces();
    }

    @Test
    void leaderWithBacklogIsOpenAnyway() {
        LeaderTable terms = terms(mobile(new Idle(5)), 20, 1);
        assertThat(terms.fixedCost(0)).isZero();
        assertThat(terms.profit(0, 30, 1, 1)).isEqualTo(30 - 9);
    }
}
