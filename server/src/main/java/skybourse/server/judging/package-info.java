/** Checks of the answers in an inference market, and rulings on its disputes. Client of an exchange with the operator's secret. */
@NullMarked
package skybourse.server.judging;

import org.jspecify.annotations.NullMarked;
