package skybourse.base.agent;

import io.soabase.recordbuilder.core.RecordBuilder;
import skybourse.base.numeric.Checks;
import skybourse.base.numeric.Label;

/**
 * A wireless agent (WA): has one task a round and chooses which part of it to send to whom.
 *
 * @param id unique in the scenario
 * @param position where it is
 * @param task what it wants done
 * @param computer its own processor, which does what is not sent
 * @param radio its transmitter
 * @param satisfactionWeight {@code xi_n}, in money
 * @param joulePrice what a joule costs it, {@code q_n}, in money per joule
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

    public WirelessAgent {
        Label.check(id, "id");
        Checks.amount(satisfactionWeight, "satisfactionWeight");
        Checks.amountOrZero(joulePrice, "joulePrice");
    }
}
