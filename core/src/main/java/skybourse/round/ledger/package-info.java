/**
 * Money as a double entry ledger in whole units: accounts, escrow, what is paid later, laws; knows no market. Start reading at {@link
 * skybourse.round.ledger.Accounts}.
 */
@org.jspecify.annotations.NullMarked
package skybourse.round.ledger;
