/**
 * Double-entry ledger in whole units: accounts, escrow, later payments and invariants; independent of markets. Start
 * reading at {@link skybourse.round.ledger.Accounts}, then {@link skybourse.round.ledger.Ledger}.
 */
@org.jspecify.annotations.NullMarked
package skybourse.round.ledger;
