package skybourse.round.dynamics;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Objects;
import java.util.function.Function;
import skybourse.base.agent.Rules.OverloadDelay;
import skybourse.base.numeric.Checks;
import skybourse.base.numeric.TaskRunner;
import skybourse.base.scenario.ExplicitNetwork;
import skybourse.base.scenario.Scenario;
import skybourse.base.scenario.SettingException;
import skybourse.round.market.ResaleMarket;
import skybourse.tier1.equilibrium.CertifiedSolver;
import skybourse.tier2.auction.AuctionRule;

/**
 * Complete input of a simulation. Equal setups give equal slots.
 *
 * @param scenario the market at its start, its rules and its sizes
 * @param dynamics changes over time
 * @param seed seed of every random draw of the simulation, with one stream per purpose: motion, arrivals, fading, messages, sampled prices and ties.
 *     Line of sight and shadowing at the start follow from the scenario's seed. Agents without motion are at their positions in the scenario
 * @param frozen whether the market is simulated without motion, fading and message delay, as a baseline
 * @param solver solver of prices, with certificate and repair steps; if the number of repair steps is 0, slots are solved without a certificate
 * @param certifyEvery number of slots between two slots in which prices are measured, from slot 0 on; 0 if prices are never measured. Measuring
 *     changes no price
 * @param mechanism creates the rule of tier 2 for a market
 * @param tasks runs parallel work of a slot; changes no result
 */
@RecordBuilder
public record SimulationSetup(
        Scenario scenario,
        Dynamics dynamics,
        long seed,
        boolean frozen,
        CertifiedSolver solver,
        int certifyEvery,
        Function<ResaleMarket, AuctionRule> mechanism,
        TaskRunner tasks)
        implements SimulationSetupBuilder.With {

    /**
     * Validates the components.
     *
     * @throws IllegalArgumentException if {@code certifyEvery} is negative
     * @throws SettingException if the overload delay is {@code SLOW}, if agents of an explicit network move, if prices may be mixed but are not
     *     solved in each slot, or if the battery of aerial agents is too small for the flight to the station, a slot with one lot, and the flight
     *     back
     */
    public SimulationSetup {
        Objects.requireNonNull(mechanism, "mechanism");
        Objects.requireNonNull(tasks, "tasks");
        Checks.within((long) certifyEvery, 0, Integer.MAX_VALUE, "certifyEvery");
        if (scenario.rules().overloadDelay() == OverloadDelay.SLOW) {
            throw new SettingException(
                    "rules.overloadDelay must be wait in a simulation, because slow has no queue: slow");
        }
        if (scenario.network() instanceof ExplicitNetwork && dynamics.moves()) {
            throw new SettingException("network must be a channel model if agents move: explicit");
        }
        if (solver.mixes() && dynamics.pricing().mode() != PricingSettings.Mode.SOLVE) {
            throw new SettingException("strategy must be pure if prices are not solved in each slot: mixed");
        }
        if (dynamics.aerialEnergy().isPresent()) {
            double least = new FlightEnergy(scenario, dynamics).leastBatteryJoules();
            double given = dynamics.aerialEnergy().get().batteryJoules();
            if (given < least) {
                throw new SettingException("overTime.aerialEnergy.batteryJoules must be at least " + least
                        + ", the energy of the way out, a slot with one lot, and the way back: " + given);
            }
        }
    }

    /** Returns the length of a slot, s. */
    public double slotSeconds() {
        return scenario.rules().roundSeconds();
    }

    /** Returns whether prices of a slot are measured. */
    public boolean measures(long slot) {
        return certifyEvery > 0 && slot % certifyEvery == 0;
    }

    /** Returns the offered load; see {@link Dynamics#load}. */
    public double load() {
        return dynamics.load(scenario);
    }
}
