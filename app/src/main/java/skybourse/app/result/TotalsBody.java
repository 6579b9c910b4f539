package skybourse.app.result;

import skybourse.files.text.FieldDescription;
import skybourse.files.text.SchemaRule;
import skybourse.round.market.RoundTotals;

/** Totals of a round. */
public record TotalsBody(
        @FieldDescription("Number of tasks returned by their deadline.") @SchemaRule(SchemaRule.NOT_NEGATIVE)
        int deadlinesMet,

        @FieldDescription("Share of tasks returned by their deadline.") @SchemaRule(SchemaRule.ROUNDED_SHARE)
        double deadlineShare,

        @FieldDescription(value = "Mean satisfaction of a wireless agent (quality of experience).", unit = "money")
        @SchemaRule(SchemaRule.NOT_NEGATIVE)
        double meanSatisfaction,

        @FieldDescription("Share of work that is offloaded.") @SchemaRule(SchemaRule.ROUNDED_SHARE)
        double offloadedShare,

        @FieldDescription("Number of leaders that sold more than their capacity.") @SchemaRule(SchemaRule.NOT_NEGATIVE)
        int overloadedLeaders,

        @FieldDescription(value = "Energy of wireless agents.", unit = "J") @SchemaRule(SchemaRule.NOT_NEGATIVE)
        double agentJoules,

        @FieldDescription(value = "Energy of leaders.", unit = "J") @SchemaRule(SchemaRule.NOT_NEGATIVE)
        double leaderJoules) {

    static TotalsBody of(RoundTotals totals) {
        return new TotalsBody(
                totals.deadlinesMet(),
                totals.deadlineShare(),
                totals.meanSatisfaction(),
                totals.offloadedShare(),
                totals.overloadedLeaders(),
                totals.agentJoules(),
                totals.leaderJoules());
    }
}
