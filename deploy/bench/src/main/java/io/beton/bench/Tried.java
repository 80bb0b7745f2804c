package io.beton.bench;

import io.beton.model.backtest.Candidate;
import io.beton.model.backtest.HistoryRequest;
import io.beton.model.backtest.Purpose;
import io.beton.model.hypothesis.Bar;
import io.beton.model.hypothesis.Claim;
import io.beton.model.hypothesis.Condition;
import io.beton.model.hypothesis.Design;
import io.beton.model.hypothesis.Distinct;
import io.beton.model.hypothesis.Outcome;
import io.beton.model.hypothesis.Selector;
import io.beton.model.hypothesis.Sequence;
import io.beton.model.hypothesis.Subject;
import io.beton.model.hypothesis.Trend;
import io.beton.model.id.ConnectionId;
import io.beton.model.id.HypothesisId;
import io.beton.model.id.RequestId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** What a search tries: claims of every form of the language, different ones, drawn from a seed. */
final class Tried {
    private static final Outcome OUTCOME = Outcome.of(Asked.selector(World.SUBSCRIBED), Asked.HORIZON_DAYS);
    private static final int[] DAYS = {1, 3, 7, 14};
    private static final int[] LOOKBACKS = {7, 14, 28};

    private final Random random = new Random(1);

    private Tried() {}

    /** A form of claim, how many of it there are among ten thousand, and one of it at random. */
    private record Form(String name, int share, boolean rolling, Supplier<Condition> condition) {}

    /** By form, together as many as asked for, up to ten thousand. */
    static Map<String, List<Claim>> byForm(int count) {
        Tried tried = new Tried();
        Map<String, List<Claim>> all = new TreeMap<>();
        for (Form form : tried.forms()) {
            Collection<Claim> claims = new LinkedHashSet<>();
            while (claims.size() < (long) form.share * count / 10_000) {
                claims.add(tried.claim(form));
            }
            all.put(form.name, List.copyOf(claims));
        }
        return all;
    }

    static HistoryRequest request(String id, Purpose purpose, Collection<List<Claim>> claims) {
        List<Claim> all = claims.stream().flatMap(List::stream).toList();
        return new HistoryRequest(
                new RequestId(id),
                new ConnectionId("con_bench"),
                purpose,
                World.AS_OF,
                World.WINDOW_DAYS,
                IntStream.range(0, all.size())
                        .mapToObj(i -> new Candidate(
                                new HypothesisId("hyp_" + i), 1, all.get(i), Bar.DEFAULT, true, all.size()))
                        .toList());
    }

    private List<Form> forms() {
        List<Form> forms = new ArrayList<>();
        forms.add(new Form("anchored: count", 600, false, this::count));
        forms.add(new Form("anchored: filtered count", 800, false, this::filteredCount));
        forms.add(new Form("anchored: different days", 300, false, this::days));
        forms.add(new Form("anchored: absence", 140, false, this::absence));
        forms.add(new Form("anchored: trend", 660, false, this::trend));
        forms.add(new Form("anchored: sequence of 2", 1200, false, () -> sequence(2)));
        forms.add(new Form("anchored: sequence of 3", 800, false, () -> sequence(3)));
        forms.add(new Form("anchored: pair", 1700, false, this::pair));
        forms.add(new Form("first session: count", 140, false, this::count));
        forms.add(new Form("first session: sequence", 460, false, () -> sequence(2)));
        forms.add(new Form("rolling: count", 500, true, this::count));
        forms.add(new Form("rolling: filtered count", 500, true, this::filteredCount));
        forms.add(new Form("rolling: different days", 200, true, this::days));
        forms.add(new Form("rolling: absence", 100, true, this::absence));
        forms.add(new Form("rolling: trend", 400, true, this::trend));
        forms.add(new Form("rolling: sequence of 2", 500, true, () -> sequence(2)));
        forms.add(new Form("rolling: pair", 1000, true, this::pair));
        return forms;
    }

    private Claim claim(Form form) {
        Optional<Selector> anchor = Optional.of(Asked.selector(World.SIGNED_UP));
        Design design = form.rolling
                ? new Design.Rolling(1, pick(LOOKBACKS))
                : form.name.startsWith("first")
                        ? new Design.FirstSession(anchor)
                        : new Design.Anchored(anchor, pick(DAYS));
        return new Claim(Subject.PERSON, form.condition.get(), design, OUTCOME);
    }

    private Condition count() {
        return new Condition.Count(name(), 1 + random.nextInt(5));
    }

    private Condition filteredCount() {
        return new Condition.Count(
                SearchWorld.filtered(2 + random.nextInt(World.NAMES - 2), random.nextInt(SearchWorld.PLANS)),
                1 + random.nextInt(5));
    }

    private Condition days() {
        return new Distinct.Days(name(), 2 + random.nextInt(3));
    }

    private Condition absence() {
        return new Condition.AtMost(name(), 0);
    }

    private Condition trend() {
        Trend.Change change = random.nextBoolean() ? Trend.Change.RISE : Trend.Change.DROP;
        return new Trend(name(), change, random.nextBoolean() ? 50 : 100, 1 + random.nextInt(3));
    }

    private Condition sequence(int steps) {
        return new Sequence(
                IntStream.range(0, steps).mapToObj(step -> name()).toList(),
                random.nextBoolean() ? OptionalInt.empty() : OptionalInt.of(24 * (1 + random.nextInt(3))));
    }

    /** Two of what stands alone elsewhere, as a beam joins them. */
    private Condition pair() {
        return new Condition.AllOf(List.of(part(), part()));
    }

    private Condition part() {
        return switch (random.nextInt(6)) {
            case 0 -> days();
            case 1 -> absence();
            case 2 -> filteredCount();
            case 3 -> sequence(2);
            default -> count();
        };
    }

    private Selector name() {
        return Asked.selector(2 + random.nextInt(World.NAMES - 2));
    }

    private int pick(int[] some) {
        return some[random.nextInt(some.length)];
    }
}
