/**
 * Everything true of one world before anyone decides. May import {@code numeric} and {@code random}. Start reading at
 * {@link skybourse.scenario.Scenario}.
 */
@org.jspecify.annotations.NullMarked
package skybourse.scenario;
