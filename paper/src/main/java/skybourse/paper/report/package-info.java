/** Verdicts as JSON, Markdown and a page. Start reading at {@link skybourse.paper.report.ReproductionResult}. */
@org.jspecify.annotations.NullMarked
package skybourse.paper.report;
