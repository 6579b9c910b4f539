/**
 * Files that are whole or not there: append log, gate, atomic text, digests; knows no result. Start reading at {@link
 * skybourse.files.log.AppendLog}, then {@link skybourse.files.log.TextFiles}.
 */
@org.jspecify.annotations.NullMarked
package skybourse.files.log;
