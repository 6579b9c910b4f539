/**
 * Report of a market over time: tables, charts and a page. Start reading at
 * {@link skybourse.app.report.simulation.SimulationPage}, then
 * {@link skybourse.app.report.simulation.SimulationSummary}.
 */
@org.jspecify.annotations.NullMarked
package skybourse.app.report.simulation;
