package skybourse.app.result;

import skybourse.files.text.FieldDescription;
import skybourse.tier1.certificate.PlannerBound;

/** Comparison of tier 1 with a planner that chooses all ratios. */
@FieldDescription("Tier 1 compared with a planner who chooses all shares.")
public record EfficiencyBody(
        @FieldDescription(
                value =
                        "Welfare of tier 1 at the prices: gains of wireless agents plus decision profits of leaders. 0 if no agent sends work.",
                unit = "money")
        double attained,

        @FieldDescription(
                value =
                        "Upper bound on the welfare of tier 1 over all shares that wireless agents may send. Proved by the concave dual, rounding included.",
                unit = "money")
        double optimum,

        @FieldDescription("attained / optimum, at most 1: a lower bound on the share of the planner's optimum.")
        double share) {

    static EfficiencyBody of(PlannerBound bound) {
        return new EfficiencyBody(bound.welfare(), bound.optimum(), bound.share());
    }
}
