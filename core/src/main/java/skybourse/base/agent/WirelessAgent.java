package skybourse.base.agent;

import io.soabase.recordbuilder.core.RecordBuilder;
import skybourse.base.numeric.Checks;
import skybourse.base.numeric.LabelSyntax;

/**
 * Wireless agent (WA): has one task per round and chooses which part of it to send to which leader.
 *
 * @param id its label ({@code LabelSyntax}), unique in the scenario
 * @param position its position
 * @param task its task
 * @param computer its own processor, which computes the part that is not sent
 * @param radio its transmitter
 * @param satisfactionWeight {@code xi_n}, money, in [1e-18, 1e18]
 * @param joulePrice {@code q_n}, its price of energy, money per joule, in [0, 1e18]
 */
@RecordBuilder
public record WirelessAgent(
        String id,
        Position position,
        Task task,
        Computer computer,
        Radio radio,
        double satisfactionWeight,
        double joulePrice)
        implements Agent, WirelessAgentBuilder.With {

    /**
     * Validates the components.
     *
     * @throws IllegalArgumentException if {@code id} is not a label or a number is outside its range
     */
    public WirelessAgent {
        LabelSyntax.check(id, "id");
        computer.requireNoCurve();
        Checks.amount(satisfactionWeight, "satisfactionWeight");
        Checks.amountOrZero(joulePrice, "joulePrice");
    }
}
