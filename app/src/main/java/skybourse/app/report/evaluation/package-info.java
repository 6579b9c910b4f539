/**
 * Reports of audits, sweeps and trainings: text, tables and pages. Start reading at
 * {@link skybourse.app.report.evaluation.SweepPage}, then {@link skybourse.app.report.evaluation.PropertyAuditText}.
 */
@org.jspecify.annotations.NullMarked
package skybourse.app.report.evaluation;
