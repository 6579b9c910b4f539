package skybourse.venue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import skybourse.base.agent.WirelessAgent;
import skybourse.base.numeric.Normal95;
import skybourse.round.adversary.Behaviour;
import skybourse.round.adversary.MaliciousGroup;
import skybourse.round.market.AgentOutcome;
import skybourse.venue.event.MarketCommand;
import skybourse.venue.event.Piece;
import skybourse.venue.event.RoundPrices;

/**
 * Gain of a buyer that misreports its worth in one round, with all others honest. Work that was sold and not done counts
 * as nothing. No bound is promised, because tier 1 is not an auction. {@code -Dworth.markets=334} plays that many markets and prints the row.
 */
class UnderstatedWorthTest {

    private static final int MARKETS = Integer.getInteger("worth.markets", 2);

    /**
     * Returns the utility of a buyer by its true worth, money. Its task satisfies it and saves energy only if all pieces
     * were done.
     */
    private static double left(int seed, int buyer, MaliciousGroup... groups) {
        Played market = new BehaviourRun(new Played(BadCompanyTest.rules(seed)), seed, groups).market;
        WirelessAgent agent = market.rules.scenario().wirelessAgents().get(buyer);
        market.putTasks("t");
        market.done(new MarketCommand.Freeze(0, new TreeSet<>(), Played.DRAW));
        FrozenRound frozen = market.venue.frozenRound().orElseThrow();
        RoundPrices solved = market.solved(frozen);
        AgentOutcome sent = frozen.afterTierOne(solved).agents().get(buyer);
        market.done(new MarketCommand.SolveFinished(solved));
        market.deliver();
        market.wait(60);
        boolean isDone = market.venue.piecesOfTask(agent.id(), "t").stream()
                .allMatch(piece -> piece.state() == Piece.Stage.PAID);
        double sending = agent.joulePrice() * sent.sendingJoules();
        double saved = sent.utility() - sent.satisfaction() + sent.bill() + sending;
        double worth =
                sent.satisfaction() * agent.satisfactionWeight() / sent.agent().satisfactionWeight();
        double unit = market.rules.scenario().rules().ledgerUnitMoney();
        return (isDone ? worth + saved : 0) - sending + (market.balance(agent.id()) - Played.MONEY) * unit;
    }

    @Test
    void restatingTheTrueWorthGainsNothing() {
        for (double factor : new double[] {1, 1.1, .9, .75, .5, .25}) {
            List<Double> gains = new ArrayList<>();
            double honest = 0;
            for (int seed = 1; seed <= MARKETS; seed++) {
                for (int buyer = seed % 3; buyer < 13; buyer += 3) {
                    String id = "WA" + (buyer + 1);
                    double fair = left(seed, buyer);
                    honest += fair;
                    gains.add(left(seed, buyer, MaliciousGroup.of(new Behaviour.Misreport(factor), id)) - fair);
                }
            }
            double mean = gains.stream().mapToDouble(Double::doubleValue).sum() / gains.size();
            double squares =
                    gains.stream().mapToDouble(gain -> Math.pow(gain - mean, 2)).sum();
            double halfWidth = Normal95.Z * Math.sqrt(squares) / gains.size();
            assertThat(factor == 1 ? mean : 0)
                    .as("declaring the true worth: rounding may change the prices, but not the mean utility")
                    .isCloseTo(0, within(Math.max(0.02, halfWidth)));
            if (Integer.getInteger("worth.markets") != null) {
                System.out.println(String.format(
                        Locale.ROOT,
                        "%4.2f of its worth: %d buyers, honest %.3f, gain %.3f +- %.3f, %d gain, at most %.3f",
                        factor,
                        gains.size(),
                        honest / gains.size(),
                        mean,
                        halfWidth,
                        gains.stream().filter(gain -> gain > 1e-4).count(),
                        Collections.max(gains)));
            }
        }
    }
}
