/**
 * Results to CSV, charts and one offline HTML page.
 */
@org.jspecify.annotations.NullMarked
package skybourse.report;
