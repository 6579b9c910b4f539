/**
 * Records of the result files: names, units and meanings of all fields and columns. Start reading at
 * {@link skybourse.app.result.ResultBody}, then {@link skybourse.app.result.ResultSchema}.
 */
@org.jspecify.annotations.NullMarked
package skybourse.app.result;
