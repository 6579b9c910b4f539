/**
 * Bridge to Python: arrays in shared memory, and Python functions as auction rules and clock policies. Start reading at
 * {@link skybourse.python.NativeEnvironment}.
 */
@org.jspecify.annotations.NullMarked
package skybourse.python;
