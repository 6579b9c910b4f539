package skybourse.venue.play;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeSet;
import java.util.stream.Collectors;
import skybourse.base.agent.WirelessAgent;
import skybourse.round.market.ResaleMarket;
import skybourse.tier2.auction.Order;
import skybourse.tier2.auction.Side;
import skybourse.tier2.rule.SellerVickrey;
import skybourse.venue.ExchangeEngine;
import skybourse.venue.FrozenRound;
import skybourse.venue.event.AgentTerms;
import skybourse.venue.event.MarketCommand;
import skybourse.venue.event.MarketRules;

/**
 * Costs of aerial agents for lots. They are the asks of honest agents in a round of all agents.
 *
 * @param ticks costs of the lots of each aerial agent, ticks/lot, by id
 */
record LotCosts(Map<String, List<Long>> ticks) {

    static LotCosts of(MarketRules rules, SolvedRounds solved) {
        PlayedExchange all = PlayedExchange.open(ExchangeEngine.open(rules), rules);
        all.join();
        for (WirelessAgent agent : rules.scenario().wirelessAgents()) {
            all.done(new MarketCommand.PutTask(agent.id(), "t", agent.task(), 0, PlayedExchange.PAYLOAD, 1));
        }
        all.done(new MarketCommand.Freeze(0, new TreeSet<>(), all.draw(0)));
        FrozenRound frozen = all.engine().frozenRound().orElseThrow();
        return new LotCosts(ResaleMarket.of(frozen.bestResponses(solved.prices(frozen))).stream()
                .flatMap(market -> market.forRule(new SellerVickrey()).book().orders(Side.SELLERS).stream())
                .collect(Collectors.groupingBy(
                        Order::participant, Collectors.mapping(Order::limitTicks, Collectors.toList()))));
    }

    private List<Long> of(String agent) {
        return ticks.getOrDefault(agent, List.of());
    }

    /** Returns the terms of an agent that states {@code factor} times its speed. Additional lots are at the cost of its first lot. */
    AgentTerms overstated(String agent, double factor, double workPerSecond) {
        List<Long> asks = of(agent);
        List<Long> more = asks.isEmpty() || factor == 1
                ? asks
                : Collections.nCopies((int) Math.round(factor * asks.size()), asks.getFirst());
        return AgentTerms.ofScenario()
                .withWorkPerSecond(OptionalDouble.of(factor * workPerSecond))
                .withAskTicks(more.isEmpty() ? Optional.empty() : Optional.of(more));
    }

    /** Returns the cost of a number of lots, ticks. Each lot beyond the agent's asks costs the last one. */
    double costTicks(String agent, double lots) {
        List<Long> asks = of(agent);
        double sum = 0;
        for (int lot = 0; lot < lots && !asks.isEmpty(); lot++) {
            sum += Math.min(1, lots - lot) * asks.get(Math.min(lot, asks.size() - 1));
        }
        return sum;
    }
}
