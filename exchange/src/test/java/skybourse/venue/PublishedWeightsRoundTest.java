package skybourse.venue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import skybourse.base.agent.WeightDistribution;
import skybourse.base.agent.WirelessAgent;
import skybourse.base.scenario.Scenario;
import skybourse.tier1.equilibrium.SolveResult;
import skybourse.tier1.game.PricingGame;
import skybourse.tier1.game.ScenarioGameFactory;
import skybourse.venue.event.AgentTermsBuilder;
import skybourse.venue.event.MarketCommand;
import skybourse.venue.event.RoundPrices;

/** Rounds of an exchange whose prices are computed for a published distribution of weights. */
class PublishedWeightsRoundTest {

    private static final Scenario PLAIN = Played.drawn(13, 3);
    private static final Scenario PUBLISHED =
            PLAIN.withRules(PLAIN.rules().withWeights(Optional.of(new WeightDistribution(20, 30))));

    /** Closes a round in which all buyers report a multiple of their worth. */
    private static FrozenRound closed(Scenario scenario, double factor) {
        Played market = new Played(scenario).joined();
        for (WirelessAgent buyer : scenario.wirelessAgents()) {
            market.done(new MarketCommand.PutAgent(
                    buyer.id(),
                    2,
                    AgentTermsBuilder.builder()
                            .kind("")
                            .worth(OptionalDouble.of(factor * buyer.satisfactionWeight() * Math.log(2)))
                            .publicKey("")
                            .build()));
        }
        market.putTasks("t");
        market.done(new MarketCommand.Freeze(0, new TreeSet<>(), Played.DRAW));
        return market.venue.frozenRound().orElseThrow();
    }

    private static RoundPrices solved(FrozenRound round) {
        return round.solve(new Played(PLAIN).solver, () -> false);
    }

    private static List<Double> loads(FrozenRound round) {
        return round.afterTierOne(solved(round)).leaders().stream()
                .map(leader -> leader.load().work())
                .toList();
    }

    @Test
    void unionOfAllBuyersChangesNoPrice() {
        FrozenRound truthful = closed(PUBLISHED, 1);
        FrozenRound union = closed(PUBLISHED, 0.8);
        assertThat(solved(union).prices()).isEqualTo(solved(truthful).prices());
        assertThat(loads(union)).as("they buy less").isNotEqualTo(loads(truthful));
        assertThat(solved(closed(PLAIN, 0.8)).prices())
                .as("control: without the distribution")
                .isNotEqualTo(solved(closed(PLAIN, 1)).prices());
    }

    @Test
    void pricesAreThoseOfTheSameRound() {
        Played market = new Played(PUBLISHED).joined();
        market.putTasks("t");
        RoundPrices sold = market.sell().solved();
        PricingGame game = ScenarioGameFactory.of(PUBLISHED);
        SolveResult result = market.solver.solve(game, new double[game.leaders()]);
        assertThat(sold.prices().stream().mapToDouble(Double::doubleValue).toArray())
                .containsExactly(result.prices());
        assertThat(sold.epsilon()).isEqualTo(result.certificate().epsilon());
    }

    /** Without one buyer, the others have the quantiles of one agent less. */
    @Test
    void ranksAreThoseOfBuyersInTheRound() {
        FrozenRound round = closed(PUBLISHED, 1);
        FrozenRound fewer =
                round.without(round.scenario().wirelessAgents().getFirst().id());
        assertThat(fewer.tiers().game().weight()).contains(20 + 0.5 / 12 * 10, 20 + 11.5 / 12 * 10);
        assertThat(round.tiers().game().weight()).contains(20 + 0.5 / 13 * 10, 20 + 12.5 / 13 * 10);
    }
}
