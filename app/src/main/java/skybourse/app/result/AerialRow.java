package skybourse.app.result;

import skybourse.files.text.Description;
import skybourse.files.text.SchemaRule;
import skybourse.round.market.AerialOutcome;

/** An aerial agent after tier 2. */
public record AerialRow(
        @Description("Id of the aerial agent.") String id,

        @Description("Number of lots that it sold.") @SchemaRule(SchemaRule.NOT_NEGATIVE)
        int lots,

        @Description(value = "Work of its lots.", unit = "work") @SchemaRule(SchemaRule.NOT_NEGATIVE)
        double work,

        @Description("Time to receive the work.") @SchemaRule(SchemaRule.NOT_NEGATIVE)
        double transferSeconds,

        @Description("Time to compute the work.") @SchemaRule(SchemaRule.NOT_NEGATIVE)
        double executionSeconds,

        @Description(value = "Energy of computing.", unit = "J") @SchemaRule(SchemaRule.NOT_NEGATIVE)
        double computeJoules,

        @Description(value = "Energy of hovering for the work.", unit = "J") @SchemaRule(SchemaRule.NOT_NEGATIVE)
        double hoverJoules,

        @Description(value = "Cost of the work.", unit = "money") @SchemaRule(SchemaRule.NOT_NEGATIVE)
        double cost,

        @Description(value = "Payments received.", unit = "money")
        double received,

        @Description(value = "Payments received minus cost.", unit = "money")
        double profitSettled) {

    static AerialRow of(AerialOutcome outcome) {
        return new AerialRow(
                outcome.agent().id(),
                outcome.lots(),
                outcome.lotsWork(),
                outcome.transferSeconds(),
                outcome.executionSeconds(),
                outcome.computeJoules(),
                outcome.hoverJoules(),
                outcome.cost(),
                outcome.received(),
                outcome.profit());
    }
}
