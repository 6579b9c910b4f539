/**
 * Everything true of one world before anyone decides. May import {@code numeric} and {@code random}. Start reading at\n * {@link skybourse.scenario.Scenario}.
 */
@org.jspecify.annotations.NullMarked
package skybourse.scenario;
