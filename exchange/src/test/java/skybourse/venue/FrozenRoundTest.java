package skybourse.venue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import skybourse.base.agent.Leader;
import skybourse.base.agent.Task;
import skybourse.venue.event.AgentTerms;
import skybourse.venue.event.AgentTermsBuilder;
import skybourse.venue.event.CommandReply;
import skybourse.venue.event.MarketCommand;
import skybourse.venue.event.MarketEvent;
import skybourse.venue.event.RoundPrices;

/** Input of the solver and of the settlement: terms of the seats, and results of earlier rounds. */
class FrozenRoundTest {

    private static FrozenRound frozen(Played market) {
        market.done(new MarketCommand.Freeze(market.venue.round(), new TreeSet<>(), Played.DRAW));
        return market.venue.frozenRound().orElseThrow();
    }

    private static void solve(Played market, FrozenRound frozen) {
        market.done(new MarketCommand.SolveFinished(frozen.solve(market.solver, () -> false)));
    }

    /**
     * Posted prices and asks have the order of the scenario's agents, in which newcomers of a kind follow the others.
     */
    @Test
    void postedPricesAndAsksFollowScenarioOrder() {
        Played market = new Played(NewcomerSeatsTest.rules()).joined();
        for (String kind : List.of("fixed", "mobile")) {
            String id = "new-" + kind;
            double price = kind.equals("fixed") ? 1e-7 : 2e-7;
            market.done(new MarketCommand.PutAgent(
                    id,
                    1,
                    AgentTermsBuilder.builder()
                            .kind(kind)
                            .pricePerBit(OptionalDouble.of(price))
                            .workPerSecond(OptionalDouble.of(1e10))
                            .publicKey("")
                            .build()));
            market.done(new MarketCommand.Deposit(id, Played.MONEY, id));
        }
        market.done(new MarketCommand.PutAgent(
                "AA2", 2, AgentTerms.ofScenario().withAskTicks(Optional.of(List.of(3L, 5L)))));
        market.putTasks("t");
        FrozenRound frozen = frozen(market);
        List<Leader> leaders = frozen.scenario().leaders();
        assertThat(frozen.postedPrices()).hasSize(leaders.size());
        for (int s = 0; s < leaders.size(); s++) {
            OptionalDouble posted = switch (leaders.get(s).id()) {
                case "new-fixed" -> OptionalDouble.of(1e-7);
                case "new-mobile" -> OptionalDouble.of(2e-7);
                default -> OptionalDouble.empty();
            };
            assertThat(frozen.postedPrices().get(s)).as(leaders.get(s).id()).isEqualTo(posted);
        }
        for (int k = 0; k < frozen.asks().size(); k++) {
            boolean asks = frozen.scenario().aerialAgents().get(k).id().equals("AA2");
            assertThat(frozen.asks().get(k)).isEqualTo(asks ? Optional.of(List.of(3L, 5L)) : Optional.empty());
        }
        solve(market, frozen);
    }

    /** For a leader that posts a price other than its equilibrium price, the round states its possible gain. */
    @Test
    void postedGainMeasuresDeviationOfPostingLeader() {
        Played market = new Played(Played.drawn(20, 4)).joined();
        market.putTasks("t");
        MarketEvent.RoundSettled first = market.sell();
        assertThat(first.solved().postedGain()).isZero();
        String leader = market.rules.scenario().leaders().getFirst().id();
        double half = first.solved().prices().getFirst() / 2;
        market.done(new MarketCommand.PutAgent(leader, 2, BoundsTest.terms(half, Double.NaN)));
        market.putTasks("u");
        RoundPrices second = market.sell().solved();
        assertThat(second.prices().getFirst()).isEqualTo(half);
        assertThat(second.postedGain()).isGreaterThan(1e-3);
    }

    /**
     * Leaders expect the last resale price, pulled back towards the published one. A round without lots leaves the
     * expectation unchanged.
     */
    @Test
    void expectedResalePriceFollowsLastPaidPrice() {
        Played market = new Played(Played.drawn(24, 4)).joined();
        double published = market.rules.scenario().rules().expectedResalePrice().orElseThrow();
        market.putTasks("t");
        FrozenRound first = frozen(market);
        assertThat(first.roundResalePrice()).isEqualTo(published);
        CommandReply.Done sold = market.done(new MarketCommand.SolveFinished(first.solve(market.solver, () -> false)));
        double last = ((MarketEvent.RoundSettled) sold.events().getFirst()).resalePricePerWork();
        assertThat(last).isPositive();
        double expected = market.rules.scenario().rules().resalePriceAfter(last);
        assertThat(expected).isNotEqualTo(published);
        for (int round = 1; round < 3; round++) {
            market.done(new MarketCommand.PutTask("WA1", "t" + round, new Task(1e6, 1e8, 1), 0, Played.PAYLOAD, 9));
            FrozenRound next = frozen(market);
            assertThat(next.roundResalePrice()).isEqualTo(expected);
            solve(market, next);
            assertThat(market.venue.snapshot().orElseThrow().resalePrice()).isEqualTo(last);
        }
    }

    @Test
    void leaderNeedsBondsOfTwoRounds() {
        Played market = new Played(Played.drawn(20, 4)).joined();
        for (Leader leader : market.rules.scenario().leaders()) {
            double money = 2
                    * Math.max(leader.penaltyPerWork(), leader.costPerWork())
                    * leader.computer().workPerSecond()
                    * market.rules.scenario().rules().roundSeconds();
            assertThat(market.venue.agent(leader.id()).orElseThrow().neededUnits())
                    .isEqualTo(
                            Math.round(money / market.rules.scenario().rules().ledgerUnitMoney()));
        }
        assertThat(market.venue.agent("AA1").orElseThrow().neededUnits()).isZero();
    }
}
