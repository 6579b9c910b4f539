/**
 * What the world is like: numbers, chance, agents and their tasks. Start reading at {@link
 * skybourse.base.scenario.Scenario}.
 */
@org.jspecify.annotations.NullMarked
package skybourse.base;
