package skybourse.app.options;

import java.util.Optional;
import java.util.OptionalDouble;
import picocli.CommandLine.Option;
import skybourse.base.agent.Agent;
import skybourse.base.agent.Rules;
import skybourse.base.agent.Rules.OverloadPricing;
import skybourse.base.scenario.Scenario;
import skybourse.files.text.InvalidInputException;

/** The option {@code --paper}, which selects the paper's settings where no other option is given. */
public final class PaperSettingsOption {

    @Option(
            names = "--paper",
            description =
                    "Uses the paper's settings: leaders ignore the cost of overselling, gauss-seidel iteration, clocks start at the aerial "
                            + "agents' costs, rule double-dutch-midpoint, alternating turns, fixed steps. Explicit options take precedence.")
    private boolean given;

    /** Sets the defaults of the other options to the paper's settings if {@code --paper} is given. Explicit options take precedence. */
    public void applyTo(PriceMethodOptions method, RuleOptions rule) {
        if (given) {
            method.applyPaperSettings();
            rule.applyPaperSettings();
        }
    }

    /**
     * Returns the scenario to solve. With {@code --paper}, leaders ignore the cost of overload, and no resale price is expected.
     *
     * @throws InvalidInputException if the option is given and an agent has an energy model
     */
    public Scenario withPaperRules(Scenario scenario) {
        if (!given) {
            return scenario;
        }
        Optional<Agent> other = scenario.agents()
                .filter(agent -> agent.computer().energy().isPresent())
                .findFirst();
        if (other.isPresent()) {
            throw new InvalidInputException(
                    "--paper",
                    "must not be given if an agent has an energy model, which the paper does not contain: "
                            + other.get().id(),
                    "omit the option, or remove computer.energy from the scenario.");
        }
        Rules rules = scenario.rules().withOverloadPricing(OverloadPricing.IGNORE);
        return scenario.withRules(rules.withExpectedResalePrice(OptionalDouble.empty()));
    }
}
