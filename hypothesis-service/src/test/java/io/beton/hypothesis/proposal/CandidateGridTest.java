package io.beton.hypothesis.proposal;

import static org.assertj.core.api.Assertions.assertThat;

import io.beton.hypothesis.taxonomy.CustomEvents;
import io.beton.model.connection.Taxonomy;
import io.beton.model.hypothesis.Claim;
import io.beton.model.hypothesis.Outcome;
import io.beton.model.hypothesis.Selector;
import io.beton.model.id.ConnectionId;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CandidateGridTest {
    private static final Outcome SUBSCRIBED = Outcome.of(Selector.of("subscribed"), 30);

    @Test
    void everyEventIsTriedWithEveryCountAndEveryTime() {
        // When
        List<Claim> claims = CandidateGrid.of(used(events("signed_up", "invite_sent", "subscribed")), SUBSCRIBED, 20);

        // Then
        assertThat(claims)
                .extracting(ClaimSentence::of)
                .hasSize(16)
                .doesNotHaveDuplicates()
                .startsWith(
                        "Users who do `invite_sent` at least once within 1 day of `signed_up`",
                        "Users who do `invite_sent` at least 2 times within 1 day of `signed_up`")
                .endsWith("Users who do `invite_sent` at least 5 times within 14 days of `signed_up`");
        assertThat(claims).extracting(Claim::outcome).containsOnly(SUBSCRIBED);
    }

    @Test
    void onlyTheMostFrequentEventsOfTheCompanyAreTried() {
        // Given
        Stream<Taxonomy.EventType> many =
                IntStream.range(0, 30).mapToObj(place -> event("event_" + place, 1000 - place));
        Stream<Taxonomy.EventType> others = Stream.of(
                event("$pageview", 9000),
                event("$feature_flag_called", 9000),
                event("subscribed", 8000),
                event("signed_up", 7000),
                event("never_used", 0));

        // When
        List<Claim> claims = CandidateGrid.of(used(Stream.concat(others, many).toList()), SUBSCRIBED, 20);

        // Then
        assertThat(claims).hasSize(320);
        assertThat(claims.stream()
                        .flatMap(claim -> claim.condition().selectors())
                        .map(Selector::event)
                        .distinct())
                .containsExactlyElementsOf(IntStream.range(0, 20)
                        .mapToObj(place -> "event_" + place)
                        .toList());
    }

    @Test
    void withoutASignUpSubjectsAreWatchedFromTheirFirstSight() {
        assertThat(CandidateGrid.of(used(events("opened_file")), SUBSCRIBED, 20))
                .allMatch(Claim::anchoredAtFirstSeen);
    }

    @Test
    void theOutcomeIsNoAnchorAndNoCondition() {
        // Given
        Outcome signUp = Outcome.of(Selector.of("signed_up"), 30);

        // When
        List<Claim> claims = CandidateGrid.of(used(events("signed_up", "invite_sent")), signUp, 20);

        // Then
        assertThat(claims).hasSize(16).allMatch(Claim::anchoredAtFirstSeen);
    }

    private static List<Taxonomy.EventType> used(List<Taxonomy.EventType> events) {
        return CustomEvents.of(
                new Taxonomy(new ConnectionId("con_1"), Instant.EPOCH, events, List.of(), List.of(), List.of()));
    }

    private static List<Taxonomy.EventType> events(String... names) {
        return Stream.of(names).map(name -> event(name, 100)).toList();
    }

    private static Taxonomy.EventType event(String name, long volume) {
        return new Taxonomy.EventType(name, volume, 10);
    }
}
