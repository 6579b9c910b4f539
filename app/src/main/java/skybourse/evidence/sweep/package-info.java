/**
 * Grids of settings and seeds, engines that run them, and tables with confidence intervals. Start reading at
 * {@link skybourse.evidence.sweep.Sweep}, then {@link skybourse.evidence.sweep.ResultTable}.
 */
@org.jspecify.annotations.NullMarked
package skybourse.evidence.sweep;
