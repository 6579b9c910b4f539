package skybourse.paper.experiment;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import skybourse.evidence.sweep.Interval;

/** Reads one formula, from its weakest operator to its names. */
final class FormulaReader {

    /** A number, a name, which may have dashes inside, an operator, or all that stands in square brackets. */
    private static final Pattern TOKEN = Pattern.compile(
            "\\s*(\\d+(?:\\.\\d+)?(?:e-?\\d+)?|[A-Za-z][A-Za-z0-9]*(?:-[A-Za-z0-9]+)*|<=|>=|\\[[^]]*]|[-+*/<>().,:@])");

    /** Formulas that are a single word. */
    private static final Map<String, Formula> WORDS = Map.of(
            "rows", scope -> Measured.only(scope.rows().size()),
            "none", _ -> Interval.of(new double[0]),
            "always", _ -> Measured.only(1),
            "else", _ -> Measured.only(1));

    private final String text;
    private final List<String> tokens = new ArrayList<>();
    private int next;

    FormulaReader(String text) {
        this.text = text;
    }

    Formula read() {
        split();
        Formula formula = or();
        if (next < tokens.size()) {
            throw bad("ends before `" + tokens.get(next) + "`");
        }
        return formula;
    }

    private void split() {
        Matcher matcher = TOKEN.matcher(text);
        int end = 0;
        while (matcher.find(end) && matcher.start() == end) {
            tokens.add(matcher.group(1));
            end = matcher.end();
        }
        if (!text.substring(end).isBlank()) {
            throw bad("knows no `" + text.substring(end).strip() + "`");
        }
    }

    private IllegalArgumentException bad(String what) {
        return new IllegalArgumentException(
                "formula must be as docs/guides/reproduce-the-paper.md says, which " + what + ": " + text);
    }

    private boolean isNext(String token) {
        return next < tokens.size() && tokens.get(next).equals(token);
    }

    private boolean take(String token) {
        boolean is = isNext(token);
        next += is ? 1 : 0;
        return is;
    }

    private void need(String token) {
        if (!take(token)) {
            throw bad("has `" + token + "` there");
        }
    }

    private static Formula both(Formula left, Formula right, DoubleBinaryOperator operator) {
        return scope -> Measured.only(operator.applyAsDouble(left.number(scope), right.number(scope)));
    }

    private Formula or() {
        Formula left = and();
        while (take("or")) {
            left = both(left, and(), Math::max);
        }
        return left;
    }

    private Formula and() {
        Formula left = comparison();
        while (take("and")) {
            left = both(left, comparison(), Math::min);
        }
        return left;
    }

    private Formula comparison() {
        Formula left = sum();
        if (take("<")) {
            return both(left, sum(), (a, b) -> a < b ? 1 : 0);
        } else if (take("<=")) {
            return both(left, sum(), (a, b) -> a <= b ? 1 : 0);
        } else if (take(">")) {
            return both(left, sum(), (a, b) -> a > b ? 1 : 0);
        } else if (take(">=")) {
            return both(left, sum(), (a, b) -> a >= b ? 1 : 0);
        }
        return left;
    }

    private Formula sum() {
        Formula left = product();
        while (isNext("+") || isNext("-")) {
            left = take("+") ? both(left, product(), Double::sum) : minus(left);
        }
        return left;
    }

    private Formula minus(Formula left) {
        need("-");
        return both(left, product(), (a, b) -> a - b);
    }

    private Formula product() {
        Formula left = sign();
        while (isNext("*") || isNext("/")) {
            left = take("*") ? times(left, sign()) : over(left);
        }
        return left;
    }

    private Formula over(Formula left) {
        need("/");
        return both(left, sign(), (a, b) -> a / b);
    }

    /** An interval grows with a factor. */
    private static Formula times(Formula left, Formula right) {
        return scope -> {
            Interval one = left.in(scope);
            Interval other = right.in(scope);
            return one.count() > 1 ? one.times(other.mean()) : other.times(one.mean());
        };
    }

    private Formula sign() {
        if (take("-")) {
            Formula positive = sign();
            return scope -> Measured.only(-positive.number(scope));
        }
        if (take("not")) {
            Formula condition = sign();
            return scope -> Measured.only(1 - condition.number(scope));
        }
        return placed();
    }

    /** Reads what may stand at another table's name and before other settings. */
    private Formula placed() {
        boolean elsewhere = next + 1 < tokens.size() && tokens.get(next + 1).equals(".");
        String table = elsewhere ? word() : "";
        if (elsewhere) {
            need(".");
        }
        Formula formula = one();
        Map<String, String> settings = settings();
        return elsewhere || !settings.isEmpty() ? new Placed(table, settings, formula) : formula;
    }

    /**
     * A formula at another place.
     *
     * @param table where; empty for the same, which keeps all other settings
     * @param settings by axis; an empty one for that of where it is asked from
     * @param formula what is computed there
     */
    record Placed(String table, Map<String, String> settings, Formula formula) implements Formula {

        Scope place(Scope from) {
            return from.at(table, settings);
        }

        @Override
        public Interval in(Scope scope) {
            return formula.in(place(scope));
        }
    }

    private Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        if (next < tokens.size() && tokens.get(next).startsWith("[")) {
            String inside = tokens.get(next++);
            for (String part : inside.substring(1, inside.length() - 1).split(", ", -1)) {
                String[] axis = part.strip().split("=", 2);
                settings.put(axis[0], axis.length == 1 ? "" : axis[1]);
            }
        }
        return settings;
    }

    private String word() {
        if (next == tokens.size() || !Character.isLetter(tokens.get(next).charAt(0))) {
            throw bad("has a name there");
        }
        return tokens.get(next++);
    }

    private Formula one() {
        if (take("(")) {
            Formula inside = or();
            need(")");
            return inside;
        }
        if (take("@")) {
            String axis = word();
            return scope -> Measured.only(scope.number(axis));
        }
        if (next < tokens.size() && Character.isDigit(tokens.get(next).charAt(0))) {
            double number = Double.parseDouble(tokens.get(next++));
            return _ -> Measured.only(number);
        }
        String name = word();
        if (take("(")) {
            return function(name);
        }
        if (name.equals("is")) {
            Map<String, String> settings = settings();
            return scope -> Measured.only(scope.has(settings) ? 1 : 0);
        }
        return WORDS.containsKey(name) ? WORDS.get(name) : scope -> scope.value(name);
    }

    private Formula function(String name) {
        String along = "";
        if (next + 1 < tokens.size() && tokens.get(next + 1).equals(":")) {
            along = word();
            need(":");
        }
        List<Formula> given = new ArrayList<>();
        int first = next;
        do {
            given.add(or());
        } while (take(","));
        need(")");
        return Functions.named(name, along, tokens.get(first), given)
                .orElseThrow(() -> bad("has no function " + name + " of so many"));
    }
}
