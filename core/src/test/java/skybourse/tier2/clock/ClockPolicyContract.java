package skybourse.tier2.clock;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import skybourse.testing.Cases;
import skybourse.tier2.auction.AuctionOutcome.NoTrade;
import skybourse.tier2.auction.Markets;
import skybourse.tier2.auction.NoTradeReason;
import skybourse.tier2.auction.TieOrder;

/** Contract of clock policies. */
public interface ClockPolicyContract {

    /** Returns the policy under test. */
    ClockPolicy policy();

    @Test
    default void everyStepIsLegalAndReproducible() {
        for (long gap : new long[] {0, 1, 12, 1_000}) {
            for (TurnOrder turns : TurnOrder.values()) {
                DoubleDutch rule = new DoubleDutch(gap, 0, turns, ClearingRule.MIDPOINT, policy());
                Cases.forAll(Markets::severalLots, book -> assertLegal(rule.start(book, new TieOrder.ById())));
            }
        }
    }

    private void assertLegal(DoubleDutchRun run) {
        do {
            if (run.policyIsAsked()) {
                ClockState state = run.state();
                long step = policy().stepTicks(state);
                assertThat(step).isBetween(1L, state.largestStepTicks());
                assertThat(policy().stepTicks(state)).isEqualTo(step);
            }
        } while (run.announce().isPresent());
        if (run.outcome() instanceof NoTrade none) {
            assertThat(none.reason()).isNotInstanceOf(NoTradeReason.BrokenPolicy.class);
        }
    }
}
