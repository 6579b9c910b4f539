/**
 * Reproduction of the paper: experiments, verdicts on its claims, their pages and the command {@code reproduce}. Start reading at
 * {@link skybourse.paper.study.Reproduction}.
 */
@org.jspecify.annotations.NullMarked
package skybourse.paper;
