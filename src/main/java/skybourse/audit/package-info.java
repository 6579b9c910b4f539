/**
 * The property audit of auction rules: rationality, budget, the exact best misreport of every trader, welfare and talk.
 * May import {@code clock}, {@code auction}, {@code numeric} and {@code random}. Start reading at {@link skybourse.audit.PropertyAudit},
 * then {@link skybourse.audit.MisreportSearch}.
 */
@org.jspecify.annotations.NullMarked
package skybourse.audit;
