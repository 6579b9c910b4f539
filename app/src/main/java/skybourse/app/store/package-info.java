/**
 * Files that are read, and folders that last: checkpoints, cells that are added one by one. Start reading at {@link
 * skybourse.app.store.RunFolder}, then {@link skybourse.app.store.SweepFolder}.
 */
@org.jspecify.annotations.NullMarked
package skybourse.app.store;
