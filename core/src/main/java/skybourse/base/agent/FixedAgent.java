package skybourse.base.agent;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Optional;
import skybourse.base.numeric.Checks;
import skybourse.base.numeric.LabelSyntax;

/**
 * Fixed agent (FA): an edge server that sells computing and may buy capacity from aerial agents for its overload.
 *
 * @param id its label ({@code LabelSyntax}), unique in the scenario
 * @param position its position
 * @param computer its processor
 * @param radio its transmitter towards aerial agents
 * @param joulePrice {@code q_s}, its price of energy, money per joule, in [0, 1e18]
 * @param priceCapPerBit {@code pbar_s}, the highest price that it may set, money per bit, in [1e-18, 1e18]
 * @param penaltyPerWork {@code theta_j}, penalty for each unit of work that it sold and does not compute in time, money per unit of work, in [0,
 *     1e18]
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

    /**
     * Validates the components.
     *
     * @throws IllegalArgumentException if {@code id} is not a label, a number is outside its range, or the computer has a battery
     */
    public FixedAgent {
        LabelSyntax.check(id, "id");
        computer.requireMains();
        Checks.amountOrZero(joulePrice, "joulePrice");
        Checks.amount(priceCapPerBit, "priceCapPerBit");
        Checks.amountOrZero(penaltyPerWork, "penaltyPerWork");
    }

    @Override
    public FixedAgent withComputer(Computer computer) {
        return FixedAgentBuilder.With.super.withComputer(computer);
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
