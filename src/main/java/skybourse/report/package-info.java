/**
 * Results to CSV, charts and one offline HTML page. Start reading at {@link skybourse.report.RunPage}.
 */
@org.jspecify.annotations.NullMarked
package skybourse.report;
