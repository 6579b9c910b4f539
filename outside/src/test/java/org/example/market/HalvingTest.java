package org.example.market;

import skybourse.tier2.clock.ClockPolicy;
import skybourse.tier2.clock.ClockPolicyContract;

class HalvingTest implements ClockPolicyContract {

    @Override
    public ClockPolicy policy() {
        return new Halving();
    }
}
