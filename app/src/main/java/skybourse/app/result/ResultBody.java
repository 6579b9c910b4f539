package skybourse.app.result;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import java.util.Optional;
import skybourse.base.agent.LeaderKind;
import skybourse.base.agent.Rules;
import skybourse.base.scenario.Scenario;
import skybourse.files.codec.JsonText;
import skybourse.files.codec.LeaderPrice;
import skybourse.files.codec.PricesText;
import skybourse.files.text.Description;
import skybourse.files.text.SchemaRule;
import skybourse.round.analysis.DeviationAudit;
import skybourse.round.analysis.LedgerReconciliation;
import skybourse.round.analysis.ResultProvenance;
import skybourse.round.analysis.RoundStudy;
import skybourse.round.analysis.SolverStartResult;
import skybourse.round.analysis.StudyLinks;
import skybourse.round.market.Round;
import skybourse.tier1.equilibrium.SolveResult.CertifiedMixed;
import skybourse.tier1.game.MixedPrices;

/** {@code result.json}: one round through both tiers with its evidence. */
@Description(
        "Result of one round: both tiers, the certificate and the evidence. If allLinks is true, it contains the complete game of tier 1. Values are in SI units, money in the scenario's unit, work in work units. The price of a closed leader is the word closed.")
public record ResultBody(
        @Description("Seed of the scenario.") long seed,
        @Description("Version of the program.") String version,

        @Description("SHA-256 of the scenario's canonical text.") @SchemaRule(SchemaRule.DIGEST)
        String scenarioSha256,

        @Description("Version of this schema.") @SchemaRule("enum: [" + PricesText.RESULT_SCHEMA + "]")
        int schema,

        @Description("Command that reproduces this result.") String command,
        @Description("The scenario.") ScenarioBody scenario,
        @Description("How the solver ended.") SolutionBody solution,

        @Description("Every price vector that can be sampled. Present only if prices are mixed.")
        Optional<List<PriceVectorBody>> draws,

        @Description("Bounds of the certificate over all agents.")
        CertificateBody certificate,

        @Description(
                "By leader: the price with the highest settled profit that a search found, if the other leaders keep their prices. Empty if no search was made. A search finds gains; it cannot prove that there are none.")
        List<SettledBody> settledSearch,

        @Description("Totals of the round.") TotalsBody totals,
        @Description("Totals of the round without tier 2.") TotalsBody totalsWithoutResale,

        @Description(
                value =
                        "Satisfaction with what wireless agents send, minus the energy costs of wireless agents (compared with local computing) and of leaders, and minus the costs of aerial agents. Payments cancel. Missed deadlines are not penalized.",
                unit = "money")
        double welfare,

        @Description(
                value =
                        "Cost of tier 2 in welfare: the cost of the work of aerial agents minus the energy that fixed agents save.",
                unit = "money")
        double resaleCost,

        @Description("Tier 1 compared with a planner who chooses all shares.")
        EfficiencyBody efficiency,

        @Description("The leaders.") List<LeaderRow> leaders,

        @Description(
                "True if links that carry nothing are listed too. Then leaders and agents describe the complete game of tier 1.")
        boolean allLinks,

        @Description("The wireless agents.") List<AgentRow> agents,
        @Description("Tier 2.") ResaleBody resale,

        @Description("The orders of tier 2 under several rules.")
        Optional<RuleRow.RulesBody> rules,

        @Description("Sums of the ledger.") LedgerCheckBody ledgerCheck,
        @Description("Iterations of the solver.") List<IterationBody> iterations,
        @Description("Results of other start prices.") List<StartBody> starts) {

    static final String RELATIVE_GAIN =
            "Gain relative to the settled profit, or to 1 % of the decision profit or the money scale of the certificate, whichever is largest.";

    /** Summary of a scenario. */
    public record ScenarioBody(
            @Description("Name of the scenario.") String name,
            @Description("Its description.") String description,

            @Description("Number of wireless agents.") @SchemaRule(SchemaRule.NOT_NEGATIVE)
            int wirelessAgents,

            @Description("Number of mobile agents.") @SchemaRule(SchemaRule.NOT_NEGATIVE)
            int mobileAgents,

            @Description("Number of fixed agents.") @SchemaRule(SchemaRule.NOT_NEGATIVE)
            int fixedAgents,

            @Description("Number of aerial agents.") @SchemaRule(SchemaRule.NOT_NEGATIVE)
            int aerialAgents,

            @Description("Length of a round.") @SchemaRule(SchemaRule.NOT_NEGATIVE)
            double roundSeconds,

            @Description("How leaders price overload.") Rules.OverloadPricing overloadPricing,
            @Description("How overload delays tasks.") Rules.OverloadDelay overloadDelay,
            @Description("How transfers share a channel.") Rules.Sharing sharing) {

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
            @Description("Id of the leader.") String leader,

            @Description(value = "Price.", unit = "money per bit")
            LeaderPrice pricePerBit,

            @Description(value = "Settled profit at this price.", unit = "money")
            double profitSettled,

            @Description(value = "Best price found.", unit = "money per bit")
            LeaderPrice bestPricePerBit,

            @Description(value = "Settled profit at the best price found.", unit = "money")
            double bestProfitSettled,

            @Description(RELATIVE_GAIN) double relativeGain) {

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
            @Description("Start prices.") String start,
            @JsonUnwrapped SolutionBody.EndBody end,

            @Description("Largest relative deviation gap of all agents.")
            Double epsilon,

            @Description(value = "Prices by leader.", unit = "money per bit")
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
    public static String json(RoundStudy study, StudyLinks links) {
        return JsonText.indented(of(study, links));
    }

    /** Returns the mixed prices of a study; empty if no leader randomizes. */
    public static Optional<MixedPrices> mix(RoundStudy study) {
        return study.result() instanceof CertifiedMixed mixed ? Optional.of(mixed.mix()) : Optional.empty();
    }

    private static ResultBody of(RoundStudy study, StudyLinks links) {
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
