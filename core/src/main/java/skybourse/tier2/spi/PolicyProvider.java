package skybourse.tier2.spi;

import java.util.Set;
import skybourse.tier2.clock.Auctioneer;

/** Whoever conducts auctions, offered by name. Has no state; which rules a policy fits, rules tell by its kind. */
public interface PolicyProvider {

    /** Returns the name that a command line or a file gives: lower case, words joined by dashes. */
    String name();

    /** Makes the policy with these settings. */
    Auctioneer policy(AuctionSettings settings);

    /** Returns the settings that the policy hangs on and a caller may choose for it: a step, or nothing. */
    default Set<AuctionOption> options() {
        return Set.of();
    }
}
