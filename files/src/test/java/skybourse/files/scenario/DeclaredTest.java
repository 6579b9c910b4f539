package skybourse.files.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import skybourse.base.agent.AerialAgent;
import skybourse.base.agent.AerialAgentBuilder;
import skybourse.base.agent.Computer;
import skybourse.base.agent.Position;
import skybourse.base.scenario.Scenario;
import skybourse.base.scenario.ScenarioSampler;
import skybourse.base.scenario.ScenarioSampler.Counts;
import skybourse.round.analysis.SolverCatalogue;
import skybourse.round.market.AgentOutcome;
import skybourse.round.market.LeaderOutcome;
import skybourse.round.market.ResaleMarket;
import skybourse.round.market.Round;
import skybourse.round.market.TwoTierRound;
import skybourse.tier2.auction.AuctionRule;
import skybourse.tier2.auction.Order;
import skybourse.tier2.auction.Side;
import skybourse.tier2.auction.TieOrder;
import skybourse.tier2.auction.Trade;
import skybourse.tier2.catalogue.AuctionCatalogue;
import skybourse.tier2.clock.FixedStep;
import skybourse.tier2.clock.TurnOrder;
import skybourse.tier2.rule.SellerVickrey;
import skybourse.tier2.spi.AuctionSettingsBuilder;

/**
 * With a published resale price, declarations of an aerial agent do not affect anything before its asks. Every field of
 * every agent is changed alone, and its position. {@code -Ddeclared.markets=200} samples that many markets.
 */
class DeclaredTest {

    private static final int MARKETS = Integer.getInteger("declared.markets", 4);
    private static final double[] FACTORS = {0.5, 3};

    /**
     * State before asks are read. The orders are those of the buyers; they are compared only if both markets have
     * sellers.
     */
    private record Known(double[] prices, List<AgentOutcome> sent, List<Object> tier2) {

        static Known of(Scenario scenario) {
            Round tierOneRound = sold(scenario);
            return new Known(
                    tierOneRound.leaders().stream()
                            .mapToDouble(LeaderOutcome::pricePerBit)
                            .toArray(),
                    tierOneRound.agents(),
                    ResaleMarket.of(tierOneRound).map(Known::tier2).orElse(List.of()));
        }

        private static List<Object> tier2(ResaleMarket market) {
            var settings = AuctionSettingsBuilder.builder()
                    .buyersStartTicks(market.buyersStartTicks())
                    .sellersStartTicks(market.sellersStartTicks())
                    .turns(TurnOrder.SHORTER)
                    .stepTicks(1)
                    .seed(0)
                    .round(0)
                    .build();
            AuctionRule posted = AuctionCatalogue.rule("posted-price", settings, new FixedStep(1))
                    .orElseThrow();
            List<Order> bids = market.book().orders(Side.BUYERS);
            return List.of(settings, posted, bids);
        }

        boolean equalsBut(Known other) {
            boolean held = !tier2.isEmpty() && !other.tier2.isEmpty();
            return Arrays.equals(prices, other.prices)
                    && sent.equals(other.sent)
                    && (!held || tier2.equals(other.tier2));
        }
    }

    private static Round sold(Scenario scenario) {
        TwoTierRound tiers = TwoTierRound.of(scenario);
        var solver = SolverCatalogue.certified(SolverCatalogue.priceMethod("newton", "slope", 1), 1e-6, 1);
        return tiers.sell(
                solver.solve(tiers.game(), new double[tiers.game().leaders()]).prices());
    }

    private static List<AerialAgent> changes(AerialAgent a) {
        List<AerialAgent> changes = new ArrayList<>();
        for (double factor : FACTORS) {
            Computer faster = new Computer(
                    factor * a.computer().workPerSecond(), a.computer().powerCoefficient());
            Computer lessEfficient = new Computer(
                    a.computer().workPerSecond(), factor * a.computer().powerCoefficient());
            for (Computer computer : List.of(faster, lessEfficient)) {
                changes.add(with(a, a.position(), computer, 1, 1, 1));
            }
            changes.add(with(a, a.position(), a.computer(), factor, 1, 1));
            changes.add(with(a, a.position(), a.computer(), 1, factor, 1));
            changes.add(with(a, a.position(), a.computer(), 1, 1, Math.max(factor, 1 / a.markup())));
            changes.add(a.withBatteryPrice(factor * a.batteryPrice()));
        }
        Position at = a.position();
        changes.add(with(a, new Position(at.xMetres() + 3e6, at.yMetres(), at.heightMetres()), a.computer(), 1, 1, 1));
        return changes;
    }

    private static AerialAgent with(
            AerialAgent a, Position position, Computer computer, double compute, double hover, double markup) {
        return AerialAgentBuilder.builder()
                .id(a.id())
                .position(position)
                .computer(computer)
                .computeJoulePrice(compute * a.computeJoulePrice())
                .hoverJoulePrice(hover * a.hoverJoulePrice())
                .markup(markup * a.markup())
                .batteryPrice(a.batteryPrice())
                .build();
    }

    /** Returns the number of changes that have an effect. */
    private static long countEffectiveChanges(Scenario scenario) {
        Known known = Known.of(scenario);
        List<AerialAgent> agents = scenario.aerialAgents();
        return IntStream.range(0, agents.size())
                .boxed()
                .flatMap(k -> changes(agents.get(k)).stream().map(change -> {
                    List<AerialAgent> declared = new ArrayList<>(agents);
                    declared.set(k, change);
                    return Known.of(scenario.withAerialAgents(declared));
                }))
                .filter(other -> !known.equalsBut(other))
                .count();
    }

    private static Scenario sample(int seed) {
        Counts counts = seed % 4 == 0 ? new Counts(20, 2, 3, 3) : new Counts(8, 1, 2, 2);
        return ScenarioSampler.standard(counts).sample("drawn", seed);
    }

    @Tag("slow")
    @Test
    void declarationsOfAerialAgentsDoNotChangeTierOne() throws IOException {
        for (String name : List.of("reference", "campus", "explicit-links")) {
            Path file = Path.of("examples", name + ".yaml");
            assertThat(countEffectiveChanges(ScenarioText.read(name + ".yaml", Files.readAllBytes(file))))
                    .as(name)
                    .isZero();
        }
        assertThat(IntStream.rangeClosed(1, MARKETS).parallel().filter(seed -> countEffectiveChanges(sample(seed)) > 0))
                .isEmpty();
    }

    /** Without a published price, some of the same changes affect prices. */
    @Tag("slow")
    @Test
    void declarationsMatterWithoutPublishedPrice() {
        Scenario scenario = sample(1);
        Scenario unpublished = scenario.withRules(scenario.rules().withExpectedResalePrice(OptionalDouble.empty()));
        assertThat(countEffectiveChanges(unpublished)).isGreaterThan(2);
    }

    /**
     * The drone of campus declares a markup of 1.4 instead of 1.1. For the same three lots it gets more only without a
     * published price.
     */
    @Test
    void higherMarkupPaysOnlyWithoutPublishedPrice() throws IOException {
        Scenario campus = ScenarioText.read("campus.yaml", Files.readAllBytes(Path.of("examples/campus.yaml")));
        assertThat(payments(campus, 1.4)).isEqualTo(payments(campus, 1.1));
        Scenario unpublished = campus.withRules(campus.rules().withExpectedResalePrice(OptionalDouble.empty()));
        assertThat(payments(unpublished, 1.1)).isEqualTo(25.18);
        assertThat(payments(unpublished, 1.4)).isEqualTo(28.36);
    }

    /** Returns the payments for all lots under {@code seller-vcg}. */
    private static double payments(Scenario campus, double markup) {
        AerialAgent drone = campus.aerialAgents().getFirst();
        Scenario declared = campus.withAerialAgents(
                List.of(with(drone, drone.position(), drone.computer(), 1, 1, markup / drone.markup())));
        ResaleMarket market = ResaleMarket.of(sold(declared)).orElseThrow();
        var outcome = new SellerVickrey().clear(market.book(), new TieOrder.ById());
        assertThat(outcome.trades()).hasSize(3);
        long halfTicks =
                outcome.trades().stream().mapToLong(Trade::sellerPriceHalfTicks).sum();
        return halfTicks / 200.0;
    }
}
