package skybourse.base.agent;

import skybourse.base.numeric.Checks;
import skybourse.base.numeric.LabelSyntax;

/**
 * Mobile agent (MA): a server on a vehicle that sells computing and cannot resell overload.
 *
 * @param id its label ({@code LabelSyntax}), unique in the scenario
 * @param position its position
 * @param computer its processor
 * @param joulePrice {@code q_s}, its price of energy, money per joule, in [0, 1e18]
 * @param priceCapPerBit {@code pbar_s}, the highest price that it may set, money per bit, in [1e-18, 1e18]
 */
public record MobileAgent(String id, Position position, Computer computer, double joulePrice, double priceCapPerBit)
        implements Leader {

    /**
     * Validates the components.
     *
     * @throws IllegalArgumentException if {@code id} is not a label, a number is outside its range, or the computer has a battery
     */
    public MobileAgent {
        LabelSyntax.check(id, "id");
        computer.requireMains();
        Checks.amountOrZero(joulePrice, "joulePrice");
        Checks.amount(priceCapPerBit, "priceCapPerBit");
    }

    @Override
    public LeaderKind kind() {
        return LeaderKind.MOBILE;
    }

    @Override
    public MobileAgent withComputer(Computer computer) {
        return new MobileAgent(id, position, computer, joulePrice, priceCapPerBit);
    }

    @Override
    public boolean moves() {
        return true;
    }
}
