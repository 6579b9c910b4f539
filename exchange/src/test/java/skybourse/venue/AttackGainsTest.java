package skybourse.venue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import skybourse.base.agent.Agent;
import skybourse.round.adversary.Behaviour;
import skybourse.round.adversary.MaliciousGroup;
import skybourse.venue.event.DisputeSettings;
import skybourse.venue.event.MarketRules;
import skybourse.venue.event.Piece;
import skybourse.venue.play.BehaviourRun;
import skybourse.venue.play.DisputeDecisions;

/**
 * Gains of attacks on disputes, with and without stakes, if the operator errs or does not rule. {@code
 * -Dbad.rounds=1500} plays 100 markets and prints the tables.
 */
class AttackGainsTest {

    private static final boolean IS_PRINTED = Integer.getInteger("bad.rounds") != null;
    private static final int MARKETS = Math.max(1, Integer.getInteger("bad.rounds", 60) / 15);
    private static final int ROUNDS = 2;
    private static final double[] ERRORS = {0, 0.05, 0.1, 0.2};
    private static final int REJECTING = 3;
    private static final Behaviour WRONG = new Behaviour.WrongResult(1);

    /** A market of 20 agents, its ids by role. */
    private record Ids(List<String> buyers, List<String> mobile, List<String> fixed, List<String> aerial) {

        static Ids of(int seed) {
            List<String> all = new Played(BadCompanyTest.rules(seed))
                    .agents().stream().map(Agent::id).toList();
            return new Ids(all.subList(0, 13), all.subList(13, 14), all.subList(14, 16), all.subList(16, 20));
        }

        List<String> rejecting() {
            return buyers.subList(0, REJECTING);
        }
    }

    /** Rulings of a market: the stake of the exchange, and the operator. */
    private record Court(double statedError, double error, boolean isRuled, boolean paysUnruled) {

        static Court of(double statedError, double error) {
            return new Court(statedError, error, true, true);
        }

        /** Returns the court of an operator that does not rule. */
        static Court unruled(double statedError, boolean paysUnruled) {
            return new Court(statedError, 0, false, paysUnruled);
        }

        Court withError(double other) {
            return new Court(statedError, other, isRuled, paysUnruled);
        }

        private BehaviourRun play(int seed, boolean isChecked, Predicate<Piece> rejected, MaliciousGroup... groups) {
            MarketRules rules = BadCompanyTest.rules(seed);
            DisputeSettings disputes =
                    rules.disputes().withErrorRate(statedError).withPaysUnruled(paysUnruled);
            var decisions = new DisputeDecisions(isChecked, isRuled, error, rejected);
            return BadCompanyTest.run(new Played(rules.withDisputes(disputes)), seed, decisions, groups)
                    .play(ROUNDS);
        }

        BehaviourRun play(int seed, MaliciousGroup... groups) {
            return play(seed, true, _ -> false, groups);
        }

        /** Plays a market whose honest buyers accept wrong results. */
        BehaviourRun accepting(int seed, MaliciousGroup... groups) {
            return play(seed, false, _ -> false, groups);
        }

        /** Plays a market of honest agents whose buyers reject some correct results. */
        BehaviourRun rejecting(int seed, Predicate<Piece> rejected) {
            return play(seed, true, rejected);
        }
    }

    private static final Court RIGHT = Court.of(DisputeSettings.STANDARD.errorRate(), 0);
    private static final Court NOBODY = Court.unruled(DisputeSettings.STANDARD.errorRate(), true);
    private static final Court NOBODY_WITHOUT_STAKE = Court.unruled(0, true);

    /** The control: all money is returned if nobody rules. */
    private static final Court RETURNING = Court.unruled(DisputeSettings.STANDARD.errorRate(), false);

    private static void print(String format, Object... values) {
        if (IS_PRINTED) {
            System.out.println(String.format(Locale.ROOT, format, values));
        }
    }

    private static double bills(BehaviourRun run, Predicate<Piece> which) {
        return run.unitMoney()
                * run.sold().stream().filter(which).mapToLong(Piece::billUnits).sum();
    }

    private static MaliciousGroup rejecting(Ids ids) {
        return MaliciousGroup.of(new Behaviour.Reject(1), ids.rejecting().toArray(String[]::new));
    }

    /** Share by market: change of the utility of some agents, of a whole. */
    private static Shares change(ToDoubleFunction<Integer> change, ToDoubleFunction<Integer> whole) {
        var shares = new Shares(MARKETS);
        for (int market = 0; market < MARKETS; market++) {
            shares.add(market, change.applyAsDouble(market + 1), whole.applyAsDouble(market + 1));
        }
        return shares;
    }

    /**
     * Gain of buyers that reject all results, as a share of the bills that they would have paid. It is linear in the
     * share of wrong rulings, and computed from a run with only right rulings and one with only wrong rulings.
     */
    private static Shares gainOfRejecting(Court court) {
        return change(
                seed -> {
                    List<String> buyers = Ids.of(seed).rejecting();
                    MaliciousGroup all = rejecting(Ids.of(seed));
                    return (1 - court.error)
                                    * court.withError(0).play(seed, all).profit(buyers)
                            + court.error * court.withError(1).play(seed, all).profit(buyers)
                            - RIGHT.play(seed).profit(buyers);
                },
                seed -> -RIGHT.play(seed).profit(Ids.of(seed).rejecting()));
    }

    /** Change of the profit of sellers if buyers reject all results, money per round. */
    private static Shares changeOfSellers(Court court, Function<Ids, List<String>> sellers) {
        return change(
                seed -> (court.play(seed, rejecting(Ids.of(seed))).profit(sellers.apply(Ids.of(seed)))
                                - RIGHT.play(seed).profit(sellers.apply(Ids.of(seed))))
                        / 100,
                _ -> ROUNDS);
    }

    @Test
    void stakeEndsTheGainOfRejectingGoodResults() {
        for (double error : ERRORS) {
            assertThat(gainOfRejecting(Court.of(0, error)).share())
                    .as("control: no stake, error %s", error)
                    .isBetween(error, 1.8 * error);
            assertThat(gainOfRejecting(Court.of(error, error)).share())
                    .as("stake for an error of %s", error)
                    .isLessThanOrEqualTo(0);
        }
        for (Court court : List.of(NOBODY, NOBODY_WITHOUT_STAKE)) {
            assertThat(gainOfRejecting(court).share())
                    .as("nobody rules: %s", court)
                    .isLessThanOrEqualTo(0);
        }
        assertThat(gainOfRejecting(RETURNING).share())
                .as("control: nobody rules, all bills are returned")
                .isCloseTo(1, within(0.01));
    }

    @Test
    void printGainsOfRejecting() {
        for (double error : IS_PRINTED ? ERRORS : new double[0]) {
            for (double stated : error == 0.05 ? new double[] {0, 0.05} : new double[] {0, 0.05, error}) {
                printRejecting(Court.of(stated, error));
            }
        }
        if (IS_PRINTED) {
            printRejecting(NOBODY);
            printRejecting(RETURNING);
        }
    }

    private static void printRejecting(Court court) {
        print(
                "rejecting buyers, %s: %s; change of money a round of mobile %s fixed %s aerial %s",
                court,
                gainOfRejecting(court),
                changeOfSellers(court, Ids::mobile),
                changeOfSellers(court, Ids::fixed),
                changeOfSellers(court, Ids::aerial));
    }

    private static String[] wrongSellers(int seed) {
        Ids ids = Ids.of(seed);
        return new String[] {ids.fixed.getFirst(), ids.aerial.getFirst()};
    }

    /** Gain of honest buyers by rejecting wrong results, compared with accepting them, as a share of their bills. */
    private static Shares gainOfChecking(Court court) {
        return change(
                seed -> {
                    MaliciousGroup wrong = MaliciousGroup.of(WRONG, wrongSellers(seed));
                    List<String> buyers = Ids.of(seed).buyers;
                    return court.play(seed, wrong).profit(buyers)
                            - court.accepting(seed, wrong).profit(buyers);
                },
                seed -> bills(
                        court.play(seed), piece -> List.of(wrongSellers(seed)).contains(piece.worker())));
    }

    /** Buyers of wrong results gain by rejecting at the stated error, and lose by wrong rulings. */
    @Test
    void buyersOfWrongResultsGainByRejecting() {
        for (double error : ERRORS) {
            double always = gainOfChecking(Court.of(error, 0)).share();
            double never = gainOfChecking(Court.of(error, 1)).share();
            double expected = (1 - error) * always + error * never;
            print(
                    "honest buyers of wrong results gain by rejecting, stake for %.2f: right %.3f, wrong %.3f, expected"
                            + " %.3f of bills; wrong rulings cost %.3f",
                    error, always, never, expected, always - expected);
            assertThat(always).as("bills and bonds").isBetween(1.0, 1.6);
            assertThat(never).as("stakes").isBetween(-0.5, 0.0);
            assertThat(expected).as("error %s", error).isPositive();
        }
    }

    /** Wrong results earn nothing if buyers reject and the operator rules. If nobody rules, they earn the bill and the stake. */
    @Test
    void wrongResultsEarnOnlyIfNobodyRulesOrRejects() {
        double[] sums = new double[10];
        for (int seed = 1; seed <= MARKETS; seed++) {
            String[] wrong = wrongSellers(seed);
            for (int i = 0; i < 2; i++) {
                MaliciousGroup group = MaliciousGroup.of(WRONG, wrong[i]);
                sums[i] += RIGHT.play(seed).profit(wrong[i]);
                sums[2 + i] += RIGHT.play(seed, group).profit(wrong[i]);
                sums[4 + i] += NOBODY.play(seed, group).profit(wrong[i]);
                sums[6 + i] += RIGHT.accepting(seed, group).profit(wrong[i]);
                sums[8 + i] += RETURNING.play(seed, group).profit(wrong[i]);
            }
        }
        for (int i = 0; i < 2; i++) {
            double games = MARKETS * ROUNDS;
            print(
                    "wrong results of %s: honest %.3f, ruled %.3f, nobody rules %.3f, nobody rejects %.3f, nobody rules and money is returned %.3f",
                    i == 0 ? "a fixed agent" : "an aerial agent",
                    sums[i] / games,
                    sums[2 + i] / games,
                    sums[4 + i] / games,
                    sums[6 + i] / games,
                    sums[8 + i] / games);
            assertThat(sums[4 + i]).as("bills and stakes").isGreaterThan(sums[6 + i]);
            assertThat(sums[8 + i]).as("control: bills of lots only").isBetween(0.0, sums[i] / 4);
            assertThat(sums[2 + i]).as("bonds").isLessThan(0);
            assertThat(sums[6 + i]).as("bills without costs").isGreaterThan(sums[i]);
        }
    }

    /** Gain of three buyers and a fixed agent whose lots they reject, as a share of the buyers' bills of these lots. */
    private static Shares gainOfRing(Court court) {
        Predicate<Piece> lots = piece -> piece.isLot()
                && piece.leader().equals("FA1")
                && List.of("WA1", "WA2", "WA3").contains(piece.buyer());
        List<String> members = List.of("WA1", "WA2", "WA3", "FA1");
        return change(
                seed -> {
                    BehaviourRun ring = court.rejecting(seed, lots);
                    return ring.profit(members) - RIGHT.play(seed).profit(members);
                },
                seed -> bills(RIGHT.play(seed), lots));
    }

    @Test
    void stakeEndsTheGainOfARingOfBuyersAndLeader() {
        for (double error : ERRORS) {
            Shares[] gains = new Shares[4];
            for (int i = 0; i < 4; i++) {
                gains[i] = gainOfRing(Court.of(i < 2 ? 0 : error, i % 2));
            }
            double free = (1 - error) * gains[0].share() + error * gains[1].share();
            double staked = (1 - error) * gains[2].share() + error * gains[3].share();
            print(
                    "ring of 3 buyers and a fixed agent, operator errs %.2f: gain of the lots' bills without stake %.4f,"
                            + " with the stake for it %.4f; always wrong: %s and %s",
                    error, free, staked, gains[1], gains[3]);
            assertThat(free).as("control: no stake, error %s", error).isGreaterThanOrEqualTo(0.9 * error);
            assertThat(staked).as("stake for an error of %s", error).isLessThanOrEqualTo(0);
        }
        Shares unruled = gainOfRing(NOBODY);
        Shares returning = gainOfRing(RETURNING);
        print("ring, nobody rules: %s; if all money is returned: %s", unruled, returning);
        assertThat(unruled.share()).as("nobody rules").isLessThanOrEqualTo(0);
        assertThat(returning.share())
                .as("control: nobody rules, all money is returned")
                .isPositive();
    }
}
