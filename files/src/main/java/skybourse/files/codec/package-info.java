/**
 * Text that is read back: scenarios, orders, prices, ledgers, models. Start reading at {@link
 * skybourse.files.codec.ScenarioText}.
 */
@org.jspecify.annotations.NullMarked
package skybourse.files.codec;
