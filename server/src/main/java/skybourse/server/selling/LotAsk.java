package skybourse.server.selling;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * Ask of a seller: a given price, or the cost of the electricity for one lot.
 *
 * @param money given price of a lot, money; empty to compute the cost
 * @param watts power of the machine, W
 * @param tariff price of electricity, money per kWh
 */
public record LotAsk(OptionalDouble money, double watts, double tariff) {

    private static final BigDecimal WATT_SECONDS_PER_KWH = BigDecimal.valueOf(3_600_000);

    /** Highest ask that an exchange accepts, ledger units. */
    private static final long MOST_UNITS = 1L << 40;

    private BigDecimal price(MarketProduct product, double volumePerSecond) {
        if (money.isPresent()) {
            return BigDecimal.valueOf(money.getAsDouble());
        }
        return BigDecimal.valueOf(watts)
                .multiply(BigDecimal.valueOf(tariff))
                .multiply(BigDecimal.valueOf(product.product().lotVolume()))
                .divide(BigDecimal.valueOf(volumePerSecond).multiply(WATT_SECONDS_PER_KWH), MathContext.DECIMAL128);
    }

    /** Returns the ask for one lot at a speed, rounded up to ledger units. */
    long units(MarketProduct product, double volumePerSecond) {
        return price(product, volumePerSecond)
                .divide(BigDecimal.valueOf(product.ledgerUnitMoney()), MathContext.DECIMAL128)
                .setScale(0, RoundingMode.CEILING)
                .min(BigDecimal.valueOf(MOST_UNITS))
                .longValueExact();
    }

    /** Returns the calculation of the ask on one line. */
    String text(MarketProduct product, double volumePerSecond) {
        String cost = money.isPresent()
                ? ""
                : String.format(
                        Locale.ROOT,
                        "%s W x %s money per kWh x %,d volume per lot / %,.0f volume per second / 3,600,000 W s per kWh = ",
                        watts,
                        tariff,
                        product.product().lotVolume(),
                        volumePerSecond);
        return String.format(
                Locale.ROOT,
                "Ask: %s%.6g money per lot, rounded up to %,d ledger units. Highest price of a lot: %,d.",
                cost,
                price(product, volumePerSecond),
                units(product, volumePerSecond),
                product.product().capUnits());
    }
}
