package skybourse.app.result;

import skybourse.files.text.FieldDescription;
import skybourse.files.text.SchemaRule;
import skybourse.round.market.AerialOutcome;

/** An aerial agent after tier 2. */
public record AerialRow(
        @FieldDescription("Id of the aerial agent.") String id,

        @FieldDescription("Number of lots that it sold.") @SchemaRule(SchemaRule.NOT_NEGATIVE)
        int lots,

        @FieldDescription(value = "Work of its lots.", unit = "work") @SchemaRule(SchemaRule.NOT_NEGATIVE)
        double work,

        @FieldDescription("Time to receive the work.") @SchemaRule(SchemaRule.NOT_NEGATIVE)
        double transferSeconds,

        @FieldDescription("Time to compute the work.") @SchemaRule(SchemaRule.NOT_NEGATIVE)
        double executionSeconds,

        @FieldDescription(value = "Energy of computing.", unit = "J") @SchemaRule(SchemaRule.NOT_NEGATIVE)
        double computeJoules,

        @FieldDescription(value = "Energy of hovering for the work.", unit = "J") @SchemaRule(SchemaRule.NOT_NEGATIVE)
        double hoverJoules,

        @FieldDescription(value = "Cost of the work.", unit = "money") @SchemaRule(SchemaRule.NOT_NEGATIVE)
        double cost,

        @FieldDescription(value = "Payments received.", unit = "money")
        double received,

        @FieldDescription(value = "Payments received minus cost.", unit = "money")
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
