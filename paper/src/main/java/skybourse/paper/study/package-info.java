/** Files of experiments, and the folder of a reproduction. Start reading at {@link skybourse.paper.study.Reproduction}. */
@org.jspecify.annotations.NullMarked
package skybourse.paper.study;
