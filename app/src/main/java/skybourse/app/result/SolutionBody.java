package skybourse.app.result;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import java.util.Optional;
import skybourse.files.codec.LeaderPrice;
import skybourse.files.text.FieldDescription;
import skybourse.files.text.SchemaRule;
import skybourse.tier1.equilibrium.SolveResult;
import skybourse.tier1.equilibrium.SolverRun;

/** Result of the solver: the reason why it ended, and its effort. */
public record SolutionBody(
        @JsonUnwrapped EndBody end,

        @FieldDescription(
                value = "Price vectors of one period. Present only if the solver ended in a cycle.",
                unit = "money per bit")
        Optional<List<List<LeaderPrice>>> cycle) {

    /** Reason why the solver ended. */
    public enum Ending {
        CERTIFIED,
        CERTIFIED_MIXED,
        SMALLEST_EPSILON,
        CYCLE,
        STEP_LIMIT,
        NOBODY_TRADES;

        /** Returns the reason for a given result. */
        public static Ending of(SolveResult result) {
            return switch (result) {
                case SolveResult.Certified _ -> CERTIFIED;
                case SolveResult.CertifiedMixed _ -> CERTIFIED_MIXED;
                case SolveResult.SmallestEpsilon _ -> SMALLEST_EPSILON;
                case SolveResult.Cycle _ -> CYCLE;
                case SolveResult.StepLimit _ -> STEP_LIMIT;
                case SolveResult.NobodyTrades _ -> NOBODY_TRADES;
            };
        }
    }

    /** Reason why the solver ended, and its effort. */
    public record EndBody(
            @FieldDescription("How the solver ended. No value is an error.")
            Ending ending,

            @FieldDescription("Iterations of all attempts together.") @SchemaRule(SchemaRule.NOT_NEGATIVE)
            int iterations,

            @FieldDescription("Iterations of the first attempt, before any repair step.")
            @SchemaRule(SchemaRule.NOT_NEGATIVE)
            int firstIterations,

            @FieldDescription(
                    "How the first attempt ended, before any repair step; walking if a limit stopped it first.")
            SolverRun.Ending firstEnding,

            @FieldDescription("Number of repair steps.") @SchemaRule(SchemaRule.NOT_NEGATIVE)
            int repairs) {

        static EndBody of(SolveResult result) {
            return new EndBody(
                    Ending.of(result),
                    result.effort().iterations(),
                    result.effort().firstIterations(),
                    result.effort().firstEnding(),
                    result.effort().repairs());
        }
    }

    static SolutionBody of(SolveResult result) {
        return new SolutionBody(
                EndBody.of(result),
                result instanceof SolveResult.Cycle cycle
                        ? Optional.of(cycle.cycle().stream()
                                .map(prices -> LeaderPrice.list(prices.likeliest()))
                                .toList())
                        : Optional.empty());
    }
}
