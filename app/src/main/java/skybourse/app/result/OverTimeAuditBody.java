package skybourse.app.result;

import java.util.List;
import java.util.Optional;
import skybourse.files.text.FieldDescription;
import skybourse.files.text.SchemaRule;
import skybourse.round.dynamics.PricingSettings;
import skybourse.round.dynamics.SimulationSetup;
import skybourse.round.simulation.OverTimeAudit;
import skybourse.round.simulation.OverTimeAudit.MisreportOutcome;

/** Audit of aerial agents that misreport in every slot, as {@code audit --over-time --json} prints it. */
public record OverTimeAuditBody(
        @FieldDescription("Name of the scenario.") String scenario,
        @FieldDescription("Name of the auction rule.") String rule,
        @FieldDescription("How leaders price overload.") PricingSettings.Overload overload,
        @FieldDescription("Number of slots.") long slots,

        @FieldDescription("Share of tasks that meet their deadline with truthful reports.")
        @SchemaRule(SchemaRule.ROUNDED_SHARE)
        double deadlines,

        @FieldDescription(value = "Welfare per slot with truthful reports.", unit = "money")
        double welfare,

        @FieldDescription("The misreports that were tried.") List<TriedRow> tried) {

    /** A misreport in every slot. */
    public record TriedRow(
            @FieldDescription("Id of the aerial agent.") String aerialAgent,

            @FieldDescription("Declared costs as a multiple of the true ones.")
            double costs,

            @FieldDescription("Declared lots as a multiple of the true ones.")
            double lots,

            @FieldDescription(value = "Utility with truthful reports.", unit = "money")
            double truthfulUtility,

            @FieldDescription(value = "Utility with the misreport.", unit = "money")
            double utility,

            @FieldDescription(value = "Gain of the misreport.", unit = "money")
            double gain,

            @FieldDescription("Gain relative to the truthful utility; absent if that is 0.")
            Optional<Double> relativeGain,

            @FieldDescription("Share of tasks that meet their deadline.") @SchemaRule(SchemaRule.ROUNDED_SHARE)
            double deadlines,

            @FieldDescription(value = "Welfare per slot.", unit = "money")
            double welfare) {

        private static TriedRow of(SimulationSetup setup, OverTimeAudit audit, MisreportOutcome one) {
            double truthful = audit.truthful().utilities().get(one.aerialAgent());
            return new TriedRow(
                    setup.scenario().aerialAgents().get(one.aerialAgent()).id(),
                    one.report().costs(),
                    one.report().lots(),
                    truthful,
                    one.played().utilities().get(one.aerialAgent()),
                    one.gain(),
                    Optional.of(one.gain() / truthful).filter(Double::isFinite),
                    one.played().deadlines(),
                    one.played().welfarePerSlot());
        }
    }

    /**
     * Returns the body of an audit.
     *
     * @param setup the market
     * @param rule name of its auction rule
     * @param audit the audit
     */
    public static OverTimeAuditBody of(SimulationSetup setup, String rule, OverTimeAudit audit) {
        return new OverTimeAuditBody(
                setup.scenario().name(),
                rule,
                setup.dynamics().pricing().overload(),
                audit.slots(),
                audit.truthful().deadlines(),
                audit.truthful().welfarePerSlot(),
                audit.tried().stream()
                        .map(one -> TriedRow.of(setup, audit, one))
                        .toList());
    }
}
