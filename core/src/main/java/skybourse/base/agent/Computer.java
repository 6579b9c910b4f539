package skybourse.base.agent;

import skybourse.base.numeric.Checks;

/**
 * Processor of constant speed whose energy is proportional to its work.
 *
 * <p>Power coefficients are from the paper. The form {@code E = sigma mu^2 x} is from Wang et al., doi 10.1109/JIOT.2024.3523527.
 *
 * @param workPerSecond speed {@code mu}, work/s, in [1e-18, 1e18]
 * @param powerCoefficient {@code sigma}, in J s^2 / work^3, in [0, 1e18]: the power is {@code powerCoefficient workPerSecond^3} watts
 */
public record Computer(double workPerSecond, double powerCoefficient) {

    /**
     * Validates the components.
     *
     * @throws IllegalArgumentException if a number is outside its range
     */
    public Computer {
        Checks.amount(workPerSecond, "workPerSecond");
        Checks.amountOrZero(powerCoefficient, "powerCoefficient");
    }

    /** Returns the energy of one unit of work, {@code sigma mu^2}, J/work. */
    public double joulesPerWork() {
        return powerCoefficient * workPerSecond * workPerSecond;
    }
}
