package skybourse.app.traces;

import java.util.DoubleSummaryStatistics;
import java.util.Locale;
import skybourse.app.traces.ImportedScenario.Participants;
import skybourse.app.traces.RequestTrace.Request;

/**
 * Factors on the speeds of imported devices, chosen such that the market has a requested load. With the scaled devices, a market over
 * time has the load that {@code --load} requests. All deadlines are {@link #DEADLINE_SLOTS} slots.
 *
 * <ul>
 *   <li>Leaders: the work that arrives per second is the load times the work that all leaders compute per second. The ratio between the speeds of
 *       mobile and fixed agents remains as in the data.
 *   <li>Aerial agents: their total speed is {@link #AERIAL_SHARE} times the total speed of all leaders.
 *   <li>Wireless agents: between arrival and deadline, each computes {@link #OWN_SHARE} times the work of the task at the deadline quantile.
 * </ul>
 *
 * <p>The energy for computing a unit of work remains as in the data. The hover cost of a unit of work depends on the speed of aerial agents, and thus
 * on the load. The formulas are our choice; {@code docs/decisions/0028-load-of-an-imported-hour.md} gives the reasons for the constants.
 *
 * @param wireless factor on the speed of wireless agents
 * @param leaders factor on the speed of mobile and fixed agents
 * @param aerial factor on the speed of aerial agents
 */
public record DeviceSpeedFactors(double wireless, double leaders, double aerial) {

    /** Length of every deadline, in slots. */
    static final double DEADLINE_SLOTS = 10;

    /** Capacity of all aerial agents together, as a share of that of all leaders. */
    static final double AERIAL_SHARE = 0.5;

    /** Work that a wireless agent computes between arrival and deadline, as a multiple of the work of the task at the deadline quantile. */
    static final double OWN_SHARE = 2;

    /**
     * Returns the factors for a load, rounded to three significant digits.
     *
     * @param market the data, with the devices' speeds before scaling
     * @param cast agents that take part
     * @param load work that arrives per second, divided by the work that all leaders compute per second; above 0
     */
    public static DeviceSpeedFactors of(ImportedScenario market, Participants cast, double load) {
        DoubleSummaryStatistics seconds = market.window().of(market.trace()).stream()
                .mapToDouble(Request::arrivalSeconds)
                .summaryStatistics();
        double work = market.window().of(market.trace()).stream()
                .mapToDouble(market::work)
                .sum();
        double capacity =
                work / Math.max(market.roundSeconds(), seconds.getMax() - seconds.getMin()) / load; // of all leaders
        ImportSettings.Devices devices = market.settings().devices();
        int sites = Math.min(
                market.settings().counts().fixed(), market.sites().places().size());
        double ground = cast.cars().size() * market.speed(devices.mobile()) + sites * market.speed(devices.fixed());
        double air = Math.max(1, market.settings().counts().aerial()) * market.speed(devices.aerial());
        double ownSeconds =
                market.deadlineSeconds(cast) / market.settings().tokens().deadlineFactor();
        return new DeviceSpeedFactors(
                ImportSettings.declared(OWN_SHARE * ownSeconds / (DEADLINE_SLOTS * market.roundSeconds())),
                ImportSettings.declared(capacity / ground),
                ImportSettings.declared(AERIAL_SHARE * capacity / air));
    }

    /** Returns a market with devices scaled by these factors, and with deadlines of {@link #DEADLINE_SLOTS} slots. */
    public ImportedScenario applyTo(ImportedScenario market) {
        return market.with(market.settings().withLoad(this));
    }

    /** Returns a sentence about the factors, for the description of a scenario. */
    public String assumption(double load) {
        return String.format(
                Locale.ROOT,
                "Assumed: load %s. By its law, mobile and fixed agents are %s times, aerial agents %s times and wireless agents %s times as"
                        + " fast as the data say (speeds above are those), at the same compute energy per unit of work; deadlines are %.0f slots.",
                load,
                leaders,
                aerial,
                wireless,
                DEADLINE_SLOTS);
    }
}
