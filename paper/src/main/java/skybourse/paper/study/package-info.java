/**
 * Files of experiments, and the folder of a reproduction. Start reading at {@link skybourse.paper.study.Reproduction},
 * then {@link skybourse.paper.study.Experiments}.
 */
@org.jspecify.annotations.NullMarked
package skybourse.paper.study;
