package skybourse.app.result;

import java.util.List;
import skybourse.files.text.FieldDescription;
import skybourse.files.text.SchemaRule;
import skybourse.round.analysis.LedgerReconciliation;

/** Sums of the ledger, recomputed from its entries, and their comparison with balances computed without rounding. */
@FieldDescription("Ledger totals, recomputed from the entries of ledger.csv only.")
public record LedgerCheckBody(
        @FieldDescription("Number of entries.") @SchemaRule(SchemaRule.NOT_NEGATIVE)
        int entries,

        @FieldDescription(value = "Net payments of wireless agents.", unit = "ledger units")
        long agentsPay,

        @FieldDescription(value = "Net receipts of leaders.", unit = "ledger units")
        long leadersKeep,

        @FieldDescription(value = "Net receipts of aerial agents.", unit = "ledger units")
        long aerialAgentsReceive,

        @FieldDescription(value = "Net receipts of the house.", unit = "ledger units")
        long houseKeeps,

        @FieldDescription(
                "agentsPay = leadersKeep + aerialAgentsReceive + houseKeeps, and no other account has a balance.")
        boolean balanced,

        @FieldDescription("True if no difference exceeds its allowedUnits.")
        boolean agreesWithMoney,

        @FieldDescription("Balances compared with real-valued ones.")
        List<DifferenceRow> differences) {

    /** Difference between the balance of an agent, in whole ledger units, and the same balance computed without rounding. */
    public record DifferenceRow(
            @FieldDescription("Id of the agent, or house.") String id,

            @FieldDescription(value = "Absolute difference.", unit = "ledger units")
            @SchemaRule(SchemaRule.NOT_NEGATIVE)
            double units,

            @FieldDescription(value = "Largest difference that rounding explains.", unit = "ledger units")
            @SchemaRule(SchemaRule.NOT_NEGATIVE)
            double allowedUnits) {

        static DifferenceRow of(LedgerReconciliation.Difference one) {
            return new DifferenceRow(one.id(), one.units(), one.allowedUnits());
        }
    }

    static LedgerCheckBody of(LedgerReconciliation check) {
        return new LedgerCheckBody(
                check.entries(),
                check.agentsPay(),
                check.leadersKeep(),
                check.aerialAgentsReceive(),
                check.houseKeeps(),
                check.balanced(),
                check.agreesWithMoney(),
                check.differences().stream().map(DifferenceRow::of).toList());
    }
}
