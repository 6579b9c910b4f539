package skybourse.tier2.spi;

import java.util.Set;
import skybourse.tier2.clock.Auctioneer;

/** Named provider of an auction policy. Stateless. Each rule decides by the policy's type whether it accepts it. */
public interface PolicyProvider {

    /** Returns the name on a command line or in a file: lower case, words joined by dashes. */
    String name();

    /** Creates the policy. */
    Auctioneer policy(AuctionSettings settings);

    /**
     * Returns the settings on which the policy depends and that a caller may choose: {@link AuctionOption#STEP}, or none. The
     * default is none.
     */
    default Set<AuctionOption> options() {
        return Set.of();
    }
}
