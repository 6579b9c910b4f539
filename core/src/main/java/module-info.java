/**
 * Library of the two-tier market: scenarios, certified prices, auction rules and their audits, rounds, and markets over
 * time. Accesses no files and depends on no other module. Start reading at {@link skybourse.Skybourse}, then
 * {@link skybourse.round.market.TwoTierRound} and {@link skybourse.round.simulation.Simulation}.
 *
 * <p>The packages exported without restriction are the public API. Those exported to named modules are internal to the
 * project.
 */
@SuppressWarnings("module") // some packages are exported to modules that are compiled later
module skybourse.core {
    requires static java.compiler;
    requires static io.soabase.recordbuilder.core;
    requires static org.jspecify;
    requires static jdk.incubator.vector;

    uses skybourse.tier2.spi.RuleProvider;
    uses skybourse.tier2.spi.PolicyProvider;

    exports skybourse;
    exports skybourse.base.numeric;
    exports skybourse.base.random;
    exports skybourse.base.agent;
    exports skybourse.base.scenario;
    exports skybourse.tier1.game;
    exports skybourse.tier1.certificate;
    exports skybourse.tier1.equilibrium;
    exports skybourse.tier2.auction;
    exports skybourse.tier2.rule;
    exports skybourse.tier2.clock;
    exports skybourse.tier2.spi;
    exports skybourse.tier2.catalogue;
    exports skybourse.tier2.audit;
    exports skybourse.round.ledger;
    exports skybourse.round.adversary;
    exports skybourse.round.market;
    exports skybourse.round.dynamics;
    exports skybourse.round.simulation;
    exports skybourse.round.analysis to
            skybourse.exchange,
            skybourse.learning;
    exports skybourse.round.motion to
            skybourse.learning;
    exports skybourse.tier2.clock.fast to
            skybourse.learning;
    exports skybourse.tier2.clock.dropout to
            skybourse.learning;
}
