/**
 * Audits, sweeps and trainings as text, tables and pages. Start reading at {@link skybourse.app.report.study.SweepPage},
 * then {@link skybourse.app.report.study.AuditText}.
 */
@org.jspecify.annotations.NullMarked
package skybourse.app.report.study;
