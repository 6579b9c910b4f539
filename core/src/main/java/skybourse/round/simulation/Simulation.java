package skybourse.round.simulation;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import skybourse.base.numeric.StateExchange;
import skybourse.base.scenario.SettingException;
import skybourse.round.dynamics.Setup;
import skybourse.round.dynamics.SlotRow;
import skybourse.round.ledger.LedgerDigest;
import skybourse.round.ledger.Statement;
import skybourse.round.state.MarketState;
import skybourse.round.state.Tally;

/**
 * A market played slot by slot: each slot is one round of both tiers on what the slot before left behind. A fold: each stage of a slot
 * takes the state and what stages before it returned, and equal setups give equal slots, whether played in one go or carried over
 * checkpoints, on any number of threads.
 *
 * <p>Right for honest agents whose news may be late or lost; wrong for strategic ones. Mutable; for one thread, which uses others.
 *
 * <p>Paper: one round. Ours: time. Queues: Lindley's recursion for a fluid.
 */
public final class Simulation {

    private static final int LEAST_PER_THREAD = 65_536; // entries

    private final MarketState state;
    private final SlotPieces pieces = new SlotPieces();

    private Simulation(MarketState state) {
        this.state = state;
    }

    /** Begins a simulation before its first slot. */
    public static Simulation begin(Setup setup) {
        return new Simulation(new MarketState(setup));
    }

    /**
     * Goes on where a simulation of the same setup was saved.
     *
     * @param saved what {@link #exchange} wrote
     */
    public static Simulation resume(Setup setup, StateExchange saved) {
        var state = new MarketState(setup);
        state.exchange(saved);
        return new Simulation(state);
    }

    /** Carries the whole state out of, or into, the simulation. */
    public void exchange(StateExchange exchange) {
        state.exchange(exchange);
    }

    /** Returns how many slots were played. */
    public long slot() {
        return state.slot;
    }

    /**
     * Plays the next slot.
     *
     * @throws BrokenLawException if the slot breaks a law of the market
     */
    public SlotResult play() {
        return play(_ -> {});
    }

    /**
     * Plays the next slot.
     *
     * @param partDone told of each part of the slot when it is done, of decisions before and after they are measured
     * @throws BrokenLawException if the slot breaks a law of the market
     */
    public SlotResult play(Consumer<Part> partDone) {
        return play(partDone, Posted.NOTHING);
    }

    /**
     * Plays the next slot at posted prices and asks. They need not be an equilibrium or truthful.
     *
     * @param prices by leader, money per bit, from 0 to its cap, or {@code PricingGame.CLOSED}; NaN for the price that the market finds where nobody posts.
     *     Where all are posted, nothing is solved. Leaders that randomize draw a price that depends on the posted ones. Empty where
     *     nobody posts one
     * @param asks by aerial agent, what it asks as a multiple of what a lot costs it, at least 0; empty where all ask what lots cost
     * @param lots by aerial agent, how many it offers at most; empty where all offer what they can do
     * @throws BrokenLawException if the slot breaks a law of the market
     */
    public SlotResult play(double[] prices, double[] asks, int[] lots) {
        return play(_ -> {}, prices, asks, lots);
    }

    /**
     * Plays the next slot as {@link #play(double[], double[], int[])} does.
     *
     * @param partDone told of each part of the slot when it is done, of decisions before and after they are measured
     */
    public SlotResult play(Consumer<Part> partDone, double[] prices, double[] asks, int[] lots) {
        return play(partDone, Posted.of(state.setup.scenario(), prices, asks, lots));
    }

    private SlotResult play(Consumer<Part> partDone, Posted posted) {
        var values = new SlotValues();
        Decided decided = new SlotPlay(state, values, posted).play(partDone);
        partDone.accept(Part.DECISIONS);
        new Measures(state, values, decided).take();
        partDone.accept(Part.MEASURES);
        Decisions decisions = decided.decisions();
        Sent sent = new Transfers(state, values).send(decided.offers(), decisions.homeRatios());
        partDone.accept(Part.DECISIONS);
        var sale = new SlotSale(state, pieces, posted);
        Sold sold = sale.sell(decided, sent);
        partDone.accept(Part.TIER_2);
        pay(() -> sale.settle(sold));
        int soldWhileAway = new SlotWork(state, values).work(decided.asked().expectedLoads(), sent.homeAdded(), sold);
        var results = new Results(state, values);
        pay(results::pay);
        var close = new SlotClose(state, values);
        Statement money = close.money();
        var digest = new AtomicReference<LedgerDigest>();
        var breach = new AtomicReference<Optional<Statement.Breach>>();
        state.setup.tasks().run(2, money.ledger().count() < LEAST_PER_THREAD ? 2 : 1, part -> {
            if (part == 0) {
                digest.set(money.ledger().digest());
                breach.set(money.breach());
            } else {
                results.endTasks();
                close.close(sent.cost(), sold);
            }
        });
        close.check(Objects.requireNonNull(breach.get()), decisions, soldWhileAway);
        partDone.accept(Part.BOOKS);
        var result = new SlotResult(
                state.slot,
                state.rows.add(values.row(state.slot, Objects.requireNonNull(digest.get()))),
                close.leaderSlots(sold),
                close.aerialSlots(sold),
                money.ledger(),
                sold.pieces(),
                sold.resales(),
                state.world.places(),
                state.fates);
        state.spentGame = decided.asked().game();
        state.slot++;
        return result;
    }

    /** A balance since the start may pass what 64 bits hold where no round does. */
    private void pay(Runnable postings) {
        try {
            postings.run();
        } catch (ArithmeticException e) {
            double unit = state.setup.scenario().rules().ledgerUnitMoney();
            throw new SettingException(
                    "rules.ledgerUnitMoney must be large enough for balances below 2^63 units over all slots: " + unit);
        }
    }

    /** Returns the rows of the last slots, whose deadlines are still open; tasks that are open have not been in time. */
    public List<SlotRow> rest() {
        return state.rows.flush();
    }

    /** Returns what each agent has received less what it has paid so far, in ledger units. */
    public long balance(String id) {
        return state.accounts.balance(state.accounts.number(id));
    }

    /** Returns the totals since the start: tasks that came, ended in time, late, expired, dropped. */
    public long[] fates() {
        Tally tally = state.tally;
        return new long[] {tally.arrived, tally.met, tally.late, tally.expired, tally.dropped};
    }

    /** Returns the counts since the start, not to be written to. */
    Tally tally() {
        return state.tally;
    }
}
