package skybourse.scenario;

import skybourse.numeric.Checks;

/**
 * An aerial agent (AA): a UAV with a computer that sells lots of computing to overloaded fixed agents.
 *
 * @param id unique in the scenario
 * @param position where it hovers
 * @param computer its processor
 * @param computeJoulePrice {@code xi_k}, money per joule spent on computing
 * @param hoverJoulePrice {@code gamma_k}, money per joule spent on hovering
 * @param markup {@code theta_k}, at least 1: what it asks for a joule's worth of cost
 * @param batteryPrice {@code beta_k}, money that each further lot costs more than the one before
 */
public record AerialAgent(
        String id,
        Position position,
        Computer computer,
        double computeJoulePrice,
        double hoverJoulePrice,
        double markup,
        double batteryPrice)
        implements Agent {

    public AerialAgent {
        Checks.notBlank(id, "id");
        Checks.nonNegative(computeJoulePrice, "computeJoulePrice");
        Checks.nonNegative(hoverJoulePrice, "hoverJoulePrice");
        Checks.within(markup, 1, Double.MAX_VALUE, "markup");
        Checks.nonNegative(batteryPrice, "batteryPrice");
    }
}
