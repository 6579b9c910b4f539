package skybourse.venue.event;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import skybourse.base.agent.AerialAgent;
import skybourse.base.agent.Agent;
import skybourse.base.agent.Leader;
import skybourse.base.agent.WirelessAgent;
import skybourse.base.numeric.Checks;
import skybourse.base.scenario.Scenario;
import skybourse.tier2.catalogue.AuctionCatalogue;
import skybourse.tier2.spi.RuleProvider;

/**
 * Market in which leaders sell computing to wireless agents at equilibrium prices, and resell overload to aerial agents by auction.
 *
 * @param scenario seats, rules, network and seed. The rules must have an {@code expectedResalePrice}, because the asks of a round must not affect
 *     its prices
 * @param rule name of the auction rule of tier 2, which must support several lots per trader
 * @param maxEpsilon the largest {@link RoundPrices#soldEpsilon} at which a round is sold, above 0
 * @param mostPostedGain the largest relative gain of a leader from another price, at least 0, at which its posted price is admitted. If it is empty, all
 *     posted prices are admitted.
 */
public record TwoTierModel(Scenario scenario, String rule, double maxEpsilon, OptionalDouble mostPostedGain)
        implements MarketModel {

    /** Creates a market that admits all posted prices. */
    public TwoTierModel(Scenario scenario, String rule, double maxEpsilon) {
        this(scenario, rule, maxEpsilon, OptionalDouble.empty());
    }

    /**
     * Validates the components.
     *
     * @throws IllegalArgumentException if a number is outside its range, the resale price is missing, a leader has an energy model, or {@code rule} is unknown or
     *     supports only one lot per trader
     */
    public TwoTierModel {
        Checks.positive(maxEpsilon, "maxEpsilon");
        mostPostedGain.ifPresent(most -> Checks.nonNegative(most, "mostPostedGain"));
        if (scenario.rules().expectedResalePrice().isEmpty()) {
            throw new IllegalArgumentException(
                    "rules.expectedResalePrice must be given in a running exchange: missing");
        }
        for (Leader leader : scenario.leaders()) {
            if (leader.computer().energy().isPresent()) {
                throw new IllegalArgumentException(
                        "computer.energy of a leader must not be given in a running exchange: " + leader.id());
            }
        }
        if (provider(rule).traits().mostLots() < 2) {
            throw new IllegalArgumentException("rule must support several lots per trader: " + rule);
        }
    }

    private static RuleProvider provider(String rule) {
        return AuctionCatalogue.rule(rule)
                .orElseThrow(() -> new IllegalArgumentException(
                        "rule must be one of " + String.join(", ", AuctionCatalogue.ruleNames()) + ": " + rule));
    }

    /** Returns the provider of the auction rule. */
    public RuleProvider provider() {
        return provider(rule);
    }

    @Override
    public String name() {
        return scenario.name();
    }

    @Override
    public double ledgerUnitMoney() {
        return scenario.rules().ledgerUnitMoney();
    }

    @Override
    public List<ListedAgent> listedAgents() {
        return scenario.agents()
                .map(agent -> new ListedAgent(agent.id(), kind(agent), Optional.of(agent)))
                .toList();
    }

    private static String kind(Agent agent) {
        return switch (agent) {
            case WirelessAgent _ -> "wireless";
            case AerialAgent _ -> "aerial";
            case Leader leader -> leader.moves() ? "mobile" : "fixed";
        };
    }
}
