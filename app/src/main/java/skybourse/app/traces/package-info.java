/**
 * Import of real traces as scenarios, with assumptions and provenance. Start reading at {@link skybourse.app.traces.ImportedScenario}.
 */
@org.jspecify.annotations.NullMarked
package skybourse.app.traces;
