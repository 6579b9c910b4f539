package skybourse.tier1.equilibrium;

class SlopeResponseTest implements BestPriceSearchContract {

    @Override
    public BestPriceSearch response() {
        return new SlopePriceSearch(true);
    }
}
