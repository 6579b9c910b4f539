/**
 * Audits of auction rules: individual rationality, budget, exact best misreports, welfare and communication. Start reading at
 * {@link skybourse.tier2.audit.PropertyAudit}, then {@link skybourse.tier2.audit.MisreportSearch}.
 */
@org.jspecify.annotations.NullMarked
package skybourse.tier2.audit;
