/**
 * Reports of verdicts: JSON, Markdown and a page. Start reading at {@link skybourse.paper.report.ReproductionResult},
 * then {@link skybourse.paper.report.ReproductionPage}.
 */
@org.jspecify.annotations.NullMarked
package skybourse.paper.report;
