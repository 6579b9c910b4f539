package skybourse.files.codec;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import skybourse.base.agent.WirelessAgent;
import skybourse.base.scenario.Scenario;

/** Check of the satisfaction weights for which the prices of a round were computed, if the rules of the market publish a distribution of weights. */
public final class AssignedWeightsCheck {

    private static final double ROUNDING = 1e-9;

    private AssignedWeightsCheck() {}

    /**
     * Returns how the assigned weights of a record differ from those of the published distribution; empty if they do not differ.
     *
     * @param round the agents of the round with their reported weights
     */
    public static Optional<String> fault(PublishedRoundRecord record, Scenario round) {
        Map<String, Double> said = record.assignedWeights() == null ? Map.of() : record.assignedWeights();
        List<WirelessAgent> buyers =
                round.rules().weights().isEmpty() ? List.of() : round.priced().wirelessAgents();
        for (WirelessAgent buyer : buyers) {
            Double weight = said.get(buyer.id());
            double right = buyer.satisfactionWeight();
            if (weight == null || !(Math.abs(weight - right) <= ROUNDING * right)) {
                return Optional.of("the assigned weight of " + buyer.id() + " must be " + right + ", but is "
                        + (weight == null ? "missing" : weight));
            }
        }
        return said.size() == buyers.size()
                ? Optional.empty()
                : Optional.of("weights are assigned to agents that did not buy, or without a published distribution");
    }

    /** Returns the market for which eps is stated, in words. It is the market of the round unless the rules publish a distribution of weights. */
    public static String pricedMarket(Scenario round) {
        return round.rules()
                .weights()
                .map(distribution -> String.format(
                        Locale.ROOT,
                        " (in the priced market: reports have the weights assigned from [%s, %s])",
                        distribution.low(),
                        distribution.high()))
                .orElse("");
    }
}
