/**
 * Import of recorded traces as scenarios, with assumptions and provenance. Start reading at
 * {@link skybourse.app.traces.ImportedScenario}, then {@link skybourse.app.traces.ImportSettings}.
 */
@org.jspecify.annotations.NullMarked
package skybourse.app.traces;
