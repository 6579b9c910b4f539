/** Pages, folders and commands. Start reading at {@link skybourse.app.cli.RunCommand}. */
@org.jspecify.annotations.NullMarked
package skybourse.app;
