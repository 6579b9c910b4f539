/**
 * Files that are whole or not there: append log, gate, atomic text, digests; knows no result. Start reading at {@link
 * skybourse.app.log.AppendLog}, then {@link skybourse.app.log.TextFiles}.
 */
@org.jspecify.annotations.NullMarked
package skybourse.app.log;
