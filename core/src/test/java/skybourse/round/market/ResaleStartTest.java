package skybourse.round.market;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import skybourse.base.numeric.TaskRunner;
import skybourse.base.scenario.Scenario;
import skybourse.base.scenario.ScenarioLinks;

/** Where the buyers' clock starts: {@code (price per bit * bits per work + penalty) * lot work}, the maximum over agreed and asked prices. */
class ResaleStartTest {

    /** Two bits per unit of work, a penalty of 1, lots of 1 and ticks of 0.01: a price p gives (2 p + 1) / 0.01 ticks. */
    private static long start(double mobileAgreed, double fixedAgreed) {
        Scenario scenario = SmallRound.resaleScenario();
        var pieces = new SoldPieces();
        for (int agent = 0; agent < 2; agent++) {
            pieces.addTask(scenario.wirelessAgents().get(agent), agent, 0);
            pieces.addPiece(0, 0.25, 0.5, 0.1, mobileAgreed);
            pieces.addPiece(1, 0.75, 0.5, 0.1, fixedAgreed);
        }
        double[] asked = {2, 1.5};
        Round round = PriceEvaluation.evaluate(
                scenario,
                ScenarioLinks.cached(scenario),
                asked,
                pieces,
                new double[2],
                new double[] {1e18, 1e18},
                TaskRunner.CALLER);
        return ResaleMarket.of(round).orElseThrow().buyersStartTicks();
    }

    @Test
    void askedPriceCountsIfAgreedPriceIsLower() {
        assertThat(start(2, 1.5)).isEqualTo(400);
        assertThat(start(2, 1)).isEqualTo(400);
    }

    @Test
    void higherAgreedPriceOfFixedAgentCounts() {
        assertThat(start(2, 1.75)).isEqualTo(450);
        assertThat(start(2, 2.5)).isEqualTo(600);
    }

    @Test
    void agreedPriceOfMobileAgentIsIgnored() {
        assertThat(start(5, 1.5)).isEqualTo(400);
        assertThat(start(5, 2.5)).isEqualTo(600);
    }
}
