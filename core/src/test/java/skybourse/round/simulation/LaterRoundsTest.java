package skybourse.round.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Optional;
import java.util.function.DoubleConsumer;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import skybourse.base.agent.AerialAgent;
import skybourse.base.numeric.TaskRunner;
import skybourse.base.scenario.Scenario;
import skybourse.base.scenario.ScenarioSampler;
import skybourse.base.scenario.ScenarioSampler.Counts;
import skybourse.round.dynamics.Dynamics;
import skybourse.round.dynamics.MessageDelays;
import skybourse.round.dynamics.Pricing;
import skybourse.round.dynamics.Setups;
import skybourse.round.dynamics.SimulationSetupBuilder;
import skybourse.round.market.ResaleMarket;
import skybourse.tier2.auction.Ask;
import skybourse.tier2.auction.AuctionOutcome;
import skybourse.tier2.auction.AuctionRule;
import skybourse.tier2.auction.OrderBook;
import skybourse.tier2.auction.RuleTraits;
import skybourse.tier2.auction.TieOrder;
import skybourse.tier2.rule.SellerVickrey;

/**
 * What an aerial agent says in a round may move later ones: fixed agents price by what overload was paid and which part of it was taken.
 */
class LaterRoundsTest {

    /** Drawn markets with three aerial agents each. */
    private static final int MARKETS = Integer.getInteger("leak.markets", 2);

    private static final int SLOTS = 60;
    private static final double[] LIES = {.5, .8, .95, 1.05, 1.2, 1.5, 2, 3};

    /** A rule under which one seller asks a multiple of its costs, always; what it is paid above its true costs is told, in ticks. */
    private record Lied(AuctionRule rule, String liar, double multiple, DoubleConsumer earned) implements AuctionRule {

        @Override
        public String name() {
            return rule.name();
        }

        @Override
        public RuleTraits traits() {
            return rule.traits();
        }

        @Override
        public AuctionOutcome clear(OrderBook book, TieOrder ties) {
            var asks = book.ordersOf(liar).stream()
                    .map(order -> new Ask(liar, order.lot(), Math.round(multiple * order.limitTicks())))
                    .toList();
            AuctionOutcome outcome = rule.clear(book.with(liar, asks), ties);
            earned.accept(outcome.utilityHalfTicks(liar, book) / 2.0);
            return outcome;
        }
    }

    private static double earned(
            Scenario scenario, String liar, double multiple, Function<ResaleMarket, AuctionRule> mechanism) {
        Pricing pricing = Pricing.standard().withOverload(Pricing.Overload.SOLD_SHARE);
        Dynamics dynamics = Setups.with(Setups.moving(1.2, MessageDelays.immediate(), Optional.empty()), pricing, true);
        DoubleStream.Builder ticks = DoubleStream.builder();
        Function<ResaleMarket, AuctionRule> lied =
                market -> new Lied(mechanism.apply(market), liar, multiple, ticks::add);
        var simulation = Simulation.begin(SimulationSetupBuilder.builder()
                .scenario(scenario)
                .dynamics(dynamics)
                .seed(1)
                .frozen(false)
                .solver(Setups.solver().withoutRepairs())
                .certifyEvery(0)
                .mechanism(lied)
                .tasks(TaskRunner.CALLER)
                .build());
        for (int slot = 0; slot < SLOTS; slot++) {
            simulation.play();
        }
        return ticks.build().sum();
    }

    /** Returns what lies gain all agents, each its best and each alone, by what the truth earns them. */
    private static double gain(int markets, Function<ResaleMarket, AuctionRule> mechanism) {
        double truths = 0;
        double gains = 0;
        for (int market = 1; market <= markets; market++) {
            Scenario scenario =
                    ScenarioSampler.standard(new Counts(20, 2, 3, 3)).sample("drawn", market);
            for (AerialAgent agent : scenario.aerialAgents()) {
                double truth = earned(scenario, agent.id(), 1, mechanism);
                double best = DoubleStream.of(LIES)
                        .map(multiple -> earned(scenario, agent.id(), multiple, mechanism))
                        .max()
                        .orElseThrow();
                truths += truth;
                gains += Math.max(0, best - truth);
                if (best > truth) {
                    System.getLogger("leak")
                            .log(
                                    System.Logger.Level.INFO,
                                    String.format(
                                            Locale.ROOT,
                                            "market %d, %s: %s for %s ticks",
                                            market,
                                            agent.id(),
                                            best,
                                            truth));
                }
            }
        }
        return gains / truths;
    }

    /** A lie told in every slot, under a rule that is truthful in each of them. */
    @Test
    void whatIsSaidInARoundMovesLaterOnesByLittle() {
        double gain = gain(MARKETS, _ -> new SellerVickrey());
        System.getLogger("leak").log(System.Logger.Level.INFO, MARKETS + " markets: " + gain);
        assertThat(gain).isBetween(0.0, .01);
    }

    @Test
    void underARuleThatIsNotTruthfulMoreIsGained() {
        assertThat(gain(1, Setups::rule)).isGreaterThan(.1);
    }
}
