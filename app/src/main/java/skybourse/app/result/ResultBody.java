package skybourse.app.result;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import java.util.Optional;
import skybourse.base.agent.LeaderKind;
import skybourse.base.agent.Rules;
import skybourse.base.scenario.Scenario;
import skybourse.files.codec.LeaderPrice;
import skybourse.files.codec.PricesText;
import skybourse.files.codec.ResultJsonEncoder;
import skybourse.files.text.FieldDescription;
import skybourse.files.text.SchemaRule;
import skybourse.round.analysis.DeviationAudit;
import skybourse.round.analysis.LedgerReconciliation;
import skybourse.round.analysis.ResultProvenance;
import skybourse.round.analysis.RoundAnalysis;
import skybourse.round.analysis.RoundAnalysisLinks;
import skybourse.round.analysis.SolverStartResult;
import skybourse.round.market.Round;
import skybourse.tier1.equilibrium.SolveResult.CertifiedMixed;
import skybourse.tier1.game.MixedPrices;

/** {@code result.json}: one round through both tiers with its evidence. */
@FieldDescription(
        "Result of one round: both tiers, the certificate and the evidence. If allLinks is true, it contains the complete game of tier 1. Values are in SI units, money in the scenario's unit, work in work units. The price of a closed leader is the word closed.")
public record ResultBody(
        @FieldDescription("Seed of the scenario.") long seed,
        @FieldDescription("Version of the program.") String version,

        @FieldDescription("SHA-256 of the scenario's canonical text.") @SchemaRule(SchemaRule.DIGEST)
        String scenarioSha256,

        @FieldDescription("Version of this schema.") @SchemaRule("enum: [" + PricesText.RESULT_SCHEMA + "]")
        int schema,

        @FieldDescription("Command that reproduces this result.")
        String command,

        @FieldDescription("The scenario.") ScenarioBody scenario,
        @FieldDescription("How the solver ended.") SolutionBody solution,

        @FieldDescription("Every price vector that can be sampled. Present only if prices are mixed.")
        Optional<List<PriceVectorBody>> draws,

        @FieldDescription("Bounds of the certificate over all agents.")
        CertificateBody certificate,

        @FieldDescription(
                "By leader: the price with the highest settled profit that a search found, if the other leaders keep their prices. Empty if no search was made. A search finds gains; it cannot prove that there are none.")
        List<SettledBody> settledSearch,

        @FieldDescription("Totals of the round.") TotalsBody totals,

        @FieldDescription("Totals of the round without tier 2.")
        TotalsBody totalsWithoutResale,

        @FieldDescription(
                value =
                        "Satisfaction with what wireless agents send, minus the energy costs of wireless agents (compared with local computing) and of leaders, and minus the costs of aerial agents. Payments cancel. Missed deadlines are not penalized.",
                unit = "money")
        double welfare,

        @FieldDescription(
                value =
                        "Cost of tier 2 in welfare: the cost of the work of aerial agents minus the energy that fixed agents save.",
                unit = "money")
        double resaleCost,

        @FieldDescription("Tier 1 compared with a planner who chooses all shares.")
        EfficiencyBody efficiency,

        @FieldDescription("The leaders.") List<LeaderRow> leaders,

        @FieldDescription(
                "True if links that carry nothing are listed too. Then leaders and agents describe the complete game of tier 1.")
        boolean allLinks,

        @FieldDescription("The wireless agents.") List<AgentRow> agents,
        @FieldDescription("Tier 2.") ResaleBody resale,

        @FieldDescription("The orders of tier 2 under several rules.")
        Optional<RuleRow.RulesBody> rules,

        @FieldDescription("Sums of the ledger.") LedgerCheckBody ledgerCheck,
        @FieldDescription("Iterations of the solver.") List<IterationBody> iterations,
        @FieldDescription("Results of other start prices.") List<StartBody> starts) {

    static final String RELATIVE_GAIN =
            "Gain relative to the settled profit, or to 1 % of the decision profit or the money scale of the certificate, whichever is largest.";

    /** Summary of a scenario. */
    public record ScenarioBody(
            @FieldDescription("Name of the scenario.") String name,
            @FieldDescription("Its description.") String description,

            @FieldDescription("Number of wireless agents.") @SchemaRule(SchemaRule.NOT_NEGATIVE)
            int wirelessAgents,

            @FieldDescription("Number of mobile agents.") @SchemaRule(SchemaRule.NOT_NEGATIVE)
            int mobileAgents,

            @FieldDescription("Number of fixed agents.") @SchemaRule(SchemaRule.NOT_NEGATIVE)
            int fixedAgents,

            @FieldDescription("Number of aerial agents.") @SchemaRule(SchemaRule.NOT_NEGATIVE)
            int aerialAgents,

            @FieldDescription("Length of a round.") @SchemaRule(SchemaRule.NOT_NEGATIVE)
            double roundSeconds,

            @FieldDescription("How leaders price overload.") Rules.OverloadPricing overloadPricing,
            @FieldDescription("How overload delays tasks.") Rules.OverloadDelay overloadDelay,

            @FieldDescription("How the tasks of a leader share its processor.")
            Rules.Sharing sharing) {

        private static ScenarioBody of(Scenario scenario) {
            return new ScenarioBody(
                    scenario.name(),
                    scenario.description(),
                    scenario.wirelessAgents().size(),
                    scenario.count(LeaderKind.MOBILE),
                    scenario.count(LeaderKind.FIXED),
                    scenario.aerialAgents().size(),
                    scenario.rules().roundSeconds(),
                    scenario.rules().overloadPricing(),
                    scenario.rules().overloadDelay(),
                    scenario.rules().sharing());
        }
    }

    /** Price of a leader, and the price with the highest settled profit that a search found for it. */
    public record SettledBody(
            @FieldDescription("Id of the leader.") String leader,

            @FieldDescription(value = "Price.", unit = "money per bit")
            LeaderPrice pricePerBit,

            @FieldDescription(value = "Settled profit at this price.", unit = "money")
            double profitSettled,

            @FieldDescription(value = "Best price found.", unit = "money per bit")
            LeaderPrice bestPricePerBit,

            @FieldDescription(value = "Settled profit at the best price found.", unit = "money")
            double bestProfitSettled,

            @FieldDescription(RELATIVE_GAIN) double relativeGain) {

        private static SettledBody of(DeviationAudit.PriceAudit one) {
            return new SettledBody(
                    one.leader().id(),
                    new LeaderPrice(one.price()),
                    one.settled(),
                    new LeaderPrice(one.bestPrice()),
                    one.best(),
                    one.relativeGain());
        }
    }

    /** Result of the solver from other start prices. */
    public record StartBody(
            @FieldDescription("Start prices.") String start,
            @JsonUnwrapped SolutionBody.EndBody end,

            @FieldDescription("Largest relative deviation gap of all agents.")
            Double epsilon,

            @FieldDescription(value = "Prices by leader.", unit = "money per bit")
            List<LeaderPrice> pricesPerBit) {

        private static StartBody of(SolverStartResult run) {
            return new StartBody(
                    run.start(),
                    SolutionBody.EndBody.of(run.result()),
                    run.result().certificate().epsilon(),
                    LeaderPrice.list(run.result().prices()));
        }
    }

    /**
     * Returns the result of a study as JSON. The text does not depend on the time or the machine.
     *
     * @param study the study
     * @param links links to list; the file describes the complete game only if all links are listed
     */
    public static String json(RoundAnalysis study, RoundAnalysisLinks links) {
        return ResultJsonEncoder.indented(of(study, links));
    }

    /** Returns the mixed prices of a study; empty if no leader randomizes. */
    public static Optional<MixedPrices> mix(RoundAnalysis study) {
        return study.result() instanceof CertifiedMixed mixed ? Optional.of(mixed.mix()) : Optional.empty();
    }

    private static ResultBody of(RoundAnalysis study, RoundAnalysisLinks links) {
        Round round = study.round();
        ResultProvenance origin = study.origin();
        Optional<MixedPrices> mix = mix(study);
        return new ResultBody(
                round.scenario().seed(),
                origin.version(),
                origin.scenarioHash(),
                PricesText.RESULT_SCHEMA,
                origin.command(),
                ScenarioBody.of(round.scenario()),
                SolutionBody.of(study.result()),
                mix.map(all -> PriceVectorBody.all(study.game(), all)),
                CertificateBody.of(study.result().certificate()),
                study.settledSearch().stream().map(SettledBody::of).toList(),
                TotalsBody.of(study.finalRound().totals()),
                TotalsBody.of(round.totals()),
                study.resale().welfare(),
                study.resaleCost(),
                EfficiencyBody.of(study.efficiency()),
                LeaderRow.all(study, mix),
                links.areAll(),
                AgentRow.all(study, links),
                ResaleBody.of(study.resale()),
                study.tried().map(RuleRow.RulesBody::of),
                LedgerCheckBody.of(LedgerReconciliation.of(study.resale().ledger(), study.resale())),
                study.iterates().stream().map(IterationBody::of).toList(),
                study.starts().stream().map(StartBody::of).toList());
    }
}
