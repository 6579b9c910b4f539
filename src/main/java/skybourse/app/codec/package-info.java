/**
 * Text that is read back: scenarios, orders, prices, ledgers, sweeps, models. Start reading at {@link
 * skybourse.app.codec.ScenarioText}.
 */
@org.jspecify.annotations.NullMarked
package skybourse.app.codec;
