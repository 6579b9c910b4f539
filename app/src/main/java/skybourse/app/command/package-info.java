/**
 * Exit codes, plugins, progress output and paths of the distributed files, shared by all commands. Start reading at
 * {@link skybourse.app.command.CommandBase}, then {@link skybourse.app.command.ExitCode}.
 */
@org.jspecify.annotations.NullMarked
package skybourse.app.command;
