package skybourse.base.scenario;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.random.RandomGenerator;
import skybourse.base.agent.Position;
import skybourse.base.agent.Radio;
import skybourse.base.agent.Task;
import skybourse.base.agent.WirelessAgent;
import skybourse.base.agent.WirelessAgentBuilder;
import skybourse.base.numeric.Checks;
import skybourse.base.random.UniformRange;

/**
 * Ranges and distributions of the properties of wireless agents, for sampling scenarios.
 *
 * @param inputBits size of a task's input, above 0
 * @param workPerBit work units per bit of input, above 0
 * @param deadlineSeconds deadline of a task, above 0
 * @param satisfactionWeight {@code xi_n}, money, above 0
 * @param computer the agents' own processors
 * @param radio the transmitter that each agent has
 * @param joulePrice {@code q_n}, money per joule, at least 0
 */
@RecordBuilder
public record DemandRanges(
        UniformRange inputBits,
        UniformRange workPerBit,
        UniformRange deadlineSeconds,
        UniformRange satisfactionWeight,
        ComputerRange computer,
        Radio radio,
        double joulePrice)
        implements DemandRangesBuilder.With {

    /** Height of a hand-held device (TR 38.901). */
    static final double HEIGHT_METRES = 1.5;

    /**
     * Validates the components.
     *
     * @throws IllegalArgumentException if the lower bound of a range is not above 0, or {@code joulePrice} is negative or not finite
     */
    public DemandRanges {
        Checks.positive(inputBits.low(), "inputBits");
        Checks.positive(workPerBit.low(), "workPerBit");
        Checks.positive(deadlineSeconds.low(), "deadlineSeconds");
        Checks.positive(satisfactionWeight.low(), "satisfactionWeight");
        Checks.nonNegative(joulePrice, "joulePrice");
    }

    /**
     * Returns the standard demand: tasks of 4 to 6 Mbit with 800 to 1,200 cycles per bit, deadlines of 0.6 to 2 s and weights of 20 to 30 money.
     * Devices have 0.8 to 1.5 GHz and send with 0.1 W (Wang et al., doi 10.1109/JIOT.2024.3523527) over 10 MHz. All other values are ours.
     */
    public static DemandRanges standard() {
        return new DemandRanges(
                new UniformRange(4e6, 6e6),
                new UniformRange(800, 1200),
                new UniformRange(0.6, 2),
                new UniformRange(20, 30),
                new ComputerRange(new UniformRange(0.8e9, 1.5e9), 1e-27),
                new Radio(0.1, 10e6),
                1);
    }

    /** Samples a wireless agent at a uniformly distributed position of a rectangle. */
    WirelessAgent agent(String id, double eastMetres, double northMetres, RandomGenerator random) {
        var position = new Position(eastMetres * random.nextDouble(), northMetres * random.nextDouble(), HEIGHT_METRES);
        double bits = inputBits.draw(random);
        double work = bits * workPerBit.draw(random);
        return WirelessAgentBuilder.builder()
                .id(id)
                .position(position)
                .task(new Task(bits, work, deadlineSeconds.draw(random)))
                .computer(computer.draw(random, 1))
                .radio(radio)
                .satisfactionWeight(satisfactionWeight.draw(random))
                .joulePrice(joulePrice)
                .build();
    }
}
