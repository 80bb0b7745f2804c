package io.beton.router.live;

import io.beton.model.match.Times;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.function.Predicate;

/** Rows as they were loaded within a transaction, and what has changed of them since. */
final class StateRows {
    private final Map<RowKey, SubjectRow> rows = new HashMap<>();
    private final Map<StateKey, KeptState> states = new LinkedHashMap<>();
    private Optional<RowKey> last = Optional.empty();
    private final Map<VersionKey, StateVersions.Numbered> versions = new HashMap<>();

    void knows(VersionKey version, StateVersions.Numbered numbered) {
        versions.put(version, numbered);
    }

    private RowKey place(StateKey key) {
        return new RowKey(versions.get(key.home().version()).home(), key.home().partition(), key.subject());
    }

    /** Where these states stand. */
    Map<RowKey, List<StateKey>> places(Collection<StateKey> keys) {
        Map<RowKey, List<StateKey>> places = new HashMap<>();
        keys.forEach(key ->
                places.computeIfAbsent(place(key), added -> new ArrayList<>()).add(key));
        return places;
    }

    void loaded(RowKey key, SubjectRow row) {
        rows.put(key, row);
        last = Optional.of(key);
    }

    /** Makes states of what is loaded those that were asked for. */
    void ask(Map<RowKey, List<StateKey>> places) {
        rows.forEach((place, row) -> places.get(place)
                .forEach(key -> row.stored(versions.get(key.home().version()).number())
                        .ifPresent(state -> states.put(key, state))));
    }

    /** The same of everything that is loaded, of these versions by their numbers. */
    void askAll(Map<Integer, VersionKey> byNumber, Predicate<KeptState> which) {
        rows.forEach((place, row) -> row.forEachStored(byNumber::containsKey, (state, number) -> {
            if (which.test(state)) {
                VersionPartition home = new VersionPartition(byNumber.get(number), place.partition());
                states.put(new StateKey(home, place.subject()), state);
            }
        }));
    }

    /** The states that were asked for and are there. */
    Map<StateKey, KeptState> states() {
        return states;
    }

    int size() {
        return rows.size();
    }

    /** The one that was loaded last. */
    Optional<RowKey> last() {
        return last;
    }

    /** Which of these numbers they hold a state of. */
    Set<Integer> held(Set<Integer> numbers) {
        Set<Integer> held = new HashSet<>();
        rows.values().forEach(row -> row.forEachStored(numbers::contains, (state, number) -> held.add(number)));
        return held;
    }

    /** Drops the states of versions; returns the rows to save. */
    List<Changed> without(Set<Integer> numbers) {
        List<Changed> saved = new ArrayList<>();
        rows.forEach((key, row) -> {
            row.drop(numbers);
            if (row.changed()) {
                saved.add(new Changed(key, row, row.isEmpty() ? Times.NEVER : row.storedDue()));
            }
        });
        return saved;
    }

    /** Puts changed states into their rows; returns those to save. */
    List<Changed> put(Map<StateKey, KeptState> changed) {
        changed.forEach((key, state) -> rows.computeIfAbsent(place(key), added -> SubjectRow.empty())
                .put(versions.get(key.home().version()).number(), state));
        List<Changed> saved = new ArrayList<>();
        rows.forEach((key, row) -> {
            if (row.changed()) {
                saved.add(new Changed(key, row, row.earlyDue()));
            }
        });
        return saved;
    }

    /** The same of rows all of whose dues are to be right. */
    List<Changed> putWithDues(Map<StateKey, KeptState> changed, Dues dues) {
        put(changed);
        List<Changed> saved = new ArrayList<>();
        rows.forEach((key, row) -> {
            long due = dues.of(row);
            if (row.changed() || row.storedDue() != due) {
                saved.add(new Changed(key, row, due));
            }
        });
        return saved;
    }

    /**
     * Which dues of a row count.
     *
     * @param asked the numbers of versions that are asked when they are due
     * @param unknown those that nobody can ask yet
     * @param later when those are looked at again, so that they keep nobody from being asked
     */
    record Dues(IntPredicate asked, IntPredicate unknown, long later) {
        private long of(SubjectRow row) {
            return Math.min(row.due(asked), Math.max(later, row.due(unknown)));
        }
    }

    /** @param due what is stored as the row's; or {@link Times#NEVER} */
    record Changed(RowKey key, SubjectRow row, long due) {}
}
