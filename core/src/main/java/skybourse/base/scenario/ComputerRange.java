package skybourse.base.scenario;

import java.util.random.RandomGenerator;
import skybourse.base.agent.Computer;
import skybourse.base.numeric.Checks;
import skybourse.base.random.Range;

/**
 * The distribution of one kind's processors.
 *
 * @param workPerSecond speed of one processor
 * @param powerCoefficient of one processor, the same for all, in J s^2 / work^3
 */
public record ComputerRange(Range workPerSecond, double powerCoefficient) {

    public ComputerRange {
        Checks.positive(workPerSecond.low(), "workPerSecond");
        Checks.nonNegative(powerCoefficient, "powerCoefficient");
    }

    /**
     * Draws a cluster of equal processors as one computer: so many times as fast, with the same energy for a unit of work.
     *
     * @param random the chance it draws from
     * @param processors how many there are, not always whole
     */
    Computer draw(RandomGenerator random, double processors) {
        return cluster(workPerSecond.draw(random), processors);
    }

    /** Returns a cluster of processors of mean speed. */
    Computer mean(double processors) {
        return cluster(workPerSecond.mean(), processors);
    }

    private Computer cluster(double speed, double processors) {
        return new Computer(speed * processors, powerCoefficient / (processors * processors));
    }
}
