/**
 * Input files, and result folders with checkpoints and cells that are appended. Start reading at
 * {@link skybourse.app.folders.RunFolder}, then {@link skybourse.app.folders.SweepFolder}.
 */
@org.jspecify.annotations.NullMarked
package skybourse.app.folders;
