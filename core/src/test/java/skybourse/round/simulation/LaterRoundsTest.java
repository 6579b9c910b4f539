package skybourse.round.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Optional;
import java.util.function.DoubleConsumer;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import skybourse.base.agent.AerialAgent;
import skybourse.base.numeric.TaskRunner;
import skybourse.base.scenario.Scenario;
import skybourse.base.scenario.ScenarioSampler;
import skybourse.base.scenario.ScenarioSampler.Counts;
import skybourse.round.dynamics.Dynamics;
import skybourse.round.dynamics.MessageDelays;
import skybourse.round.dynamics.PricingSettings;
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
 * A report in one round may affect later rounds: fixed agents set prices by the clearing price and the resold share of overload.
 */
class LaterRoundsTest {

    /** Sampled markets with three aerial agents each. */
    private static final int MARKETS = Integer.getInteger("leak.markets", 2);

    private static final int SLOTS = 60;
    private static final double[] FACTORS = {.5, .8, .95, 1.05, 1.2, 1.5, 2, 3};

    /** A rule under which one seller always asks a multiple of its costs. It reports the seller's utility in ticks. */
    private record MisreportedCosts(AuctionRule rule, String seller, double multiple, DoubleConsumer earned)
            implements AuctionRule {

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
            var asks = book.ordersOf(seller).stream()
                    .map(order -> new Ask(seller, order.lot(), Math.round(multiple * order.limitTicks())))
                    .toList();
            AuctionOutcome outcome = rule.clear(book.with(seller, asks), ties);
            earned.accept(outcome.utilityHalfTicks(seller, book) / 2.0);
            return outcome;
        }
    }

    private static double earned(
            Scenario scenario, String seller, double multiple, Function<ResaleMarket, AuctionRule> mechanism) {
        PricingSettings pricing = PricingSettings.standard().withOverload(PricingSettings.Overload.SOLD_SHARE);
        Dynamics dynamics = Setups.with(Setups.moving(1.2, MessageDelays.immediate(), Optional.empty()), pricing, true);
        DoubleStream.Builder ticks = DoubleStream.builder();
        Function<ResaleMarket, AuctionRule> misreported =
                market -> new MisreportedCosts(mechanism.apply(market), seller, multiple, ticks::add);
        var simulation = Simulation.begin(SimulationSetupBuilder.builder()
                .scenario(scenario)
                .dynamics(dynamics)
                .seed(1)
                .frozen(false)
                .solver(Setups.solver().withoutRepairs())
                .certifyEvery(0)
                .mechanism(misreported)
                .tasks(TaskRunner.CALLER)
                .build());
        for (int slot = 0; slot < SLOTS; slot++) {
            simulation.play();
        }
        return ticks.build().sum();
    }

    /** Returns the sum of all agents' gains from their best unilateral misreports, relative to their truthful utilities. */
    private static double gain(int markets, Function<ResaleMarket, AuctionRule> mechanism) {
        double truthfulTotal = 0;
        double gains = 0;
        for (int market = 1; market <= markets; market++) {
            Scenario scenario =
                    ScenarioSampler.standard(new Counts(20, 2, 3, 3)).sample("drawn", market);
            for (AerialAgent agent : scenario.aerialAgents()) {
                double truth = earned(scenario, agent.id(), 1, mechanism);
                double best = DoubleStream.of(FACTORS)
                        .map(multiple -> earned(scenario, agent.id(), multiple, mechanism))
                        .max()
                        .orElseThrow();
                truthfulTotal += truth;
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
        return gains / truthfulTotal;
    }

    /** The same misreport in every slot, under a rule that is truthful in each slot. */
    @Tag("slow")
    @Test
    void misreportsGainLittleThroughLaterRounds() {
        double gain = gain(MARKETS, _ -> new SellerVickrey());
        System.getLogger("leak").log(System.Logger.Level.INFO, MARKETS + " markets: " + gain);
        assertThat(gain).isBetween(0.0, .01);
    }

    @Tag("slow")
    @Test
    void midpointRewardsRepeatedMisreports() {
        assertThat(gain(1, Setups::rule)).isGreaterThan(.1);
    }
}
