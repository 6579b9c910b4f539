package skybourse.base.agent;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Optional;
import skybourse.base.numeric.Checks;
import skybourse.base.numeric.Label;

/**
 * A fixed agent (FA): an edge server that sells computing and may buy capacity from aerial agents when overloaded.
 *
 * @param id unique in the scenario
 * @param position where it is
 * @param computer its processor
 * @param radio its transmitter towards aerial agents
 * @param joulePrice what a joule costs it, in money per joule
 * @param priceCapPerBit the highest price it may ask, in money per bit
 * @param penaltyPerWork what a unit of work that it sold and cannot do on time costs it, {@code theta_j}, money per unit of work
 */
@RecordBuilder
public record FixedAgent(
        String id,
        Position position,
        Computer computer,
        Radio radio,
        double joulePrice,
        double priceCapPerBit,
        double penaltyPerWork)
        implements Leader, FixedAgentBuilder.With {

    public FixedAgent {
        Label.check(id, "id");
        Checks.amountOrZero(joulePrice, "joulePrice");
        Checks.amount(priceCapPerBit, "priceCapPerBit");
        Checks.amountOrZero(penaltyPerWork, "penaltyPerWork");
    }

    @Override
    public LeaderKind kind() {
        return LeaderKind.FIXED;
    }

    @Override
    public Optional<Radio> relay() {
        return Optional.of(radio);
    }
}
