/**
 * Text formats that are read back: scenarios, orders, prices, ledgers and models. Start reading at
 * {@link skybourse.files.scenario.ScenarioText}.
 */
@org.jspecify.annotations.NullMarked
package skybourse.files.codec;
