/**
 * Input files and result folders, with the checkpoints and cell results from which an interrupted command continues.
 * Start reading at {@link skybourse.app.folders.RunFolder}, then {@link skybourse.app.folders.SweepFolder}.
 */
@org.jspecify.annotations.NullMarked
package skybourse.app.folders;
