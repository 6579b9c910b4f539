package skybourse.round.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import skybourse.base.numeric.TaskRunner;
import skybourse.round.market.PieceDelay.PieceCompletion;
import skybourse.round.market.Resale.Portion;
import skybourse.testing.Cases;

class PriceEvaluationTest {

    private static final Offset<Double> ROUNDING = within(1e-12);

    @Test
    void leaderOutcomesMatchManualCalculation() {
        Round round = SmallRound.round();
        LeaderOutcome mobile = round.leaders().get(0);
        assertThat(mobile.load().work()).isEqualTo(2.5, ROUNDING);
        assertThat(mobile.revenue()).isEqualTo(2 * 20 * 0.25, ROUNDING);
        assertThat(mobile.joules()).isEqualTo(0.64 * 2.5, ROUNDING);
        assertThat(mobile.profit()).isEqualTo(10 - 1.6, ROUNDING);
        assertThat(mobile.buyers()).isEqualTo(1);
        LeaderOutcome fixed = round.leaders().get(1);
        assertThat(fixed.load().work()).isEqualTo(12.5, ROUNDING);
        assertThat(fixed.load().overload()).isEqualTo(2.5, ROUNDING);
        assertThat(fixed.revenue()).isEqualTo(1.5 * 20 * (0.5 + 0.75), ROUNDING);
        assertThat(fixed.profit()).isEqualTo(37.5 - 0.5 * 12.5, ROUNDING);
    }

    @Test
    void agentOutcomeMatchesManualCalculation() {
        AgentOutcome first = SmallRound.round().agents().get(0);
        assertThat(first.homeRatio()).isEqualTo(0.25, ROUNDING);
        assertThat(first.homeSeconds()).isEqualTo(2.5 / 4, ROUNDING);
        assertThat(first.homeJoules()).isEqualTo(2 * 2.5, ROUNDING);
        // 5 bits at 10 bit/s, then 2.5 work at 8 work/s; 10 bits at 20 bit/s, then the round and 2.5 work at 10 work/s
        assertThat(first.links().get(0).delay()).isEqualTo(new PieceDelay(0.5 + 0.3125, PieceCompletion.ON_TIME));
        assertThat(first.links().get(1).delay()).isEqualTo(new PieceDelay(0.5 + 1 + 0.25, PieceCompletion.WAITING));
        assertThat(first.sendingJoules()).isEqualTo(0.5 * 1, ROUNDING);
        assertThat(first.delaySeconds()).isEqualTo(1.75, ROUNDING);
        assertThat(first.deadlineMet()).isTrue();
        double satisfaction = 8 * (Math.log(1.25) + Math.log(1.25));
        assertThat(first.satisfaction()).isEqualTo(satisfaction, ROUNDING);
        assertThat(first.utility()).isEqualTo(satisfaction - (10 + 15) - 0.5 + 2 * 7.5, ROUNDING);
    }

    @Test
    void linksExcludeLeadersWithZeroRatio() {
        AgentOutcome second = SmallRound.round().agents().get(1);
        assertThat(second.links())
                .singleElement()
                .satisfies(link -> assertThat(link.leader()).isEqualTo(1));
        assertThat(second.delaySeconds()).isEqualTo(0.375 + 1 + 0.25, ROUNDING);
        assertThat(second.deadlineMet()).isFalse();
    }

    @Test
    void resaleMeetsDeadlineMissedByWaiting() {
        Resale sold = new Resale(List.of(new Portion("uav-1", 1, 2.5, 0.05, 0.5)));
        Round round = PriceEvaluation.afterResale(SmallRound.round(), List.of(Resale.NONE, sold), TaskRunner.CALLER);
        // on time: 0.375 + 0.8 * 7.5 / 10; at the aerial agent: 0.375 + 0.05 + 0.5
        assertThat(round.agents().get(1).delaySeconds()).isEqualTo(0.975, ROUNDING);
        assertThat(round.totals().deadlineShare()).isEqualTo(1);
        assertThat(round.leaders().get(1).joules()).isEqualTo(10, ROUNDING);
    }

    @Test
    void pieceAtItsCapMeetsDeadline() {
        double cap = 1 / (20.0 / 40 + 10.0 / 10);
        double[][] ratios = {{0, 0}, {0, cap}};
        Round round = SmallRound.round(SmallRound.scenario(), ratios);
        assertThat(round.agents().get(1).links().getFirst().delay().seconds()).isEqualTo(1, ROUNDING);
        assertThat(round.agents().get(1).deadlineMet()).isTrue();
    }

    @Test
    void workAndPaymentsAreConserved() {
        Cases.forAll(
                (random, size) -> {
                    double[][] ratios = new double[2][2];
                    for (double[] row : ratios) {
                        row[0] = random.nextBoolean() ? 0 : random.nextDouble();
                        row[1] = random.nextBoolean() ? 0 : random.nextDouble(1 - row[0]);
                    }
                    return ratios;
                },
                PriceEvaluationTest::assertConserved);
    }

    private static void assertConserved(double[][] ratios) {
        Round round = SmallRound.round(SmallRound.scenario(), ratios);
        double work = 0;
        for (int n = 0; n < 2; n++) {
            AgentOutcome agent = round.agents().get(n);
            double sent =
                    agent.links().stream().mapToDouble(AgentOutcome.Link::ratio).sum();
            assertThat(sent).isEqualTo(Arrays.stream(ratios[n]).sum(), ROUNDING);
            assertThat(sent + agent.homeRatio()).isEqualTo(1, ROUNDING);
            work += sent * agent.agent().task().work();
        }
        assertThat(round.leaders().stream().mapToDouble(o -> o.load().work()).sum())
                .isEqualTo(work, ROUNDING);
        assertThat(round.agents().stream().mapToDouble(AgentOutcome::bill).sum())
                .isEqualTo(
                        round.leaders().stream()
                                .mapToDouble(LeaderOutcome::revenue)
                                .sum(),
                        within(1e-10));
        // welfare excludes payments: satisfaction less energy of sending and of leaders, plus home energy saved
        double energy = round.agents().stream()
                .mapToDouble(o -> o.sendingJoules() - (20 - o.homeJoules()))
                .sum();
        double leaders = round.leaders().stream()
                .mapToDouble(o -> o.leader().joulePrice() * o.joules())
                .sum();
        assertThat(round.totals().welfare())
                .isEqualTo(2 * round.totals().meanSatisfaction() - energy - leaders, within(1e-10));
    }
}
