package skybourse.paper.experiment;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Places in a table, one for each value of some axes: the rows of a finding or the lines of a chart.
 *
 * @param of the name of the table
 * @param by axes, or keys of rows, the last of which changes fastest
 * @param at settings that all of them have
 * @param only the condition of those that count; empty for all
 * @param name what each is called, axes in braces
 * @param over the axis along which a line goes; empty for one point
 * @param within what functions without an axis go over in each; empty for the rows of the finding
 * @param let formulas by name, for these alone
 * @param words what values of axes are called here
 */
record Points(
        String of,
        List<String> by,
        Map<String, String> at,
        String only,
        String name,
        String over,
        List<Points> within,
        Map<String, String> let,
        Map<String, Map<String, String>> words) {

    /** Returns the places; none where the table was not made. */
    List<Scope> in(Scope all) {
        if (!all.has(of)) {
            return List.of();
        }
        List<Scope> places = List.of(all.with(let, words).at(of, at));
        for (String axis : by) {
            places =
                    places.stream().flatMap(place -> place.along(axis).stream()).toList();
        }
        Formula counts = Formula.of(only.isEmpty() ? "else" : only);
        List<Scope> inner =
                within.stream().flatMap(some -> some.in(all).stream()).toList();
        return places.stream()
                .filter(counts::holds)
                .map(place -> inner.isEmpty() ? place : place.over(inner))
                .toList();
    }

    /** Returns the points of a line that begins at a place. */
    Stream<Scope> along(Scope place) {
        return over.isEmpty() ? Stream.of(place) : place.along(over).stream();
    }
}
