package io.beton.router.identity;

import static io.beton.router.identity.Tellings.binding;
import static io.beton.router.identity.Tellings.group;
import static io.beton.router.identity.Tellings.person;
import static io.beton.router.identity.Tellings.told;
import static org.assertj.core.api.Assertions.assertThat;

import io.beton.kit.time.StoppedClock;
import io.beton.model.hypothesis.Subject;
import io.beton.model.id.SubjectId;
import io.beton.model.signal.Signal;
import io.beton.router.IngestStub;
import io.beton.router.sink.AttemptResult;
import io.beton.router.sink.IdentifiedSignal;
import io.beton.router.sink.SinkBinding;
import io.beton.router.sink.Template;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who subjects are is asked where a binding tells it, all of an attempt at once, and nowhere else. */
class IdentifyingTest {
    private static final AttemptResult DELIVERED = new AttemptResult.Delivered(OptionalInt.of(200));
    private static final Template MAIL = new Template("{subject.properties.email}");
    private static final IngestStub INGEST = new IngestStub();
    private static String url;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final List<IdentifiedSignal> attempted = new ArrayList<>();
    private final List<Signal> next = new ArrayList<>();
    private final StoppedClock clock = new StoppedClock(Instant.EPOCH);
    private final KnownSubjects known = new KnownSubjects(clock);

    @BeforeAll
    static void start() {
        url = INGEST.start().get("beton.router.identity.url");
    }

    @AfterAll
    static void stop() {
        INGEST.stop();
    }

    @BeforeEach
    void forget() {
        IngestStub.forget();
    }

    @Test
    void nobodyIsAskedForWhatIsNotTold() {
        // When
        AttemptResult result = attempt(binding(Optional.empty(), "{subject.id}"), person("con", "ann"));
        // Then
        assertThat(result).isEqualTo(DELIVERED);
        assertThat(IngestStub.got()).isEmpty();
    }

    @Test
    void allSubjectsOfOneConnectionAreOneQuestion() {
        // Given
        IngestStub.tells(told("bob", "bob@acme.example"), told("ann", "ann@acme.example"));
        // When
        AttemptResult result = attempt(
                binding(Optional.empty(), MAIL.text()),
                person("con_1", "ann"),
                person("con_1", "bob"),
                person("con_1", "ann"));
        // Then
        assertThat(result).isEqualTo(DELIVERED);
        assertThat(attempted)
                .extracting(MAIL::textOf)
                .containsExactly("ann@acme.example", "bob@acme.example", "ann@acme.example");
        assertThat(IngestStub.got()).hasSize(1);
        IngestStub.Question first = IngestStub.got().get(0);
        assertThat(first.path()).isEqualTo("/api/v1/connections/con_1/identities");
        assertThat(first.authorization()).isEqualTo("Bearer " + IngestStub.TOKEN);
        assertThat(first.asked().of()).isEqualTo(Subject.PERSON);
        assertThat(first.asked().subjects()).containsExactlyInAnyOrder(new SubjectId("ann"), new SubjectId("bob"));
        assertThat(first.asked().properties()).isEqualTo(Set.of("email"));
        assertThat(first.asked().distinctId()).isFalse();
        assertThat(meters.counter("beton.identity.questions", "result", "told").count())
                .isEqualTo(1);
    }

    @Test
    void whoComesNextIsAskedForWithThemForAllBindingsThatWantTheSameAndSoonForgotten() {
        // Given
        SinkBinding binding = binding(Optional.empty(), MAIL.text());
        next.addAll(List.of(person("con", "bob"), person("con", "eve"), person("other", "zed")));
        IngestStub.tells(told("ann", "ann@acme.example"), told("bob", "bob@acme.example"));
        attempt(binding, person("con", "ann"));
        attempt(binding, person("con", "ann"));
        // When
        attempt(binding(Optional.of(MAIL.text()), "{type}"), person("con", "bob"));
        // Then
        assertThat(attempted).extracting(MAIL::textOf).containsExactly("bob@acme.example");
        assertThat(IngestStub.got())
                .singleElement()
                .satisfies(question -> assertThat(question.asked().subjects())
                        .containsExactlyInAnyOrder(new SubjectId("ann"), new SubjectId("bob"), new SubjectId("eve")));
        assertThat(known.size()).isEqualTo(3);
        clock.forward(Duration.ofSeconds(30));
        known.forget();
        assertThat(known.size()).isZero();
    }

    @Test
    void noQuestionIsLargerThanIngestTakes() {
        // Given
        IntStream.range(0, 150).forEach(i -> next.add(person("con", "next" + i)));
        // When
        attempt(binding(Optional.empty(), MAIL.text()), person("con", "ann"));
        // Then
        assertThat(IngestStub.got().get(0).asked().subjects()).hasSize(100).contains(new SubjectId("ann"));
    }

    @Test
    void whatIsTooMuchIsAskedOfTheOnesOfNowAlone() {
        // Given
        next.add(person("con", "bob"));
        IngestStub.answers(503, Map.of("cause", "too_large"));
        IngestStub.tells(told("ann", "ann@acme.example"));
        // When
        AttemptResult result = attempt(binding(Optional.empty(), MAIL.text()), person("con", "ann"));
        // Then
        assertThat(result).isEqualTo(DELIVERED);
        assertThat(IngestStub.got())
                .extracting(question -> question.asked().subjects().size())
                .containsExactly(2, 1);
        next.clear();
        IngestStub.answers(503, Map.of("cause", "too_large"));
        assertAgain(attempt(binding(Optional.empty(), MAIL.text()), person("con", "eve")), "too much");
    }

    @Test
    void aGroupIsNotAskedForADistinctIdAndCannotBeKnownByOne() {
        // When
        AttemptResult result = attempt(binding(Optional.of("{subject.distinct_id}"), "{type}"), group());
        // Then
        assertThat(result).isEqualTo(UntoldPolicy.refused("its subject has no `subject.distinct_id` at its source"));
        assertThat(IngestStub.got()).isEmpty();
        assertThat(attempted).isEmpty();
    }

    @Test
    void whoLacksByWhatItsDestinationKnowsItIsNotSentAnywhereAndAFieldIsLeftOut() {
        // Given
        IngestStub.tells(told("bob", "bob@acme.example"));
        // When
        AttemptResult known = attempt(binding(Optional.of(MAIL.text()), "{type}"), person("con", "ann"));
        AttemptResult told = attempt(binding(Optional.empty(), MAIL.text()), person("con", "ann"));
        // Then
        assertThat(known)
                .isEqualTo(UntoldPolicy.refused("its subject has no `subject.properties.email` at its source"));
        assertThat(told).isEqualTo(DELIVERED);
        assertThat(attempted).extracting(MAIL::of).containsExactly(Optional.empty());
    }

    @Test
    void whatKeepsThemFromBeingKnownEndsTheAttemptAndTheDestinationIsNotCalled() {
        // Given
        SinkBinding binding = binding(Optional.empty(), MAIL.text());
        IngestStub.answers(410, Map.of("cause", "deleted_connection"));
        IngestStub.answers(503, Map.of("cause", "busy"));
        // Then
        assertThat(attempt(binding, person("con", "ann"))).isInstanceOf(AttemptResult.Refused.class);
        assertAgain(attempt(binding, person("con", "ann")), "answered 503");
        assertThat(attempted).isEmpty();
        assertThat(meters.counter("beton.identity.questions", "result", "refused")
                        .count())
                .isEqualTo(1);
        assertThat(meters.counter("beton.identity.questions", "result", "unanswered")
                        .count())
                .isEqualTo(1);
    }

    @Test
    void withoutATokenABindingThatTellsWhoSomebodyIsCannotBe() {
        // Given
        Identifying without = identifying(Optional.empty());
        SinkBinding telling = binding(Optional.of(MAIL.text()), "{type}");
        // Then
        assertThat(without.missing(telling))
                .hasValueSatisfying(missing -> assertThat(missing).contains("set beton.router.identity.token"));
        assertThat(without.missing(binding(Optional.empty(), "{type}"))).isEmpty();
        assertThat(identifying(Optional.of(IngestStub.TOKEN)).missing(telling)).isEmpty();
        assertAgain(attempt(without, telling, person("con", "ann")), "is not set");
    }

    private static void assertAgain(AttemptResult result, String said) {
        assertThat(result).isInstanceOf(AttemptResult.TryAgain.class);
        assertThat(result.said()).contains(said).doesNotContain("acme");
    }

    private AttemptResult attempt(SinkBinding binding, Signal... signals) {
        return attempt(identifying(Optional.of(IngestStub.TOKEN)), binding, signals);
    }

    private AttemptResult attempt(Identifying identifying, SinkBinding binding, Signal... signals) {
        attempted.clear();
        Identified about = identifying.identify(List.of(signals), binding, () -> next);
        if (about instanceof Identified.Unknown unknown) {
            return unknown.result();
        }
        attempted.addAll(((Identified.Known) about).signals());
        return DELIVERED;
    }

    private Identifying identifying(Optional<String> token) {
        return new Identifying(
                new IdentityClient(new ClientSettings(URI.create(url), token, Duration.ofSeconds(30)), clock),
                known,
                meters);
    }
}
