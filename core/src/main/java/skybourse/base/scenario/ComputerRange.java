package skybourse.base.scenario;

import java.util.random.RandomGenerator;
import skybourse.base.agent.Computer;
import skybourse.base.numeric.Checks;
import skybourse.base.random.UniformRange;

/**
 * Distribution of the processors of one kind of agent.
 *
 * @param workPerSecond speed of one processor, work/s, above 0
 * @param powerCoefficient power coefficient of one processor, the same for all, in J s^2 / work^3, at least 0
 */
public record ComputerRange(UniformRange workPerSecond, double powerCoefficient) {

    /**
     * Validates the components.
     *
     * @throws IllegalArgumentException if the lowest speed is not above 0, or {@code powerCoefficient} is negative or not finite
     */
    public ComputerRange {
        Checks.positive(workPerSecond.low(), "workPerSecond");
        Checks.nonNegative(powerCoefficient, "powerCoefficient");
    }

    /**
     * Samples a cluster of equal processors as one computer. The speed of the computer is the speed of one processor times their number. Its energy
     * per unit of work equals the energy of one processor.
     *
     * @param random source of randomness
     * @param processors number of processors, not necessarily an integer
     */
    Computer draw(RandomGenerator random, double processors) {
        return cluster(workPerSecond.draw(random), processors);
    }

    /** Returns a cluster of processors of mean speed as one computer. */
    Computer mean(double processors) {
        return cluster(workPerSecond.mean(), processors);
    }

    private Computer cluster(double speed, double processors) {
        return new Computer(speed * processors, powerCoefficient / (processors * processors));
    }
}
