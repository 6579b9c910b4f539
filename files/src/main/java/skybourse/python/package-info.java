/**
 * Bridge to Python: arrays in shared memory, and Python functions as auction rules and clock policies. Start reading at
 * {@link skybourse.python.NativeEnvironment}, then {@link skybourse.python.ExternalRule} and
 * {@link skybourse.python.StateTable}.
 */
@org.jspecify.annotations.NullMarked
package skybourse.python;
