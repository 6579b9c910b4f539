package skybourse.base.scenario;

import java.util.List;
import skybourse.base.numeric.Checks;
import skybourse.base.numeric.LabelSyntax;

/**
 * Links given as numbers. No channel model is used; a pair that is not listed has no link.
 *
 * @param links from wireless agents to leaders and from fixed to aerial agents
 */
public record ExplicitNetwork(List<Link> links) implements Network {

    /**
     * Link from one agent to another.
     *
     * @param from id of the sender
     * @param to id of the receiver
     * @param bitsPerSecond rate, in [1e-18, 1e18]
     * @param quality link quality {@code s_ns} in [0.001, 1]; not used from a fixed to an aerial agent
     */
    public record Link(String from, String to, double bitsPerSecond, double quality) {
        /**
         * Validates the components.
         *
         * @throws IllegalArgumentException if an id is not a label or a number is outside its range
         */
        public Link {
            LabelSyntax.check(from, "from");
            LabelSyntax.check(to, "to");
            Checks.amount(bitsPerSecond, "bitsPerSecond");
            Checks.within(quality, ScenarioLinks.LEAST_QUALITY, 1, "quality");
        }
    }

    public ExplicitNetwork {
        links = List.copyOf(links);
    }

    @Override
    public ScenarioLinks linksOf(Scenario scenario) {
        return new ExplicitLinks(scenario, links);
    }
}
