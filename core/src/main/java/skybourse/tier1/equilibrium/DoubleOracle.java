package skybourse.tier1.equilibrium;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import skybourse.tier1.certificate.EquilibriumCertificate.LeaderGap;
import skybourse.tier1.game.MixedPrices;
import skybourse.tier1.game.MixedPrices.Mix;
import skybourse.tier1.game.MixedPrices.Point;
import skybourse.tier1.game.PricingGame;

/**
 * Double oracle (McMahan, Gordon and Blum, 2003): solves the game in which each leader has a few prices, certifies the mix in the game of
 * all prices, gives each leader that gains its best response as one more price, and repeats.
 *
 * <p>Right where several leaders randomize at once and their prices lie far apart. Wrong for many leaders: each combination of prices is
 * evaluated. Prices without weight are dropped after a few rounds.
 */
final class DoubleOracle {

    /** Rounds after which a price without weight is dropped. */
    private static final int MOST_IDLE = 4;

    /** Combinations of prices of a restricted game, at most; fewer in markets of many links. */
    private static final long MOST_PROFILES = 20_000;

    private final PricingGame game;
    private final double leastGain;
    private final long mostProfiles;
    private final Function<MixedPrices, Mixing.Found> certified;
    private final BooleanSupplier stop;
    private final SystemPass pass;

    /** Profits of all leaders by the prices of all. */
    private final Map<List<Double>, double[]> profits = new HashMap<>();

    private final List<List<Choice>> choices = new ArrayList<>();

    /** A price of a leader, its weight, and for how many rounds that was 0. */
    private static final class Choice {
        private final double price;
        private double weight;
        private int idle;

        Choice(double price, double weight) {
            this.price = price;
            this.weight = weight;
        }
    }

    /**
     * Prepares a search.
     *
     * @param leastGain the relative gain from which on a best response is a new price
     * @param passes over the links for one restricted game, at most
     * @param certified certifies a mix
     * @param stop ends the search without a mix
     */
    DoubleOracle(
            PricingGame game,
            double leastGain,
            long passes,
            Function<MixedPrices, Mixing.Found> certified,
            BooleanSupplier stop) {
        this.game = game;
        this.mostProfiles = Math.min(MOST_PROFILES, passes);
        this.leastGain = leastGain;
        this.certified = certified;
        this.stop = stop;
        this.pass = new SystemPass(game, 1);
    }

    /** Searches for a certified mix from the prices of another mix, in a limited number of rounds; empty if none was found. */
    Optional<Mixing.Found> from(MixedPrices start, int rounds) {
        for (Mix mix : start.mixes()) {
            List<Choice> prices = new ArrayList<>();
            mix.points().forEach(point -> prices.add(new Choice(point.price(), point.weight())));
            choices.add(prices);
        }
        MixedPrices mix = start;
        for (int round = 0; round < rounds && !stop.getAsBoolean(); round++) {
            Mixing.Found found = certified.apply(mix);
            if (found.certificate().holds()) {
                return Optional.of(found);
            }
            boolean isNew = respond(found);
            choices.forEach(this::dropIdle);
            if (!isNew || profiles(List::size) > mostProfiles) {
                return Optional.empty();
            }
            weigh();
            if (profiles(prices -> support(prices).size()) > MixedPrices.MOST_PROFILES) {
                return Optional.empty();
            }
            mix = mix();
        }
        return Optional.empty();
    }

    /** Adds the best response of each leader that gains, at the maximum next to the certificate's best price; false where there is none. */
    private boolean respond(Mixing.Found found) {
        DrawnRest at = DrawnRest.of(game, found.mix(), new DrawnRest.Rounds(0, stop));
        boolean isNew = false;
        for (int s = 0; s < choices.size(); s++) {
            LeaderGap gap = found.certificate().leaders().get(s);
            boolean isOpen =
                    gap.bestPrice() != PricingGame.CLOSED && choices.get(s).getFirst().price != PricingGame.CLOSED;
            if (isOpen && RepairLoop.gain(game, gap) > leastGain) {
                double price = at.climbed(s, gap.bestPrice());
                boolean isKnown = choices.get(s).stream().anyMatch(choice -> choice.price == price);
                if (!isKnown) {
                    choices.get(s).add(new Choice(price, 0));
                }
                isNew |= !isKnown;
            }
        }
        return isNew;
    }

    private void dropIdle(List<Choice> prices) {
        prices.forEach(choice -> choice.idle = choice.weight > 0 ? 0 : choice.idle + 1);
        prices.removeIf(choice -> choice.idle > MOST_IDLE);
    }

    private double profiles(Function<List<Choice>, Integer> count) {
        return choices.stream().mapToDouble(count::apply).reduce(1, (a, b) -> a * b);
    }

    /** Weighs the prices as at an equilibrium of the game in which leaders have no others. */
    private void weigh() {
        int[] players = players();
        int[] counts = Arrays.stream(players).map(s -> choices.get(s).size()).toArray();
        double[][] payoffs = new double[players.length][(int) profiles(List::size)];
        for (int profile = 0; profile < payoffs[0].length; profile++) {
            if (stop.getAsBoolean()) {
                return;
            }
            double[] earned = profits(profile, players);
            for (int i = 0; i < players.length; i++) {
                payoffs[i][profile] = earned[players[i]];
            }
        }
        double[] weights = new FiniteGame(counts, payoffs, stop)
                .solve(Arrays.stream(players)
                        .mapToObj(choices::get)
                        .flatMapToDouble(prices -> prices.stream().mapToDouble(choice -> choice.weight))
                        .toArray());
        int next = 0;
        for (int s : players) {
            for (Choice choice : choices.get(s)) {
                choice.weight = weights[next++];
            }
        }
    }

    /** Returns the leaders that have a choice. */
    private int[] players() {
        int[] all = new int[choices.size()];
        Arrays.setAll(all, s -> s);
        return Arrays.stream(all).filter(s -> choices.get(s).size() > 1).toArray();
    }

    private double[] profits(int profile, int[] players) {
        double[] prices =
                choices.stream().mapToDouble(of -> of.getFirst().price).toArray();
        int left = profile;
        for (int s : players) {
            List<Choice> of = choices.get(s);
            prices[s] = of.get(left % of.size()).price;
            left /= of.size();
        }
        return profits.computeIfAbsent(Arrays.stream(prices).boxed().toList(), _ -> {
            pass.evaluate(prices);
            double[] earned = new double[prices.length];
            Arrays.setAll(earned, pass::profit);
            return earned;
        });
    }

    /** Returns the prices that have weight, the likeliest ones where a mix cannot hold them all. */
    private static List<Choice> support(List<Choice> prices) {
        return prices.stream()
                .filter(choice -> choice.weight > 0)
                .sorted(Comparator.comparingDouble((Choice choice) -> -choice.weight))
                .limit(MixedPrices.MOST_PRICES)
                .toList();
    }

    private MixedPrices mix() {
        return new MixedPrices(choices.stream().map(DoubleOracle::mix).toList());
    }

    private static Mix mix(List<Choice> prices) {
        List<Choice> support = support(prices);
        List<Point> points = new ArrayList<>();
        double left = 1;
        for (Choice choice : support.subList(1, support.size())) {
            points.add(new Point(choice.price, choice.weight));
            left -= choice.weight;
        }
        points.add(new Point(support.getFirst().price, left));
        points.sort(Comparator.comparingDouble(Point::price));
        return new Mix(points);
    }
}
