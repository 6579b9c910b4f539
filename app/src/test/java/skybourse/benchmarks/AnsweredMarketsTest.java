package skybourse.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import skybourse.base.agent.Rules.OverloadPricing;
import skybourse.base.scenario.ScenarioSampler;
import skybourse.base.scenario.ScenarioSampler.Counts;
import skybourse.evidence.sweep.ScenarioSource;
import skybourse.tier1.certificate.Certifier;
import skybourse.tier1.equilibrium.SolveResult.CertifiedMixed;
import skybourse.tier1.equilibrium.SolvedMarket;
import skybourse.tier1.game.Allocation;
import skybourse.tier1.game.ExactFollowerResponse;
import skybourse.tier1.game.MixedPrices;
import skybourse.tier1.game.PricingGame;
import skybourse.tier1.game.ScenarioGameFactory;

/**
 * Most markets of 20 to 40 agents have certified pure or mixed prices. {@code -Danswered.markets=1000} runs seeds 1 to
 * 1,000 of {@link CertifiedScenarioShare}, without overload prices, with them, and with them but without a published resale price. It prints a
 * row for each market without certified prices, and the variation of samples. {@code -Danswered.agents=1000}: 1,000 agents, 20 leaders.
 */
class AnsweredMarketsTest {

    private static final int MARKETS = Integer.getInteger("answered.markets", 12);
    private static final int AGENTS = Integer.getInteger("answered.agents", 0);
    private static final Certifier CERTIFIER = new Certifier(1, 4_000);

    private enum Kind {
        IGNORED,
        PUBLISHED,
        UNPUBLISHED
    }

    private static PricingGame game(Kind kind, long seed) {
        var standard = ScenarioSampler.standard(
                AGENTS > 0 ? new Counts(AGENTS, 8, 12, 3) : new Counts(ScenarioSource.wireless(seed, 20, 40), 2, 3, 3));
        var rules = standard.rules();
        rules = kind == Kind.IGNORED ? rules.withOverloadPricing(OverloadPricing.IGNORE) : rules;
        rules = kind == Kind.UNPUBLISHED ? rules.withExpectedResalePrice(OptionalDouble.empty()) : rules;
        return ScenarioGameFactory.of(standard.with(rules).sample("share", seed));
    }

    @Tag("slow")
    @Test
    void mostMarketsHavePureOrMixedPrices() {
        List<SolvedMarket> mixes = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            int certified = 0;
            int mixed = 0;
            int near = 0;
            for (int seed = 1; seed <= MARKETS; seed++) {
                SolvedMarket market = SolvedMarket.of(game(kind, seed), CERTIFIER);
                certified += market.isAnswered() ? 1 : 0;
                mixed += market.isMixed() ? 1 : 0;
                near += market.epsilon() <= 1e-4 ? 1 : 0;
                if (market.isMixed() && kind != Kind.UNPUBLISHED) {
                    mixes.add(market);
                }
                if (MARKETS > 12 && !market.isAnswered()) {
                    System.out.println("| " + kind.name().toLowerCase(Locale.ROOT) + " " + seed + " " + market.row());
                }
            }
            if (MARKETS > 12) {
                System.out.println(
                        kind + ": " + (certified - mixed) + " pure, " + mixed + " mixed, " + near + " to 1e-4");
            }
            assertThat(certified).isGreaterThanOrEqualTo((int) ((MARKETS > 12 && AGENTS == 0 ? 0.95 : 0.8) * MARKETS));
            assertThat(near).isGreaterThanOrEqualTo(certified);
        }
        assertThat(mixes).hasSizeGreaterThanOrEqualTo(AGENTS > 0 ? 0 : MARKETS / 6);
        if (mixes.isEmpty()) {
            return;
        }
        print("distance of the prices of a mix", mixes, AnsweredMarketsTest::distance);
        print("deviation of a price", mixes, market -> deviation(market, false));
        print("deviation of a leader's profit", mixes, market -> deviation(market, true));
        print("largest regret after sampling", mixes, AnsweredMarketsTest::regret);
        print("change of welfare from the best pure prices seen", mixes, AnsweredMarketsTest::change);
    }

    private static void print(String what, List<SolvedMarket> markets, ToDoubleFunction<SolvedMarket> measured) {
        double[] sorted = markets.stream().mapToDouble(measured).sorted().toArray();
        int last = sorted.length - 1;
        assertThat(sorted).doesNotContain(Double.NaN);
        System.out.printf(
                Locale.ROOT,
                "%s: mean %.2g; least %.2g, median %.2g, 90 %% %.2g, largest %.2g%n",
                what,
                Arrays.stream(sorted).average().orElseThrow(),
                sorted[0],
                sorted[last / 2],
                sorted[9 * last / 10],
                sorted[last]);
    }

    private static MixedPrices mix(SolvedMarket market) {
        return ((CertifiedMixed) market.result()).mix();
    }

    /** Returns the largest relative distance of the prices of a leader. */
    private static double distance(SolvedMarket market) {
        return mix(market).mixes().stream()
                .mapToDouble(mix -> 1
                        - mix.points().getFirst().price()
                                / mix.points().getLast().price())
                .max()
                .orElseThrow();
    }

    /** Returns the largest standard deviation over samples, relative to the mean. */
    private static double deviation(SolvedMarket market, boolean ofProfits) {
        MixedPrices mix = mix(market);
        return IntStream.range(0, market.game().leaders())
                .mapToDouble(s -> {
                    double mean = 0;
                    double square = 0;
                    for (int k = 0; k < mix.profiles(); k++) {
                        double[] prices = mix.profile(k);
                        double value =
                                ofProfits ? new ReferenceProfit(market.game(), prices, s).at(prices[s]) : prices[s];
                        mean += mix.rivalProbability(k, -1) * value;
                        square += mix.rivalProbability(k, -1) * value * value;
                    }
                    return Math.sqrt(Math.max(0, square - mean * mean)) / mean;
                })
                .max()
                .orElseThrow();
    }

    private static double regret(SolvedMarket market) {
        MixedPrices mix = mix(market);
        return IntStream.range(0, mix.profiles())
                .mapToDouble(k ->
                        CERTIFIER.certify(market.game(), mix.profile(k), 1e-6).epsilon())
                .max()
                .orElseThrow();
    }

    private static double change(SolvedMarket market) {
        MixedPrices mix = mix(market);
        double expected = IntStream.range(0, mix.profiles())
                .mapToDouble(k -> mix.rivalProbability(k, -1) * welfare(market.game(), mix.profile(k)))
                .sum();
        return expected / welfare(market.game(), market.pure()) - 1;
    }

    /** Returns the gains of all agents: payments cancel, and overload counts at its expected cost. */
    private static double welfare(PricingGame game, double[] prices) {
        Allocation sold = Allocation.at(game, prices, new ExactFollowerResponse());
        double welfare = Arrays.stream(sold.profits()).sum();
        for (int n = 0; n < game.agents(); n++) {
            var links = game.entriesOf(n);
            for (int l = 0; l < links.count(); l++) {
                int link = links.at(l);
                double ratio = sold.ratios()[link];
                double price = prices[game.linkLeader()[link]];
                double paid = ratio == 0 ? 0 : ratio * price * game.taskBits()[n];
                welfare += game.weight()[n] * Math.log1p(ratio / game.linkInverseQuality()[link])
                        - game.linkCharge()[link] * ratio
                        - paid;
            }
        }
        return welfare;
    }
}
