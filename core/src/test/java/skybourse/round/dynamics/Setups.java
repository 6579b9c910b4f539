package skybourse.round.dynamics;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import skybourse.base.numeric.TaskRunner;
import skybourse.base.scenario.Scenario;
import skybourse.base.scenario.ScenarioSampler;
import skybourse.base.scenario.ScenarioSampler.Counts;
import skybourse.round.analysis.SolverCatalogue;
import skybourse.round.market.ResaleMarket;
import skybourse.round.motion.Area;
import skybourse.round.motion.Motion;
import skybourse.round.motion.RandomWaypoint;
import skybourse.round.simulation.Altered;
import skybourse.tier1.equilibrium.CertifiedSolver;
import skybourse.tier2.auction.AuctionRule;
import skybourse.tier2.clock.ClearingRule;
import skybourse.tier2.clock.DoubleDutch;
import skybourse.tier2.clock.FixedStep;
import skybourse.tier2.clock.TurnOrder;

/** Simulation setups for tests. */
public final class Setups {

    public static final Scenario REFERENCE =
            ScenarioSampler.standard(new Counts(20, 2, 3, 3)).sample("reference", 1);

    /** Settings of a single round: no head room, the expected cost of overload, no escrow, a start from zero. */
    public static final Dynamics ONE_ROUND = with(Dynamics.stationary(), PricingSettings.ofOneRound(), false);

    private Setups() {}

    public static Dynamics with(Dynamics d, PricingSettings pricing, boolean escrow) {
        return Altered.from(d).withPricing(pricing).withEscrow(escrow).dynamics();
    }

    /** Wireless agents walk, mobile agents drive, tasks arrive at random. */
    public static Dynamics moving(double tasksPerSecond, MessageDelays messages, Optional<AerialEnergy> energy) {
        var area = new Area(500, 500);
        Motion walk = new RandomWaypoint(area, 0.5, 2.5, 5);
        Motion drive = new RandomWaypoint(area, 5, 15, 5);
        Dynamics d = Dynamics.stationary();
        return DynamicsBuilder.builder()
                .wirelessMotion(Collections.nCopies(20, walk))
                .mobileMotion(List.of(drive, drive))
                .channel(d.channel())
                .arrivals(new Arrivals.Poisson(tasksPerSecond))
                .queue(d.queue())
                .sizes(d.sizes())
                .messages(messages)
                .pricing(d.pricing())
                .handover(d.handover())
                .aerialEnergy(energy)
                .escrow(true)
                .adversary(d.adversary())
                .reputation(d.reputation())
                .build();
    }

    public static CertifiedSolver solver() {
        return solver(1);
    }

    public static CertifiedSolver solver(int threads) {
        return SolverCatalogue.certified(SolverCatalogue.priceMethod("newton", "slope", threads), 1e-6, threads);
    }

    public static AuctionRule rule(ResaleMarket market) {
        return new DoubleDutch(
                market.buyersStartTicks(),
                market.sellersStartTicks(),
                TurnOrder.SHORTER,
                ClearingRule.MIDPOINT,
                new FixedStep(1));
    }

    public static SimulationSetup of(Scenario scenario, Dynamics dynamics, int certifyEvery) {
        return SimulationSetupBuilder.builder()
                .scenario(scenario)
                .dynamics(dynamics)
                .seed(1)
                .frozen(false)
                .solver(solver())
                .certifyEvery(certifyEvery)
                .mechanism(Setups::rule)
                .tasks(TaskRunner.CALLER)
                .build();
    }
}
