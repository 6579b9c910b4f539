package skybourse.base.agent;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.math.BigDecimal;
import java.math.MathContext;
import skybourse.base.numeric.Checks;
import skybourse.base.numeric.Label;

/**
 * An aerial agent (AA): a UAV with a computer that sells lots of computing to overloaded fixed agents.
 *
 * @param id unique in the scenario
 * @param position where it hovers
 * @param computer its processor
 * @param computeJoulePrice {@code xi_k}, money per joule spent on computing
 * @param hoverJoulePrice {@code gamma_k}, money per joule spent on hovering
 * @param markup {@code theta_k}, at least 1: what it asks per unit of cost, under rules that do not promise truthfulness
 * @param batteryPrice {@code beta_k}, money that each further lot costs more than the one before
 */
@RecordBuilder
public record AerialAgent(
        String id,
        Position position,
        Computer computer,
        double computeJoulePrice,
        double hoverJoulePrice,
        double markup,
        double batteryPrice)
        implements Agent, AerialAgentBuilder.With {

    public AerialAgent {
        Label.check(id, "id");
        Checks.amountOrZero(computeJoulePrice, "computeJoulePrice");
        Checks.amountOrZero(hoverJoulePrice, "hoverJoulePrice");
        Checks.within(markup, 1, Checks.LARGEST_AMOUNT, "markup");
        Checks.amountOrZero(batteryPrice, "batteryPrice");
    }

    /** Returns the same agent with a multiple of all its costs. */
    public AerialAgent withCosts(double multiple) {
        return withComputeJoulePrice(multiple * computeJoulePrice)
                .withHoverJoulePrice(multiple * hoverJoulePrice)
                .withBatteryPrice(multiple * batteryPrice);
    }

    /**
     * Returns what one unit of work costs the agent before any battery price: {@code xi_k E_com + gamma_k E_hov} per unit. It hovers while it
     * receives and computes, with the power of {@link RotaryWing#standard()}.
     *
     * <p>Ours: the formula.
     *
     * @param bitsPerWork input that comes with a unit of work
     * @param bitsPerSecond rate at which the input arrives
     * @return money per unit of work
     */
    public double costPerWork(double bitsPerWork, double bitsPerSecond) {
        double hoverSeconds = 1 / computer.workPerSecond() + bitsPerWork / bitsPerSecond;
        double hoverJoules = RotaryWing.standard().powerWatts(0) * hoverSeconds;
        return computeJoulePrice * computer.joulesPerWork() + hoverJoulePrice * hoverJoules;
    }

    /** Returns {@code theta_k} times {@link #costPerWork}: the lowest ask under a rule that does not promise truthfulness. */
    public double askPerWork(double bitsPerWork, double bitsPerSecond) {
        return markup * costPerWork(bitsPerWork, bitsPerSecond);
    }

    /**
     * Returns what a unit of work of the last lot that the agent can compute in a round costs it, to three digits: what a market full of such
     * agents may expect to pay. At least one lot is counted.
     *
     * @param rules the round's settings
     * @param bitsPerWork input that comes with a unit of work
     * @param bitsPerSecond rate at which the input arrives
     * @return money per unit of work
     */
    public double lastLotPerWork(Rules rules, double bitsPerWork, double bitsPerSecond) {
        double lots = Math.floor(computer.workPerSecond() * rules.roundSeconds() / rules.lotWork());
        double further = Math.max(0, lots - 1) * batteryPrice / rules.lotWork();
        return new BigDecimal(askPerWork(bitsPerWork, bitsPerSecond) + further)
                .round(new MathContext(3))
                .doubleValue();
    }

    /**
     * Returns what a lot costs the agent: its ask under a rule that promises truthfulness, before rounding to ticks.
     *
     * @param lotWork size of a lot in work units
     * @param bitsPerWork input that comes with a unit of work
     * @param bitsPerSecond rate at which the input arrives
     * @param lotsBefore lots of the round that the agent has already counted, from 0
     * @return money
     */
    public double lotCost(double lotWork, double bitsPerWork, double bitsPerSecond, int lotsBefore) {
        return lotWork * costPerWork(bitsPerWork, bitsPerSecond) + lotsBefore * batteryPrice;
    }

    /** Returns what the agent asks for a lot under any other rule: its cost, with markup on all but the battery. */
    public double lotAsk(double lotWork, double bitsPerWork, double bitsPerSecond, int lotsBefore) {
        return lotWork * askPerWork(bitsPerWork, bitsPerSecond) + lotsBefore * batteryPrice;
    }
}
