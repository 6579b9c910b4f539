/**
 * Grids of settings times seeds, the engines that run them, tables with intervals. Start reading at {@link
 * skybourse.evidence.sweep.Sweep}, then {@link skybourse.evidence.sweep.ResultTable}.
 */
@org.jspecify.annotations.NullMarked
package skybourse.evidence.sweep;
