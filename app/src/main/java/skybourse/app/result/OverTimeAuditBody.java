package skybourse.app.result;

import java.util.List;
import java.util.Optional;
import skybourse.files.text.Description;
import skybourse.files.text.SchemaRule;
import skybourse.round.dynamics.PricingSettings;
import skybourse.round.dynamics.SimulationSetup;
import skybourse.round.simulation.OverTimeAudit;
import skybourse.round.simulation.OverTimeAudit.MisreportOutcome;

/** Audit of aerial agents that misreport in every slot, as {@code audit --over-time --json} prints it. */
public record OverTimeAuditBody(
        @Description("Name of the scenario.") String scenario,
        @Description("Name of the auction rule.") String rule,
        @Description("How leaders price overload.") PricingSettings.Overload overload,
        @Description("Number of slots.") long slots,

        @Description("Share of tasks that meet their deadline with truthful reports.")
        @SchemaRule(SchemaRule.ROUNDED_SHARE)
        double deadlines,

        @Description(value = "Welfare per slot with truthful reports.", unit = "money")
        double welfare,

        @Description("The misreports that were tried.") List<TriedRow> tried) {

    /** A misreport in every slot. */
    public record TriedRow(
            @Description("Id of the aerial agent.") String aerialAgent,

            @Description("Declared costs as a multiple of the true ones.")
            double costs,

            @Description("Declared lots as a multiple of the true ones.")
            double lots,

            @Description(value = "Utility with truthful reports.", unit = "money")
            double truthfulUtility,

            @Description(value = "Utility with the misreport.", unit = "money")
            double utility,

            @Description(value = "Gain of the misreport.", unit = "money")
            double gain,

            @Description("Gain relative to the truthful utility; absent if that is 0.")
            Optional<Double> relativeGain,

            @Description("Share of tasks that meet their deadline.") @SchemaRule(SchemaRule.ROUNDED_SHARE)
            double deadlines,

            @Description(value = "Welfare per slot.", unit = "money")
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
