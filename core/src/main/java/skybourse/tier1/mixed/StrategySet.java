package skybourse.tier1.mixed;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import skybourse.tier1.game.MixedPrices;
import skybourse.tier1.game.MixedPrices.Mix;
import skybourse.tier1.game.MixedPrices.Point;

/**
 * Prices of one leader in a restricted game, with their weights.
 *
 * @param choices distinct prices in the order in which they were added; weights sum to 1
 */
public record StrategySet(List<Choice> choices) {

    /** Largest number of consecutive rounds in which a price may have weight 0. */
    private static final int MOST_IDLE = 4;

    /**
     * Price of a restricted game.
     *
     * @param price money/bit
     * @param weight probability, in [0, 1]
     * @param idle number of consecutive rounds in which the weight was 0
     */
    record Choice(double price, double weight, int idle) {}

    /** Returns the prices and weights of a mix. */
    public static StrategySet of(Mix mix) {
        return new StrategySet(mix.points().stream()
                .map(point -> new Choice(point.price(), point.weight(), 0))
                .toList());
    }

    /** Returns the number of prices. */
    public int size() {
        return choices.size();
    }

    /** Returns the set with one more price, money/bit, of weight 0; this set if it contains that price. */
    public StrategySet with(double price) {
        if (choices.stream().anyMatch(choice -> choice.price == price)) {
            return this;
        }
        List<Choice> more = new ArrayList<>(choices);
        more.add(new Choice(price, 0, 0));
        return new StrategySet(more);
    }

    /** Returns the set after a round. Prices whose weight was 0 in more than {@value #MOST_IDLE} consecutive rounds are removed. */
    public StrategySet withoutIdle() {
        return new StrategySet(choices.stream()
                .map(choice -> new Choice(choice.price, choice.weight, choice.weight > 0 ? 0 : choice.idle + 1))
                .filter(choice -> choice.idle <= MOST_IDLE)
                .toList());
    }

    /** Returns the same prices with new weights: the elements of {@code weights} from index {@code first} on. */
    StrategySet weighed(double[] weights, int first) {
        return new StrategySet(IntStream.range(0, choices.size())
                .mapToObj(i -> new Choice(choices.get(i).price, weights[first + i], choices.get(i).idle))
                .toList());
    }

    /**
     * Returns the prices with positive weight, the most probable first; at most {@link MixedPrices#MOST_PRICES}, so that the weights
     * may sum to less than 1.
     */
    public List<Choice> support() {
        return choices.stream()
                .filter(choice -> choice.weight > 0)
                .sorted(Comparator.comparingDouble((Choice choice) -> -choice.weight))
                .limit(MixedPrices.MOST_PRICES)
                .toList();
    }

    /** Returns the support as a mix with ascending prices. The most probable price gets the weight of prices that were left out. */
    public Mix mix() {
        List<Choice> support = support();
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
