package skybourse.app.report.simulation;

import static skybourse.app.report.NumberText.percent;
import static skybourse.app.report.NumberText.plain;

import java.util.Comparator;
import java.util.List;
import skybourse.app.report.Columns;
import skybourse.app.result.OverTimeAuditBody;
import skybourse.base.numeric.EnumNames;
import skybourse.files.codec.ResultJsonEncoder;
import skybourse.round.dynamics.SimulationSetup;
import skybourse.round.simulation.OverTimeAudit;
import skybourse.round.simulation.OverTimeAudit.MisreportOutcome;

/**
 * Formats an audit over time as text and as JSON. The audit measures the gains of aerial agents that misreport in every slot.
 *
 * @param setup the market
 * @param rule name of the market's auction rule
 * @param audit the audit
 */
public record OverTimeAuditText(SimulationSetup setup, String rule, OverTimeAudit audit) {

    private static final String FORMAT = "  %-14s  %5s  %4s  %16s  %10s  %10s  %9s  %8s\n";

    private String agent(MisreportOutcome one) {
        return setup.scenario().aerialAgents().get(one.aerialAgent()).id();
    }

    private double truthful(MisreportOutcome one) {
        return audit.truthful().utilities().get(one.aerialAgent());
    }

    private double utility(MisreportOutcome one) {
        return one.played().utilities().get(one.aerialAgent());
    }

    private String overload() {
        return EnumNames.name(setup.dynamics().pricing().overload());
    }

    /** Returns the text for a terminal. */
    public String text() {
        var table = new Columns<MisreportOutcome>()
                .with("aerial agent", this::agent)
                .with("costs", one -> plain(one.report().costs(), 3))
                .with("lots", one -> plain(one.report().lots(), 3))
                .with("truthful utility", one -> plain(truthful(one), 4))
                .with("utility", one -> plain(utility(one), 4))
                .with("gain", one -> plain(one.gain(), 4))
                .with("deadlines", one -> percent(one.played().deadlines(), 3))
                .with("welfare", one -> plain(one.played().welfarePerSlot(), 4));
        return found() + "\n"
                + "With truthful reports " + percent(audit.truthful().deadlines(), 3)
                + " of the tasks meet their deadlines, and welfare per slot is "
                + plain(audit.truthful().welfarePerSlot(), 4) + ". Overload pricing: " + overload() + ".\n\n"
                + "Scenario: " + setup.scenario().name() + ". Amounts are in money, over " + audit.slots()
                + " slots. Reports are multiples of the truth.\n"
                + table.rows(FORMAT, audit.tried().stream())
                + "Method: one agent sends the same misreport in every slot. The search tries only the listed reports; it cannot prove that no other report gains.\n"
                + (setup.scenario().rules().expectedResalePrice().isPresent()
                        ? ""
                        : "The scenario has no rules.expectedResalePrice: declared costs would also change the prices of tier 1, which this audit does not try.\n");
    }

    private String found() {
        List<MisreportOutcome> gains =
                audit.tried().stream().filter(one -> one.gain() > 0).toList();
        long agents =
                gains.stream().map(MisreportOutcome::aerialAgent).distinct().count();
        return gains.stream()
                .max(Comparator.comparingDouble(MisreportOutcome::gain))
                .map(most -> "Under " + rule + ", " + agents + " of "
                        + setup.scenario().aerialAgents().size()
                        + " aerial agents gain by a misreport in every slot. Largest gain: " + agent(most) + ", "
                        + plain(most.gain(), 4) + ", by declaring "
                        + plain(most.report().costs(), 3)
                        + " times its costs and " + plain(most.report().lots(), 3) + " times its lots.")
                .orElse("Under " + rule + ", no aerial agent was found to gain by a misreport in every slot.");
    }

    /** Returns the audit as a JSON object. */
    public String json() {
        return ResultJsonEncoder.indented(OverTimeAuditBody.of(setup, rule, audit));
    }
}
