package org.example.market;

import skybourse.tier2.clock.Auctioneer;
import skybourse.tier2.clock.ClockPolicy;
import skybourse.tier2.clock.ClockState;
import skybourse.tier2.spi.AuctionSettings;
import skybourse.tier2.spi.PolicyProvider;

/** Moves a clock by half of the gap between the clocks. */
public record Halving() implements ClockPolicy {

    @Override
    public String name() {
        return "halving";
    }

    @Override
    public long stepTicks(ClockState state) {
        return Math.max(1, state.largestStepTicks() / 2);
    }

    /** Registers the policy; META-INF/services names this class. */
    public static final class Provider implements PolicyProvider {

        @Override
        public String name() {
            return "halving";
        }

        @Override
        public Auctioneer policy(AuctionSettings settings) {
            return new Halving();
        }
    }
}
