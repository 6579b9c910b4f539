package skybourse.app.options;

import java.util.OptionalDouble;
import picocli.CommandLine.Option;
import skybourse.base.agent.Rules;
import skybourse.base.agent.Rules.OverloadPricing;
import skybourse.base.scenario.Scenario;

/** The paper's round instead of ours, where no other option says how it is played. */
public final class PaperOption {

    @Option(
            names = "--paper",
            description =
                    "Uses the paper's settings: leaders ignore the cost of overselling, gauss-seidel iteration, clocks start at the aerial "
                            + "agents' costs, rule double-dutch-midpoint, alternating turns, fixed steps. Explicit options take precedence.")
    private boolean given;

    /** Has the other options play by the paper, too, if it was asked for. */
    public void settle(MethodOptions method, RuleOptions rule) {
        if (given) {
            method.playPaper();
            rule.playPaper();
        }
    }

    /** Returns the scenario that is played: with the paper's rules if it was asked for. */
    public Scenario played(Scenario scenario) {
        if (!given) {
            return scenario;
        }
        Rules rules = scenario.rules().withOverloadPricing(OverloadPricing.IGNORE);
        return scenario.withRules(rules.withExpectedResalePrice(OptionalDouble.empty()));
    }
}
