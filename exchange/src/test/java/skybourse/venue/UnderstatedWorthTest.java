package skybourse.venue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Locale;
import java.util.OptionalDouble;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import skybourse.base.agent.WirelessAgent;
import skybourse.round.market.AgentOutcome;
import skybourse.venue.event.AgentTermsBuilder;
import skybourse.venue.event.MarketCommand;
import skybourse.venue.event.RoundPrices;

/**
 * Gain of a buyer that declares less, or more, than its true worth in one round, with all others honest. No bound is
 * promised, because tier 1 is not an auction. {@code -Dworth.markets=334} plays that many markets and prints the row.
 */
class UnderstatedWorthTest {

    private static final int MARKETS = Integer.getInteger("worth.markets", 2);

    /** Returns the utility of a buyer by its true worth: satisfaction, energy and money. */
    private static double left(int seed, int buyer, double factor) {
        Played market = new Played(BadCompanyTest.rules(seed)).joined();
        WirelessAgent agent = market.rules.scenario().wirelessAgents().get(buyer);
        if (factor != 0) {
            var worth = OptionalDouble.of(factor * agent.satisfactionWeight() * Math.log(2));
            var none = OptionalDouble.empty();
            market.done(new MarketCommand.PutAgent(
                    agent.id(),
                    2,
                    AgentTermsBuilder.builder()
                            .kind("")
                            .pricePerBit(none)
                            .workPerSecond(none)
                            .worth(worth)
                            .publicKey("")
                            .build()));
        }
        market.putTasks("t");
        market.done(new MarketCommand.Freeze(0, new TreeSet<>(), Played.DRAW));
        FrozenRound frozen = market.venue.frozenRound().orElseThrow();
        RoundPrices solved = market.solved(frozen);
        AgentOutcome sent = frozen.afterTierOne(solved).agents().get(buyer);
        market.done(new MarketCommand.SolveFinished(solved));
        market.deliver();
        market.wait(60);
        double stated = sent.agent().satisfactionWeight();
        double energy = sent.utility() - sent.satisfaction() + sent.bill();
        double unit = market.rules.scenario().rules().ledgerUnitMoney();
        return sent.satisfaction() * agent.satisfactionWeight() / stated
                + energy
                + (market.balance(agent.id()) - Played.MONEY) * unit;
    }

    @Test
    void restatingTheTrueWorthGainsNothing() {
        for (double factor : new double[] {1, 1.1, .9, .75, .5, .25}) {
            double honest = 0;
            double gain = 0;
            double largest = 0;
            int gaining = 0;
            int buyers = 0;
            for (int seed = 1; seed <= MARKETS; seed++) {
                for (int buyer = seed % 3; buyer < 13; buyer += 3) {
                    double fair = left(seed, buyer, 0);
                    double more = left(seed, buyer, factor) - fair;
                    buyers++;
                    honest += fair;
                    gain += more;
                    largest = Math.max(largest, more);
                    gaining += more > 1e-4 ? 1 : 0;
                }
            }
            assertThat(factor == 1 ? gain / buyers : 0)
                    .as("declaring the true worth: rounding may change the prices, but not the mean utility")
                    .isCloseTo(0, within(0.02));
            if (Integer.getInteger("worth.markets") != null) {
                System.out.println(String.format(
                        Locale.ROOT,
                        "%4.2f of its worth: %d buyers, honest %.3f, gain %.3f, %d gain, at most %.3f",
                        factor,
                        buyers,
                        honest / buyers,
                        gain / buyers,
                        gaining,
                        largest));
            }
        }
    }
}
