package skybourse.base.scenario;

import io.soabase.recordbuilder.core.RecordBuilder;
import skybourse.base.agent.Radio;
import skybourse.base.numeric.Checks;
import skybourse.base.random.UniformRange;

/**
 * Ranges and distributions of the properties of leaders and aerial agents, for sampling scenarios.
 *
 * @param mobile processors of mobile agents
 * @param fixed processors of fixed agents
 * @param aerial processors of aerial agents
 * @param fixedRadio the transmitter that each fixed agent has
 * @param joulePrice {@code q_s} of leaders, money per joule, at least 0
 * @param priceCapPerBit {@code pbar_s} of leaders, money per bit, above 0
 * @param penaltyPerWork {@code theta_j} of fixed agents, money per unit of work, at least 0
 * @param aerialJoulePrice {@code xi_k} and {@code gamma_k} of aerial agents, money per joule, at least 0
 * @param markup {@code theta_k} of aerial agents, at least 1
 * @param batteryShare {@code beta_k} as a share of the ask for a first lot of 2e9 work units without its transfer, at least 0
 */
@RecordBuilder
public record SupplyRanges(
        ComputerRange mobile,
        ComputerRange fixed,
        ComputerRange aerial,
        Radio fixedRadio,
        double joulePrice,
        double priceCapPerBit,
        double penaltyPerWork,
        double aerialJoulePrice,
        double markup,
        double batteryShare)
        implements SupplyRangesBuilder.With {

    static final double VEHICLE_METRES = 1.5;
    /** Height of a base station in a street canyon (TR 38.901). */
    static final double MAST_METRES = 10;

    static final double FLIGHT_METRES = 100;
    static final double LOT_WORK = 2e9;

    /**
     * Validates the components.
     *
     * @throws IllegalArgumentException if a number is not finite or outside its range
     */
    public SupplyRanges {
        Checks.nonNegative(joulePrice, "joulePrice");
        Checks.positive(priceCapPerBit, "priceCapPerBit");
        Checks.nonNegative(penaltyPerWork, "penaltyPerWork");
        Checks.nonNegative(aerialJoulePrice, "aerialJoulePrice");
        Checks.within(markup, 1, Double.MAX_VALUE, "markup");
        Checks.nonNegative(batteryShare, "batteryShare");
    }

    /**
     * Returns the standard supply (ours throughout): vehicles of 10 to 16 Gcycles/s, edge servers of 15 to 25 Gcycles/s and UAVs of 8 to 12
     * Gcycles/s, with price caps of 20 money per Mbit. At its 0.1 money per joule a UAV has a higher cost per unit of work than most edge servers.
     * If it cost less, a fixed agent would buy capacity for less than its own cost of computing, and its overload price would be 0.
     */
    public static SupplyRanges standard() {
        return new SupplyRanges(
                new ComputerRange(new UniformRange(10e9, 16e9), 1.1e-29),
                new ComputerRange(new UniformRange(15e9, 25e9), 4e-30),
                new ComputerRange(new UniformRange(8e9, 12e9), 1e-29),
                new Radio(1, 10e6),
                1,
                20e-6,
                0.5e-9,
                0.1,
                1.1,
                0.05);
    }
}
