package skybourse.app.result;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import skybourse.files.text.FieldDescription;
import skybourse.files.text.SchemaRule;
import skybourse.round.analysis.RoundAnalysis;
import skybourse.round.analysis.RoundAnalysisLinks;
import skybourse.round.market.AgentOutcome;

/** Outcome of a wireless agent after both tiers, and the parameters of the agent in the pricing game. */
public record AgentRow(
        @FieldDescription("Id of the wireless agent.") String id,

        @FieldDescription(value = "Input size of the task.", unit = "bit") @SchemaRule(SchemaRule.NOT_NEGATIVE)
        double taskBits,

        @FieldDescription(value = "Work of the task.", unit = "work") @SchemaRule(SchemaRule.NOT_NEGATIVE)
        double taskWork,

        @FieldDescription(value = "Satisfaction weight.", unit = "money") @SchemaRule(SchemaRule.NOT_NEGATIVE)
        double weight,

        @FieldDescription(
                value =
                        "Weight for which prices were computed. Present only if rules.weights publishes a distribution of weights.",
                unit = "money")
        @SchemaRule(SchemaRule.NOT_NEGATIVE)
        Optional<Double> assignedWeight,

        @FieldDescription("Ratio of the task that is computed locally.") @SchemaRule(SchemaRule.ROUNDED_SHARE)
        double homeRatio,

        @FieldDescription("Time of the local computation.") @SchemaRule(SchemaRule.NOT_NEGATIVE)
        double homeSeconds,

        @FieldDescription("Time until all parts are complete.") @SchemaRule(SchemaRule.NOT_NEGATIVE)
        double delaySeconds,

        @FieldDescription("Time by which all parts must be complete.") @SchemaRule(SchemaRule.NOT_NEGATIVE)
        double deadlineSeconds,

        @FieldDescription("Whether all parts are complete by the deadline.")
        boolean deadlineMet,

        @FieldDescription("Delay without tier 2.") @SchemaRule(SchemaRule.NOT_NEGATIVE)
        double delaySecondsWithoutResale,

        @FieldDescription("Whether the deadline is met without tier 2.")
        boolean deadlineMetWithoutResale,

        @FieldDescription(value = "Energy of the local computation.", unit = "J") @SchemaRule(SchemaRule.NOT_NEGATIVE)
        double homeJoules,

        @FieldDescription(value = "Energy of sending.", unit = "J") @SchemaRule(SchemaRule.NOT_NEGATIVE)
        double sendingJoules,

        @FieldDescription(value = "Satisfaction from the offloaded part of the task.", unit = "money")
        @SchemaRule(SchemaRule.NOT_NEGATIVE)
        double satisfaction,

        @FieldDescription(value = "Payments to leaders.", unit = "money") @SchemaRule(SchemaRule.NOT_NEGATIVE)
        double bill,

        @FieldDescription(value = "Gain over local computing.", unit = "money")
        double utility,

        @FieldDescription(
                "Links of the agent in the order of leaders. bill, delay and last part are present only if a part is sent.")
        List<LinkRow> links) {

    /** Returns a row for each wireless agent of a study. */
    public static List<AgentRow> all(RoundAnalysis study, RoundAnalysisLinks links) {
        return IntStream.range(0, study.round().agents().size())
                .mapToObj(n -> of(study, n, LinkRow.all(study, links.of(n))))
                .toList();
    }

    private static AgentRow of(RoundAnalysis study, int n, List<LinkRow> links) {
        AgentOutcome outcome = study.finalRound().agents().get(n);
        AgentOutcome without = study.round().agents().get(n);
        return new AgentRow(
                outcome.agent().id(),
                study.game().taskBits()[n],
                study.game().taskWork()[n],
                outcome.agent().satisfactionWeight(),
                study.round().scenario().rules().weights().map(_ -> study.game().weight()[n]),
                outcome.homeRatio(),
                outcome.homeSeconds(),
                outcome.delaySeconds(),
                outcome.agent().task().deadlineSeconds(),
                outcome.deadlineMet(),
                without.delaySeconds(),
                without.deadlineMet(),
                outcome.homeJoules(),
                outcome.sendingJoules(),
                outcome.satisfaction(),
                outcome.bill(),
                outcome.utility(),
                links);
    }
}
