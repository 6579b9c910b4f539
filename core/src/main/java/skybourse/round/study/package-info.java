/**
 * One round as a command computes it: plan, solver, profit curves, audit and tried rules. Start reading at
 * {@link skybourse.round.study.StudyPlan}, then {@link skybourse.round.study.RoundStudy}.
 */
@org.jspecify.annotations.NullMarked
package skybourse.round.study;
