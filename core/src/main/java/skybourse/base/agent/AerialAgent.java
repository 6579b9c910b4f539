package skybourse.base.agent;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.math.BigDecimal;
import java.math.MathContext;
import skybourse.base.numeric.Checks;
import skybourse.base.numeric.LabelSyntax;

/**
 * An aerial agent (AA): a UAV with a computer that sells lots of computing to overloaded fixed agents.
 *
 * @param id its label ({@code LabelSyntax}), unique in the scenario
 * @param position position at which it hovers
 * @param computer its processor
 * @param computeJoulePrice {@code xi_k}, money per joule spent on computing, in [0, 1e18]
 * @param hoverJoulePrice {@code gamma_k}, money per joule spent on hovering, in [0, 1e18]
 * @param markup {@code theta_k}, ratio of ask to cost, both without the battery price, under rules that do not promise truthfulness; in [1, 1e18]
 * @param batteryPrice {@code beta_k}, increase of the cost of a lot from one lot to the next, money, in [0, 1e18]
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

    /**
     * Validates the components.
     *
     * @throws IllegalArgumentException if {@code id} is not a label, a number is outside its range, or the computer has a battery
     */
    public AerialAgent {
        LabelSyntax.check(id, "id");
        computer.requireNoCurve();
        computer.requireMains();
        Checks.amountOrZero(computeJoulePrice, "computeJoulePrice");
        Checks.amountOrZero(hoverJoulePrice, "hoverJoulePrice");
        Checks.within(markup, 1, Checks.LARGEST_AMOUNT, "markup");
        Checks.amountOrZero(batteryPrice, "batteryPrice");
    }

    /**
     * Returns this agent with both joule prices and the battery price multiplied by a factor. The markup does not change.
     *
     * @param multiple factor, at least 0
     * @throws IllegalArgumentException if a product is outside its range
     */
    public AerialAgent withCosts(double multiple) {
        return withComputeJoulePrice(multiple * computeJoulePrice)
                .withHoverJoulePrice(multiple * hoverJoulePrice)
                .withBatteryPrice(multiple * batteryPrice);
    }

    /**
     * Returns the agent's cost of one unit of work without the battery price: {@code xi_k E_com + gamma_k E_hov} per unit. The agent hovers while it
     * receives and computes, with the power of {@link RotaryWing#standard()}.
     *
     * <p>Ours: the formula.
     *
     * @param bitsPerWork input of one unit of work, bit per unit of work
     * @param bitsPerSecond rate at which the input arrives, bit/s
     * @return money per unit of work
     */
    public double costPerWork(double bitsPerWork, double bitsPerSecond) {
        double hoverSeconds = 1 / computer.workPerSecond() + bitsPerWork / bitsPerSecond;
        double hoverJoules = RotaryWing.standard().powerWatts(0) * hoverSeconds;
        return computeJoulePrice * computer.joulesPerWork() + hoverJoulePrice * hoverJoules;
    }

    /**
     * Returns {@code theta_k} times {@link #costPerWork}, money per unit of work. It is the lowest ask under a rule that does not promise
     * truthfulness.
     */
    public double askPerWork(double bitsPerWork, double bitsPerSecond) {
        return markup * costPerWork(bitsPerWork, bitsPerSecond);
    }

    /**
     * Returns the agent's ask, with markup, for the last lot that it can compute in a round, per unit of work and rounded to three significant
     * digits. This is
     * the price that a market with only such agents can expect. If the agent can compute no lot in a round, the ask for one lot is returned.
     *
     * @param rules the round's settings
     * @param bitsPerWork input of one unit of work, bit per unit of work
     * @param bitsPerSecond rate at which the input arrives, bit/s
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
     * Returns the agent's cost of a lot: its ask under a rule that promises truthfulness, before rounding to ticks.
     *
     * @param lotWork size of a lot in work units
     * @param bitsPerWork input of one unit of work, bit per unit of work
     * @param bitsPerSecond rate at which the input arrives, bit/s
     * @param lotsBefore number of lots of the same round before this one, at least 0
     * @return money
     */
    public double lotCost(double lotWork, double bitsPerWork, double bitsPerSecond, int lotsBefore) {
        return lotWork * costPerWork(bitsPerWork, bitsPerSecond) + lotsBefore * batteryPrice;
    }

    /**
     * Returns the agent's ask for a lot under a rule that does not promise truthfulness, before rounding to ticks. It is the agent's cost, with the
     * markup on all parts but the battery price. Parameters as in {@link #lotCost}.
     *
     * @return money
     */
    public double lotAsk(double lotWork, double bitsPerWork, double bitsPerSecond, int lotsBefore) {
        return lotWork * askPerWork(bitsPerWork, bitsPerSecond) + lotsBefore * batteryPrice;
    }
}
