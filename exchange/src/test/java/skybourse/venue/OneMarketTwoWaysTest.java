package skybourse.venue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import skybourse.base.agent.Leader;
import skybourse.base.agent.WirelessAgent;
import skybourse.base.numeric.TaskRunner;
import skybourse.base.scenario.Scenario;
import skybourse.round.adversary.Adversary;
import skybourse.round.adversary.Behaviour;
import skybourse.round.adversary.MaliciousGroup;
import skybourse.round.analysis.SolverCatalogue;
import skybourse.round.dynamics.Dynamics;
import skybourse.round.dynamics.PricingSettings;
import skybourse.round.dynamics.Setups;
import skybourse.round.dynamics.SimulationSetupBuilder;
import skybourse.round.ledger.Ledger;
import skybourse.round.market.ResaleOutcome;
import skybourse.round.market.Round;
import skybourse.round.market.Settlement;
import skybourse.round.market.TwoTierRound;
import skybourse.round.simulation.Simulation;
import skybourse.round.simulation.SlotResult;
import skybourse.tier1.equilibrium.SolveResult;
import skybourse.tier1.game.PricingGame;
import skybourse.tier2.auction.TieOrder;
import skybourse.tier2.rule.SellerVickrey;
import skybourse.venue.event.AgentTerms;
import skybourse.venue.event.MarketCommand;
import skybourse.venue.event.MarketEvent;
import skybourse.venue.event.Piece;

/**
 * The first round of a running exchange equals the round that {@code run} plays. {@code -Dtwo.ways=500} samples that
 * many scenarios.
 */
class OneMarketTwoWaysTest {

    private static final int MARKETS = Integer.getInteger("two.ways", 12);

    private static final int SLOTS_UNTIL_PAID = 40;
    private static final double FACTOR = 0.6;

    @Test
    void firstRoundEqualsSimulatedRound() {
        int resold = 0;
        for (int seed = 1; seed <= MARKETS; seed++) {
            Scenario scenario = Played.drawn(12 + seed % 17, seed);
            TwoTierRound tiers = TwoTierRound.of(scenario);
            Played market = new Played(scenario);
            SolveResult solved =
                    market.solver.solve(tiers.game(), new double[tiers.game().leaders()]);
            Round tierOneRound = tiers.sell(solved.prices());
            Optional<ResaleOutcome> resale = TwoTierRound.resell(
                    tierOneRound, book -> new SellerVickrey(), new TieOrder.Lottery(scenario.seed(), 0));
            market.joined();
            market.putTasks("t1");
            MarketEvent.RoundSettled settled = market.sell();
            double[] prices = solved.prices();
            assertThat(settled.solved().prices()).hasSize(prices.length);
            for (int s = 0; s < prices.length; s++) {
                assertThat(settled.solved().prices().get(s)).isEqualTo(prices[s]);
            }
            assertThat(settled.solved().epsilon())
                    .isEqualTo(solved.certificate().epsilon());
            resold += settled.trades().isEmpty() ? 0 : 1;
            assertThat(settled.trades().stream().map(OneMarketTwoWaysTest::text).toList())
                    .isEqualTo(trades(resale));
            market.deliver();
            market.wait(30);
            Ledger ledger = resale.map(ResaleOutcome::ledger).orElseGet(() -> Settlement.of(tierOneRound, List.of()));
            long buyers = 0;
            for (Map.Entry<String, Long> account : ledger.balances().entrySet()) {
                String id = account.getKey();
                boolean isBuyer = id.startsWith("WA");
                buyers += isBuyer ? market.balance(id) - Played.MONEY - account.getValue() : 0;
                boolean isShared =
                        isBuyer && ledger.total(Ledger.Reason.REFUND) + ledger.total(Ledger.Reason.PENALTY) > 0;
                if (!id.equals(Scenario.HOUSE) && !isShared) {
                    assertThat(market.balance(id) - Played.MONEY).as(id).isEqualTo(account.getValue());
                }
            }
            assertThat(buyers)
                    .as("refunds are shared by bill in the exchange, and by work in a simulated round")
                    .isZero();
        }
        assertThat(resold).isGreaterThan(MARKETS / 4);
    }

    private static String text(MarketEvent.LotTrade trade) {
        return trade.buyer() + " " + trade.buyerLot() + " " + trade.seller() + " " + trade.sellerLot() + " "
                + trade.buyerHalfTicks() + " " + trade.sellerHalfTicks();
    }

    private static List<String> trades(Optional<ResaleOutcome> resale) {
        return resale.map(tier -> tier.outcome().trades()).orElse(List.of()).stream()
                .map(trade -> text(new MarketEvent.LotTrade(
                        trade.bid().participant(),
                        trade.bid().lot(),
                        trade.ask().participant(),
                        trade.ask().lot(),
                        trade.buyerPriceHalfTicks(),
                        trade.sellerPriceHalfTicks())))
                .toList();
    }

    private static Simulation simulated(Scenario scenario, MaliciousGroup... groups) {
        Dynamics dynamics = Setups.with(Dynamics.stationary(), PricingSettings.ofOneRound(), true)
                .withAdversary(Optional.of(new Adversary(0, List.of(groups))));
        return Simulation.begin(SimulationSetupBuilder.builder()
                .scenario(scenario)
                .dynamics(dynamics)
                .seed(scenario.seed())
                .frozen(false)
                .solver(SolverCatalogue.defaultSolver(scenario.rules(), 1))
                .certifyEvery(0)
                .mechanism(_ -> new SellerVickrey())
                .tasks(TaskRunner.CALLER)
                .build());
    }

    /** Plays slots in which no leader sells, until all tasks of earlier slots have ended. */
    private static void finish(Simulation simulation, int leaders) {
        double[] closed = new double[leaders];
        Arrays.fill(closed, PricingGame.CLOSED);
        for (int slot = 0; slot < SLOTS_UNTIL_PAID; slot++) {
            simulation.play(closed, new double[0], new int[0]);
        }
    }

    /** Returns how much more each agent has in an exchange than in a simulation; the buyers together, because refunds are shared differently. */
    private static Map<String, Long> apart(Played market, Simulation simulation) {
        Map<String, Long> apart = new TreeMap<>();
        market.agents()
                .forEach(agent -> apart.merge(
                        agent instanceof WirelessAgent ? "buyers" : agent.id(),
                        market.balance(agent.id()) - Played.MONEY - simulation.balance(agent.id()),
                        Long::sum));
        apart.values().removeIf(units -> units == 0);
        return apart;
    }

    /** Sells one round in an exchange. All agents deliver, except one. Returns the bonds of its pieces, ledger units. */
    private static long sellWithout(Played market, String silent) {
        market.putTasks("t1");
        market.sell();
        long bonds = 0;
        for (Piece piece : market.venue.pieces()) {
            if (piece.worker().equals(silent)) {
                bonds += piece.bondUnits();
            } else if (piece.state() == Piece.Stage.OPEN) {
                market.done(new MarketCommand.PutResult(piece.worker(), piece.id(), Played.secret(piece.id())));
            }
        }
        market.wait(60);
        return bonds;
    }

    /**
     * A mobile agent that returns nothing: both markets return its bills and bill everything else alike. The exchange also pays its bonds to the
     * buyers.
     */
    @Test
    void silentLeaderCostsTheSameBillsInBothMarkets() {
        long bonds = 0;
        for (int seed = 1; seed <= MARKETS; seed++) {
            Scenario scenario = Played.drawn(12 + seed % 17, seed);
            Simulation honest = simulated(scenario);
            honest.play();
            finish(honest, scenario.leaders().size());
            Played truthful = new Played(scenario).joined();
            sellWithout(truthful, "");
            assertThat(apart(truthful, honest)).as("honest market %d", seed).isEmpty();

            Simulation simulation = simulated(scenario, MaliciousGroup.of(new Behaviour.NoShow(1), "MA1"));
            simulation.play();
            finish(simulation, scenario.leaders().size());
            Played market = new Played(scenario).joined();
            long lost = sellWithout(market, "MA1");
            assertThat(simulation.balance("MA1")).isZero();
            assertThat(apart(market, simulation))
                    .as("market %d", seed)
                    .isEqualTo(lost == 0 ? Map.of() : Map.of("MA1", -lost, "buyers", lost));
            bonds += lost;
        }
        assertThat(bonds).isPositive();
    }

    /**
     * Buyers that report 0.6 of their weights: leaders quote the same prices in both markets. Buyers of the exchange also buy by their reports; their
     * bills are those of a simulated market in which the reports are true.
     */
    @Test
    void misreportedWeightsGiveTheSamePricesInBothMarkets() {
        for (int seed = 1; seed <= MARKETS; seed++) {
            Scenario scenario = Played.drawn(12 + seed % 17, seed);
            Played market = new Played(scenario).joined();
            scenario.wirelessAgents().forEach(agent -> {
                double worth = FACTOR * agent.satisfactionWeight() * Math.log(2);
                market.done(new MarketCommand.PutAgent(
                        agent.id(), 2, AgentTerms.ofScenario().withWorth(OptionalDouble.of(worth))));
            });
            market.putTasks("t1");
            List<Double> prices = market.sell().solved().prices();
            Simulation attack = simulated(scenario, MaliciousGroup.share(new Behaviour.Misreport(FACTOR), 1));
            Simulation bound = simulated(scenario.withWirelessAgents(scenario.wirelessAgents().stream()
                    .map(agent -> agent.withSatisfactionWeight(FACTOR * agent.satisfactionWeight()))
                    .toList()));
            SlotResult attacked = attack.play();
            SlotResult billed = bound.play();
            for (int s = 0; s < prices.size(); s++) {
                assertThat(attacked.leaders().get(s).price()).isCloseTo(prices.get(s), withinPercentage(1e-3));
            }
            long bills =
                    market.venue.pieces().stream().mapToLong(Piece::billUnits).sum();
            assertThat((double) bills).isCloseTo(bills(billed), withinPercentage(1e-3));
            assertThat((double) bills).isLessThan(0.98 * bills(attacked));
        }
    }

    private static double bills(SlotResult slot) {
        return slot.ledger().entries().stream()
                .filter(entry ->
                        entry.reason() == Ledger.Reason.HELD && entry.from().startsWith("WA"))
                .mapToLong(Ledger.Entry::units)
                .sum();
    }

    /** Every second leader posts its equilibrium price. No posted price changes by a bit. */
    @Test
    void postedPricesAreNotChanged() {
        for (int seed = 1; seed <= MARKETS; seed++) {
            Scenario scenario = Played.drawn(20, seed);
            Played market = new Played(scenario).joined();
            market.putTasks("t1");
            MarketEvent.RoundSettled first = market.sell();
            List<Leader> leaders = scenario.leaders();
            for (int s = 0; s < leaders.size(); s += 2) {
                double price = first.solved().prices().get(s);
                if (price <= leaders.get(s).priceCapPerBit()) {
                    var terms = AgentTerms.ofScenario()
                            .withPricePerBit(OptionalDouble.of(price))
                            .withPosition(AgentTerms.ofScenario().position())
                            .withAskTicks(AgentTerms.ofScenario().askTicks());
                    market.done(new MarketCommand.PutAgent(leaders.get(s).id(), 2, terms));
                }
            }
            Played again = market;
            again.putTasks("t2");
            MarketEvent.RoundSettled second = again.sell();
            for (int s = 0; s < leaders.size(); s += 2) {
                assertThat(second.solved().prices().get(s))
                        .isEqualTo(first.solved().prices().get(s));
            }
        }
    }
}
