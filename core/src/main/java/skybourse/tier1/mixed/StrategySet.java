package skybourse.tier1.mixed;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import skybourse.tier1.game.MixedPrices;
import skybourse.tier1.game.MixedPrices.Mix;
import skybourse.tier1.game.MixedPrices.Point;

/**
 * Prices of one leader in a restricted game, with weights.
 *
 * @param choices each price once, in the order in which they were added; weights sum to one
 */
public record StrategySet(List<Choice> choices) {

    /** Rounds after which a price without weight is dropped. */
    private static final int MOST_IDLE = 4;

    /** A price, its weight, and for how many rounds that was 0. */
    record Choice(double price, double weight, int idle) {}

    /** Returns the prices of a mix with their weights. */
    public static StrategySet of(Mix mix) {
        return new StrategySet(mix.points().stream()
                .map(point -> new Choice(point.price(), point.weight(), 0))
                .toList());
    }

    public int size() {
        return choices.size();
    }

    /** Returns the set with one more price, of weight 0; the set itself if it contains that price. */
    public StrategySet with(double price) {
        if (choices.stream().anyMatch(choice -> choice.price == price)) {
            return this;
        }
        List<Choice> more = new ArrayList<>(choices);
        more.add(new Choice(price, 0, 0));
        return new StrategySet(more);
    }

    /** Counts a round; returns the set without prices that had no weight in more than {@value #MOST_IDLE} rounds in a row. */
    public StrategySet withoutIdle() {
        return new StrategySet(choices.stream()
                .map(choice -> new Choice(choice.price, choice.weight, choice.weight > 0 ? 0 : choice.idle + 1))
                .filter(choice -> choice.idle <= MOST_IDLE)
                .toList());
    }

    /** Returns the same prices with weights from an array, beginning at an index. */
    StrategySet weighed(double[] weights, int first) {
        return new StrategySet(IntStream.range(0, choices.size())
                .mapToObj(i -> new Choice(choices.get(i).price, weights[first + i], choices.get(i).idle))
                .toList());
    }

    /** Returns the prices that have weight, the most probable first; only the most probable ones if a mix cannot contain all. */
    public List<Choice> support() {
        return choices.stream()
                .filter(choice -> choice.weight > 0)
                .sorted(Comparator.comparingDouble((Choice choice) -> -choice.weight))
                .limit(MixedPrices.MOST_PRICES)
                .toList();
    }

    /** Returns the support as a mix, its prices rising; the most probable price gets the remaining weight. */
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
