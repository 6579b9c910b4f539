package skybourse;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The units of the glossary: the unit in the last word of a name, and the units in a text. */
final class Units {

    private static final Pattern ROW =
            Pattern.compile("^\\| ([^|]+) \\| ([^|]+) \\| `(\\w+)` \\| ([^|]*) ?\\|$", Pattern.MULTILINE);
    private static final Pattern WORD = Pattern.compile("[A-Z]?[a-z0-9]+");
    private static final Set<String> MONEY = Set.of("Price", "Cost", "Costs", "Penalty", "Cap");

    /** Units by the last word of names, such as {@code Seconds}, and by its singular. */
    private final Map<String, String> ofWords = new LinkedHashMap<>();

    /** Units by the words of texts, such as {@code seconds}. */
    private final Map<String, String> ofPhrases = new LinkedHashMap<>();

    /** The words to use instead of refused ones. */
    private final Map<String, String> refused = new LinkedHashMap<>();

    private final Pattern statement;

    /**
     * Reads the table of units.
     *
     * @param glossary the section with the table
     * @throws IllegalArgumentException if a unit has two words, or a word two units
     */
    Units(String glossary) {
        Matcher row = ROW.matcher(glossary);
        while (row.find()) {
            add(row.group(1).strip(), row.group(2).strip(), row.group(3), row.group(4));
        }
        String phrases = ofPhrases.keySet().stream()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .map(Pattern::quote)
                .collect(Collectors.joining("|"));
        statement = Pattern.compile("(?:^|[,;:(] ?|\\bin )(" + phrases + ")(?: (?:per|a) (" + phrases
                + "|[a-z]+))?(?=$|[,;.)]| of the market| since)");
    }

    private void add(String unit, String phrase, String word, String others) {
        if (ofWords.containsValue(unit) || ofWords.containsKey(word)) {
            throw new IllegalArgumentException("a unit must have one word: " + unit + ", " + word);
        }
        String singular = word.endsWith("s") ? word.substring(0, word.length() - 1) : word;
        ofWords.put(word, unit);
        ofPhrases.put(phrase + "s", unit);
        if (!phrase.equals("second")) { // also an ordinal
            ofPhrases.put(phrase, unit);
        }
        ofWords.putIfAbsent(singular, unit);
        for (String other : others.split(",")) {
            if (!other.isBlank()) {
                refused.put(other.strip().replace("`", ""), word);
            }
        }
    }

    /** Returns the number of units. */
    int count() {
        return Set.copyOf(ofWords.values()).size();
    }

    /** Returns the unit that a name states by its last words; empty for none. */
    Optional<String> ofName(String name) {
        List<String> all = words(name);
        int of = all.indexOf("Of"); // shareOfAllWork is a share
        List<String> words = of > 0 ? all.subList(0, of) : all;
        int last = words.size() - 1;
        if (last > 1 && words.get(last - 1).equals("Per")) {
            String top = words.get(last - 2);
            String above = MONEY.contains(top) ? "money" : ofWords.get(top);
            String below = ofWords.get(words.get(last));
            return above == null || below == null ? Optional.empty() : Optional.of(above + "/" + below);
        }
        if (last > 0) {
            String two = ofWords.get(words.get(last - 1) + words.get(last));
            if (two != null) {
                return Optional.of(two);
            }
        }
        String word = words.get(last);
        boolean isPlural =
                ofWords.containsKey(word) && ofWords.keySet().stream().noneMatch(other -> other.equals(word + "s"));
        return isPlural ? Optional.of(ofWords.get(word)) : Optional.empty();
    }

    /** Returns the word of a name that the glossary refuses, with the word to use. */
    Optional<String> refusedIn(String name) {
        List<String> words = words(name);
        String word = words.getLast();
        boolean isCompound = words.size() > 1;
        return isCompound && refused.containsKey(word)
                ? Optional.of(word + " is: " + refused.get(word))
                : Optional.empty();
    }

    /** Returns the units that a text states, such as {@code money/bit} for "its price, money per bit". */
    Set<String> ofText(String text) {
        String plain = text.replaceAll("\\{@(?:code|link|value) [^}]*}", "x");
        Matcher found = statement.matcher(plain);
        Set<String> units = new TreeSet<>();
        while (found.find()) {
            String below = found.group(2);
            String unit = ofPhrases.get(found.group(1));
            units.add(
                    below == null
                            ? unit
                            : unit + "/" + Optional.ofNullable(perUnit(below)).orElse(below));
        }
        return units;
    }

    private String perUnit(String phrase) {
        return phrase.equals("second") ? ofPhrases.get("seconds") : ofPhrases.get(phrase);
    }

    private static List<String> words(String name) {
        String capital = Character.toUpperCase(name.charAt(0)) + name.substring(1);
        List<String> words =
                WORD.matcher(capital).results().map(match -> match.group()).toList();
        return words.isEmpty() ? Stream.of(capital).toList() : words;
    }
}
