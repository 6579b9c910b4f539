package skybourse.tier2.catalogue;

import java.util.Set;
import java.util.function.Function;
import skybourse.tier2.clock.Auctioneer;
import skybourse.tier2.spi.AuctionOption;
import skybourse.tier2.spi.AuctionSettings;
import skybourse.tier2.spi.PolicyProvider;

/** Provider of a built-in policy. */
record BuiltInPolicyProvider(String name, Function<AuctionSettings, Auctioneer> maker, Set<AuctionOption> options)
        implements PolicyProvider {

    BuiltInPolicyProvider(String name, Function<AuctionSettings, Auctioneer> maker, AuctionOption... options) {
        this(name, maker, Set.of(options));
    }

    @Override
    public Auctioneer policy(AuctionSettings settings) {
        return maker.apply(settings);
    }
}
