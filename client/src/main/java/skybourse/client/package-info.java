/**
 * Client of a running exchange for Java programs: retries, signed commands, promises and receipts. Start reading at
 * {@link skybourse.client.ExchangeClient}.
 */
@org.jspecify.annotations.NullMarked
package skybourse.client;
