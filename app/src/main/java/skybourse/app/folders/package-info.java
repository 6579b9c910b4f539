/**
 * Files that are read, and folders that last: checkpoints, cells that are added one by one. Start reading at {@link
 * skybourse.app.folders.RunFolder}, then {@link skybourse.app.folders.SweepFolder}.
 */
@org.jspecify.annotations.NullMarked
package skybourse.app.folders;
