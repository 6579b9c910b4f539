/**
 * Command-line options that several commands share. Start reading at {@link skybourse.app.options.RuleOptions}, then
 * {@link skybourse.app.options.SolverOptions}.
 */
@org.jspecify.annotations.NullMarked
package skybourse.app.options;
