package skybourse.app.result;

import skybourse.files.text.Description;
import skybourse.files.text.SchemaRule;
import skybourse.round.market.RoundTotals;

/** Totals of a round. */
public record TotalsBody(
        @Description("Number of tasks returned by their deadline.") @SchemaRule(SchemaRule.NOT_NEGATIVE)
        int deadlinesMet,

        @Description("Share of tasks returned by their deadline.") @SchemaRule(SchemaRule.ROUNDED_SHARE)
        double deadlineShare,

        @Description(value = "Mean satisfaction of a wireless agent (quality of experience).", unit = "money")
        @SchemaRule(SchemaRule.NOT_NEGATIVE)
        double meanSatisfaction,

        @Description("Share of work that is offloaded.") @SchemaRule(SchemaRule.ROUNDED_SHARE)
        double offloadedShare,

        @Description("Number of leaders that sold more than their capacity.") @SchemaRule(SchemaRule.NOT_NEGATIVE)
        int overloadedLeaders,

        @Description(value = "Energy of wireless agents.", unit = "J") @SchemaRule(SchemaRule.NOT_NEGATIVE)
        double agentJoules,

        @Description(value = "Energy of leaders.", unit = "J") @SchemaRule(SchemaRule.NOT_NEGATIVE)
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
