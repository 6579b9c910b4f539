/**
 * Command-line commands, one class per command. Start reading at {@link skybourse.app.cli.Main}, then
 * {@link skybourse.app.cli.RunCommand}.
 */
@org.jspecify.annotations.NullMarked
package skybourse.app.cli;
