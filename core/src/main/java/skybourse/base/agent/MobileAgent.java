package skybourse.base.agent;

import skybourse.base.numeric.Checks;
import skybourse.base.numeric.Label;

/**
 * A mobile agent (MA): a server on a vehicle that sells computing and cannot resell overload.
 *
 * @param id unique in the scenario
 * @param position where it is
 * @param computer its processor
 * @param joulePrice what a joule costs it, in money per joule
 * @param priceCapPerBit the highest price it may ask, in money per bit
 */
public record MobileAgent(String id, Position position, Computer computer, double joulePrice, double priceCapPerBit)
        implements Leader {

    public MobileAgent {
        Label.check(id, "id");
        Checks.amountOrZero(joulePrice, "joulePrice");
        Checks.amount(priceCapPerBit, "priceCapPerBit");
    }

    @Override
    public LeaderKind kind() {
        return LeaderKind.MOBILE;
    }

    @Override
    public boolean moves() {
        return true;
    }
}
