package skybourse.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import skybourse.auction.ClockPolicy;
import skybourse.auction.FixedStep;
import skybourse.auction.Greedy;
import skybourse.auction.OrderStatistics;
import skybourse.auction.RandomStep;
import skybourse.codec.InvalidInputException;
import skybourse.scenario.Scenario;
import skybourse.training.AuctionMarket;
import skybourse.training.AuctionProblem;
import skybourse.training.PlayedValue;
import skybourse.training.ScenarioMarkets;
import skybourse.training.TrainedModel;

/** A trained model beside its rivals on markets that tier 1 of a scenario makes and that no training saw. */
record ScenarioRivals(TrainedModel model, Scenario scenario, int markets, long seed) {

    private static final int TRAINING_MARKETS = 200;

    void print(PrintWriter out) {
        ScenarioMarkets seen = ScenarioMarkets.of(scenario, "training-tasks", TRAINING_MARKETS);
        ScenarioMarkets unseen = ScenarioMarkets.of(scenario, "evaluation-tasks/" + seed, markets);
        AuctionProblem problem = seen.problem().orElseThrow(this::noMarkets);
        List<AuctionMarket> pool = unseen.pool();
        if (pool.size() < 2) {
            throw noMarkets();
        }
        out.printf(
                Locale.ROOT,
                "%s, %d markets of tier 1 that no training saw, turns %s%n",
                scenario.name(),
                pool.size(),
                problem.turns().name().toLowerCase(Locale.ROOT));
        out.printf("%-26s %-19s %9s %9s%n", "policy", "reward (95 %)", "welfare", "messages");
        List<ClockPolicy> fixed = fixedSteps(pool);
        PlayedValue chosen = best(problem, seen.pool(), fixed);
        PlayedValue hindsight = best(problem, pool, fixed);
        List<ClockPolicy> policies = new ArrayList<>(List.of(model.drawing(), model.steady()));
        policies.addAll(fixed);
        policies.addAll(List.of(new OrderStatistics(), new Greedy(), new RandomStep(seed, 0)));
        for (ClockPolicy policy : policies) {
            PlayedValue value = PlayedValue.of(problem, pool, policy);
            String note = value.policy().equals(chosen.policy()) ? "  best fixed step on the training markets" : "";
            note += value.policy().equals(hindsight.policy()) ? "  best fixed step in hindsight" : "";
            out.println(String.format(
                    Locale.ROOT,
                    "%-26s %-19s %9.4f %9.2f%s",
                    value.policy(),
                    String.format(Locale.ROOT, "%.5f +- %.5f", value.reward(), value.halfWidth()),
                    value.welfareShare(),
                    value.messages(),
                    note));
        }
    }

    private InvalidInputException noMarkets() {
        return new InvalidInputException(
                "--scenario", "", "must lead to markets in which steps can be chosen: " + scenario.name(), "");
    }

    /** Returns the model's own steps, as long as they are on the first market's gap. */
    private List<ClockPolicy> fixedSteps(List<AuctionMarket> pool) {
        AuctionMarket first = pool.getFirst();
        long rho = model.actions().rho(first.buyersStartTicks() - first.sellersStartTicks());
        return model.actions().steps().ticks().stream()
                .map(ticks -> (ClockPolicy) new FixedStep(ticks * rho))
                .toList();
    }

    private static PlayedValue best(AuctionProblem problem, List<AuctionMarket> pool, List<ClockPolicy> policies) {
        return policies.stream()
                .map(policy -> PlayedValue.of(problem, pool, policy))
                .max(Comparator.comparingDouble(PlayedValue::reward))
                .orElseThrow();
    }
}
