package io.beton.router.identity;

import io.beton.model.hypothesis.Subject;
import io.beton.model.id.SubjectId;
import io.beton.model.identity.IdentityQuestion;
import io.beton.model.identity.SubjectIdentity;
import io.beton.model.signal.Signal;
import io.beton.router.identity.KnownSubjects.Asker;
import io.beton.router.identity.KnownSubjects.Whose;
import io.beton.router.sink.AttemptResult;
import io.beton.router.sink.IdentifiedSignal;
import io.beton.router.sink.SinkBinding;
import io.beton.router.sink.Wanted;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds out, at each attempt, who the subjects of its signals are, where the binding tells that, and only then; those of
 * the attempts that come next are asked for with them, for each question costs the source a query.
 *
 * <p>Reads: ingest-service, one question, and a smaller one where that is too much. Writes: nothing. On failure: the
 * attempt ends as {@link UntoldPolicy} says, and its destination is not called; signals of one message share its fate.
 */
@Singleton
public final class Identifying {
    private static final int MOST_AT_ONCE = 100;
    private static final String TOLD = "told";
    private static final String UNANSWERED = "unanswered";
    private static final String REFUSED = "refused";

    private final IdentityClient client;
    private final KnownSubjects known;
    private final MeterRegistry meters;

    Identifying(IdentityClient client, KnownSubjects known, MeterRegistry meters) {
        this.client = client;
        this.known = known;
        this.meters = meters;
        // what first appears with a one has not grown
        List.of(TOLD, UNANSWERED, REFUSED).forEach(this::counter);
    }

    /** Why a binding cannot tell what it wants to, where it cannot. */
    public Optional<String> missing(SinkBinding binding) {
        return binding.wanted().isNothing() || client.ready()
                ? Optional.empty()
                : Optional.of("who a subject is cannot be asked yet: set beton.router.identity.token and"
                        + " beton.ingest.identity.token to the same; `openssl rand -hex 32` makes one");
    }

    /**
     * Who the subjects of an attempt are.
     *
     * @param signals whose subjects are of one connection and one kind
     * @param next those that the binding gets after them
     */
    public Identified identify(List<Signal> signals, SinkBinding binding, Supplier<List<Signal>> next) {
        if (binding.wanted().isNothing()) {
            return new Identified.Known(
                    signals.stream().map(IdentifiedSignal::of).toList());
        }
        Map<Whose, SubjectIdentity> told = new HashMap<>();
        Set<Whose> now = about(signals, binding);
        now.forEach(whose -> known.find(whose).ifPresent(identity -> told.put(whose, identity)));
        now.removeAll(told.keySet());
        Optional<AttemptResult> untold =
                now.isEmpty() ? Optional.empty() : ask(now, about(next.get(), binding), binding.wanted(), told);
        if (untold.isPresent()) {
            return new Identified.Unknown(untold.get());
        }
        List<IdentifiedSignal> identified = signals.stream()
                .map(signal -> new IdentifiedSignal(signal, told.get(Whose.of(signal, binding.wanted()))))
                .toList();
        return lacking(identified, binding)
                .<Identified>map(Identified.Unknown::new)
                .orElseGet(() -> new Identified.Known(identified));
    }

    /** Adds what is told of those that are asked about now, and keeps it for a moment, with what is told of the others. */
    private Optional<AttemptResult> ask(
            Set<Whose> now, Set<Whose> later, Wanted wanted, Map<Whose, SubjectIdentity> told) {
        Asker asker = now.iterator().next().asker();
        List<Whose> asked = Stream.concat(
                        now.stream(),
                        later.stream()
                                .filter(whose -> whose.asker().equals(asker))
                                .filter(Predicate.not(now::contains)))
                .limit(MOST_AT_ONCE)
                .toList();
        Asked answer = ask(asker, asked, wanted);
        if (answer instanceof Asked.TooMuch && asked.size() > now.size()) {
            asked = List.copyOf(now);
            answer = ask(asker, asked, wanted);
        }
        if (answer instanceof Asked.Told known) {
            keep(asked, known.subjects(), now, told);
            return Optional.empty();
        }
        return Optional.of(answer instanceof Asked.TooMuch much ? much.result() : ((Asked.Untold) answer).result());
    }

    /** Whom nobody knew may be known at the next attempt. */
    private void keep(
            List<Whose> asked, List<SubjectIdentity> answer, Set<Whose> now, Map<Whose, SubjectIdentity> told) {
        Map<SubjectId, SubjectIdentity> subjects =
                answer.stream().collect(Collectors.toMap(SubjectIdentity::id, Function.identity(), (one, same) -> one));
        for (Whose whose : asked) {
            SubjectIdentity identity = subjects.getOrDefault(whose.subject(), SubjectIdentity.unknown(whose.subject()));
            if (now.contains(whose)) {
                told.put(whose, identity);
            }
            if (subjects.containsKey(whose.subject()) || !now.contains(whose)) {
                known.put(whose, identity);
            }
        }
    }

    /** Where only a distinct id is wanted, of groups, which have none, nobody is asked. */
    private Asked ask(Asker asker, List<Whose> about, Wanted wanted) {
        boolean distinctId = wanted.distinctId() && asker.of().kind() == Subject.Kind.PERSON;
        if (wanted.properties().isEmpty() && !distinctId) {
            return new Asked.Told(List.of());
        }
        List<SubjectId> subjects = about.stream().map(Whose::subject).toList();
        Asked asked = client.ask(
                asker.connection(), new IdentityQuestion(asker.of(), subjects, wanted.properties(), distinctId));
        String result = asked instanceof Asked.Told ? TOLD : UNANSWERED;
        if (asked instanceof Asked.Untold untold && untold.result() instanceof AttemptResult.Refused) {
            result = REFUSED;
        }
        counter(result).increment();
        return asked;
    }

    private Counter counter(String result) {
        return meters.counter("beton.identity.questions", "result", result);
    }

    /** Without what its destination knows the subject by a signal cannot be told, and never will be. */
    private static Optional<AttemptResult> lacking(List<IdentifiedSignal> signals, SinkBinding binding) {
        return signals.stream()
                .flatMap(signal ->
                        binding
                                .members()
                                .knownBy(signal.signal())
                                .flatMap(template -> template.lacking(signal))
                                .stream())
                .findFirst()
                .map(member -> UntoldPolicy.refused("its subject has no `" + member + "` at its source"));
    }

    private static Set<Whose> about(List<Signal> signals, SinkBinding binding) {
        return signals.stream()
                .map(signal -> Whose.of(signal, binding.wanted()))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
