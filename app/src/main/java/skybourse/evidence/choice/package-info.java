/**
 * What tasks share: rules, solvers and markets by the settings of a cell, and attainable gains from trade. Start reading at
 * {@link skybourse.evidence.choice.RuleChoice}.
 */
@org.jspecify.annotations.NullMarked
package skybourse.evidence.choice;
