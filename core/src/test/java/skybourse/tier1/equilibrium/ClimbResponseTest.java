package skybourse.tier1.equilibrium;

class ClimbResponseTest implements BestPriceSearchContract {

    @Override
    public BestPriceSearch response() {
        return new SlopePriceSearch(false);
    }
}
