package skybourse.base.agent;

import skybourse.base.numeric.Checks;

/**
 * A processor that runs at one speed and draws energy for each unit of work.
 *
 * <p>Paper: power coefficients; the form {@code E = sigma mu^2 x} from Wang et al., doi 10.1109/JIOT.2024.3523527.
 *
 * @param workPerSecond speed, {@code mu}
 * @param powerCoefficient {@code sigma}, in J s^2 / work^3: the power is {@code powerCoefficient workPerSecond^3} watts
 */
public record Computer(double workPerSecond, double powerCoefficient) {

    public Computer {
        Checks.amount(workPerSecond, "workPerSecond");
        Checks.amountOrZero(powerCoefficient, "powerCoefficient");
    }

    /** Returns the energy of one unit of work. */
    public double joulesPerWork() {
        return powerCoefficient * workPerSecond * workPerSecond;
    }
}
