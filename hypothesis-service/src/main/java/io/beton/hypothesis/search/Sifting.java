package io.beton.hypothesis.search;

import io.beton.model.hypothesis.Condition;
import io.beton.model.hypothesis.Selector;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Leaves of what stands out one claim for each thing that is said.
 *
 * <p>A claim must say more than everything simpler of the same design that holds wherever it does and that stands out too,
 * as little by chance as it stands out; else the simpler one stands for it. And where the rest of a simpler one, without the claim, says nothing,
 * the claim stands for it.
 */
final class Sifting {
    /** How probable by chance alone the rest must be for it to say nothing. */
    private static final double NOTHING = 0.025;

    /** How much surer a part of an event's occurrences must be to be named instead of the whole event. */
    private static final double AS_GOOD = 0.9;

    private final List<Scored> tried;
    private final double rare;
    private final Map<List<Object>, Integer> positions = new HashMap<>();
    private final Map<Integer, Set<Integer>> simpler = new HashMap<>();
    private final Map<Integer, Scored> kept = new LinkedHashMap<>();
    private final Map<Integer, Integer> standsFor = new HashMap<>();

    Sifting(List<Scored> tried, double rare) {
        this.tried = tried;
        this.rare = rare;
        tried.forEach(scored -> positions.putIfAbsent(place(scored, scored.condition()), scored.position()));
    }

    List<Standing.Kept> of(List<Scored> out) {
        for (Scored scored : out) {
            kept.put(scored.position(), scored);
            simpler.put(scored.position(), simplerThan(scored));
        }
        Set<Set<Selector>> standing = out.stream().map(Scored::behaviour).collect(Collectors.toSet());
        out.forEach(scored -> keepIfItSaysMore(scored, standing));
        behaviours().forEach(forms -> giveWay(forms.get(0), forms));
        return once();
    }

    private static List<Object> place(Scored scored, Condition condition) {
        return List.of(scored.design(), Weaker.ordered(condition));
    }

    private Set<Integer> simplerThan(Scored scored) {
        return Weaker.than(scored.condition()).stream()
                .map(weaker -> positions.get(place(scored, weaker)))
                .filter(Objects::nonNull)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private void keepIfItSaysMore(Scored scored, Set<Set<Selector>> standing) {
        simpler.get(scored.position()).stream()
                .filter(other -> counts(tried.get(other), scored, standing))
                .filter(other -> !saysMore(scored, tried.get(other)))
                .findFirst()
                .ifPresent(other -> standFor(scored, other));
    }

    /** Whether something simpler stands out too, in some form; of the same behaviour in this one. */
    private boolean counts(Scored other, Scored scored, Set<Set<Selector>> standing) {
        return other.behaviour().equals(scored.behaviour())
                ? simpler.containsKey(other.position())
                : standing.contains(other.behaviour());
    }

    private boolean saysMore(Scored scored, Scored other) {
        double chance = nested(scored) ? Comparison.gain(scored, other) : Comparison.apart(scored, other);
        return chance <= rare;
    }

    /** To what is made of the best form, all forms of a behaviour. */
    private void giveWay(Scored best, List<Scored> forms) {
        kept.values().stream()
                .filter(made -> simpler.get(made.position()).contains(best.position()))
                .filter(made -> !made.behaviour().equals(best.behaviour()))
                .filter(made -> nested(made) && Comparison.left(best, made) > NOTHING)
                .min(Scored.BEST_FIRST)
                .ifPresent(made -> forms.forEach(form -> standFor(form, made.position())));
    }

    /** Whether a claim fires for none but those for whom the simpler ones do; see {@link Bound}. */
    private static boolean nested(Scored scored) {
        return !scored.claim().rolling() || scored.behaviour().size() == 1;
    }

    private void standFor(Scored scored, int other) {
        kept.remove(scored.position());
        standsFor.put(scored.position(), other);
    }

    /** The forms of each, the best first. */
    private List<List<Scored>> behaviours() {
        return List.copyOf(kept.values().stream()
                .sorted(Scored.BEST_FIRST)
                .collect(Collectors.groupingBy(Scored::behaviour, LinkedHashMap::new, Collectors.toList()))
                .values());
    }

    private List<Standing.Kept> once() {
        List<Scored> chosen = new ArrayList<>();
        for (List<Scored> forms : behaviours()) {
            Scored form = forms.stream()
                    .filter(Scored::whole)
                    .filter(whole ->
                            whole.surestLift() >= AS_GOOD * forms.get(0).surestLift())
                    .findFirst()
                    .orElse(forms.get(0));
            forms.stream().filter(other -> other != form).forEach(other -> standFor(other, form.position()));
            chosen.add(form);
        }
        Map<Integer, Integer> others = new HashMap<>();
        standsFor.keySet().forEach(position -> others.merge(representative(position), 1, Integer::sum));
        return chosen.stream()
                .sorted(Scored.BEST_FIRST)
                .map(form -> new Standing.Kept(
                        form,
                        simpler.get(form.position()).stream().anyMatch(kept::containsKey),
                        others.getOrDefault(form.position(), 0)))
                .toList();
    }

    private int representative(int position) {
        Set<Integer> way = new HashSet<>();
        int at = position;
        while (standsFor.containsKey(at) && way.add(at)) {
            at = standsFor.get(at);
        }
        return at;
    }
}
