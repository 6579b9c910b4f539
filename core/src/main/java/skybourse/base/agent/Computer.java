package skybourse.base.agent;

import java.util.Optional;
import skybourse.base.numeric.Checks;

/**
 * Processor of constant highest speed. Without an energy model its energy is proportional to its work.
 *
 * <p>Power coefficients are from the paper. The form {@code E = sigma mu^2 x} is from Wang et al., doi 10.1109/JIOT.2024.3523527.
 *
 * @param workPerSecond speed {@code mu}, work/s, in [1e-18, 1e18]
 * @param powerCoefficient {@code sigma}, in J s^2 / work^3, in [0, 1e18]: the power is {@code powerCoefficient workPerSecond^3} watts
 * @param energy energy model; empty for energy proportional to work, from mains at a constant price
 */
public record Computer(double workPerSecond, double powerCoefficient, Optional<EnergyModel> energy) {

    /**
     * Validates the components.
     *
     * @throws IllegalArgumentException if a number is outside its range, or the lowest speed of the energy model is above the speed
     */
    public Computer {
        Checks.amount(workPerSecond, "workPerSecond");
        Checks.amountOrZero(powerCoefficient, "powerCoefficient");
        if (energy.orElse(null) instanceof EnergyModel.Dvfs dvfs) {
            if (dvfs.leastWorkPerSecond() > workPerSecond) {
                throw new IllegalArgumentException("energy.dvfs.leastWorkPerSecond must be at most workPerSecond, "
                        + workPerSecond + ": " + dvfs.leastWorkPerSecond());
            }
        }
    }

    /** Creates a processor with energy proportional to work, from mains at a constant price. The parameters are those of the record. */
    public Computer(double workPerSecond, double powerCoefficient) {
        this(workPerSecond, powerCoefficient, Optional.empty());
    }

    /**
     * Checks that the processor is not the one of a leader.
     *
     * @throws IllegalArgumentException if its energy model is dvfs, table or idle
     */
    void requireNoCurve() {
        if (energy.isPresent() && battery().isEmpty()) {
            throw new IllegalArgumentException(
                    "computer.energy must not be dvfs, table or idle, which only mobile and fixed agents have");
        }
    }

    /** Returns the same processor with an energy model. */
    public Computer withEnergy(EnergyModel model) {
        return new Computer(workPerSecond, powerCoefficient, Optional.of(model));
    }

    /** Returns the battery that supplies the processor; empty if there is none. */
    public Optional<EnergyModel.Battery> battery() {
        return energy.filter(EnergyModel.Battery.class::isInstance).map(EnergyModel.Battery.class::cast);
    }

    /**
     * Checks that the processor is not the one of a wireless agent.
     *
     * @throws IllegalArgumentException if it has a battery
     */
    void requireMains() {
        if (battery().isPresent()) {
            throw new IllegalArgumentException(
                    "computer.energy must not be a battery, which only wireless agents have: battery");
        }
    }

    /** Returns the energy of one unit of work at the highest speed, without idle power, {@code sigma mu^2}, J/work. */
    public double joulesPerWork() {
        return powerCoefficient * workPerSecond * workPerSecond;
    }
}
