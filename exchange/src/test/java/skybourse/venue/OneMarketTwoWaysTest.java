package skybourse.venue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import skybourse.base.agent.Leader;
import skybourse.base.scenario.Scenario;
import skybourse.round.ledger.Ledger;
import skybourse.round.market.ResaleOutcome;
import skybourse.round.market.Round;
import skybourse.round.market.Settlement;
import skybourse.round.market.TwoTierRound;
import skybourse.tier1.equilibrium.SolveResult;
import skybourse.tier2.auction.TieOrder;
import skybourse.tier2.rule.SellerVickrey;
import skybourse.venue.event.AgentTerms;
import skybourse.venue.event.MarketCommand;
import skybourse.venue.event.MarketEvent;

/**
 * The first round of a running exchange equals the round that {@code run} plays. {@code -Dtwo.ways=500} samples that
 * many scenarios.
 */
class OneMarketTwoWaysTest {

    private static final int MARKETS = Integer.getInteger("two.ways", 12);

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
