package skybourse.learning.auctions;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import skybourse.learning.environment.Environment;
import skybourse.learning.environment.EnvironmentContract;

class AuctionEnvironmentTest {

    @Nested
    class Narrow implements EnvironmentContract {
        @Override
        public Environment environment() {
            return new AuctionEnvironment(AuctionProblem.of(SmallMarkets.NARROW));
        }
    }

    @Nested
    class Wild implements EnvironmentContract {
        @Override
        public Environment environment() {
            return new AuctionEnvironment(AuctionProblem.of(SmallMarkets.WILD));
        }
    }

    @Test
    void refusesIllegalActions() {
        Environment environment = new AuctionEnvironment(AuctionProblem.of(SmallMarkets.NARROW));
        environment.reset(1);
        assertThatThrownBy(() -> environment.step(environment.actions()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("action must be legal, below ");
        assertThatThrownBy(() -> environment.step(-1)).isInstanceOf(IllegalArgumentException.class);
    }
}
