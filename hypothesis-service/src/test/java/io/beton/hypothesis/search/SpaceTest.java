package io.beton.hypothesis.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.beton.model.connection.Taxonomy;
import io.beton.model.hypothesis.Claim;
import io.beton.model.hypothesis.Condition;
import io.beton.model.hypothesis.Design;
import io.beton.model.hypothesis.GoalKind;
import io.beton.model.hypothesis.Outcome;
import io.beton.model.hypothesis.Predicted;
import io.beton.model.hypothesis.PropertyFilter;
import io.beton.model.hypothesis.Selector;
import io.beton.model.hypothesis.Subject;
import io.beton.model.id.ConnectionId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SpaceTest {
    private static final Subject ORGANIZATION = Subject.group("organization");
    private static final Outcome SUBSCRIBED = Outcome.of(Selector.of("subscribed"), 30);
    private static final Taxonomy TAXONOMY = new Taxonomy(
            new ConnectionId("con_1"),
            Instant.EPOCH,
            List.of(
                    used("$pageview", 9000),
                    used("$autocapture", 8000),
                    used("report_shared", 500),
                    used("invite_sent", 700),
                    used("signed_up", 600),
                    used("subscribed", 100),
                    new Taxonomy.EventType("seen_by_nobody", 0, 0)),
            List.of(
                    new Taxonomy.Property("role", "String", List.of("member", "admin")),
                    new Taxonomy.Property("$lib", "String", List.of("web")),
                    new Taxonomy.Property("title", "String")),
            List.of(new Taxonomy.Property("country", "String", List.of("NL"))),
            List.of(new Taxonomy.GroupType(
                    "organization",
                    0,
                    List.of(
                            new Taxonomy.Property("industry", "String", List.of("banking")),
                            new Taxonomy.Property("plan", "String", List.of("paid"))))));

    @Test
    void onlyEventsOfTheCompanyAreTriedAndNeitherTheOutcomeNorTheSignUp() {
        // When
        Space space = space(GoalKind.CONVERSION, SUBSCRIBED, Subject.PERSON, 90, true);

        // Then
        assertThat(space.anchor()).contains(Selector.of("signed_up"));
        assertThat(space.events()).containsExactly(Selector.of("invite_sent"), Selector.of("report_shared"));
        assertThat(space.filtered())
                .extracting(selector ->
                        selector.event() + " " + selector.where().get(0).value().get())
                .containsExactly(
                        "invite_sent member", "report_shared member", "invite_sent admin", "report_shared admin");
        assertThat(space.traits())
                .extracting(selector ->
                        selector.event() + " " + selector.where().get(0).property())
                .containsExactly("signed_up country");
    }

    @Test
    void valuesThatAConnectionDoesNotAllowAreNotUsed() {
        Space space = space(GoalKind.CONVERSION, SUBSCRIBED, Subject.PERSON, 90, false);

        assertThat(space.filtered()).isEmpty();
        assertThat(space.traits()).isEmpty();
    }

    @Test
    void propertiesOfGroupsAreUsedOnlyWhereTheyAreKnownToBeStable() {
        Space space = Space.of(
                new Space.Wanted(GoalKind.CONVERSION, SUBSCRIBED, Subject.PERSON, 90),
                TAXONOMY,
                true,
                List.of(StableProperty.of("organization.industry")),
                SearchLimits.DEFAULT);

        assertThat(space.traits())
                .flatExtracting(Selector::where)
                .extracting(PropertyFilter::property)
                .containsExactly("country", "industry");
    }

    @Test
    void firstTimesAreAskedForAfterTheSignUpAndWhatRecursEveryWeek() {
        Outcome churn = new Outcome(new Predicted.Churn(), 30, false);
        Outcome again = new Outcome(SUBSCRIBED.predicted(), 30, true);
        List<Design> rolling = List.of(new Design.Rolling(7, 14), new Design.Rolling(7, 28));

        assertThat(space(GoalKind.CONVERSION, SUBSCRIBED, Subject.PERSON, 90, true)
                        .designs())
                .contains(new Design.Anchored(Optional.of(Selector.of("signed_up")), 14))
                .contains(new Design.FirstSession(Optional.of(Selector.of("signed_up"))))
                .hasSize(5);
        assertThat(space(GoalKind.CONVERSION, SUBSCRIBED, Subject.PERSON, 40, true)
                        .designs())
                .hasSize(4);
        assertThat(space(GoalKind.CONVERSION, again, Subject.PERSON, 90, true).designs())
                .isEqualTo(rolling);
        assertThat(space(GoalKind.EXPANSION, SUBSCRIBED, Subject.PERSON, 90, true)
                        .designs())
                .isEqualTo(rolling);
        assertThat(space(GoalKind.CHURN, churn, Subject.PERSON, 90, true).designs())
                .isEqualTo(rolling);
    }

    @Test
    void groupsAreAskedForWhatGroupsDoSinceTheyWereFirstSeen() {
        Space space = space(GoalKind.CONVERSION, SUBSCRIBED, ORGANIZATION, 90, true);

        assertThat(space.anchor()).isEmpty();
        assertThat(space.events()).containsExactly(Selector.of("invite_sent"), Selector.of("signed_up"));
    }

    @Test
    void theFirstLevelNamesEverySelectorAndTriesWhatRefinesNothing() {
        // When
        Level level = Search.first(
                space(GoalKind.CHURN, new Outcome(new Predicted.Churn(), 30, false), Subject.PERSON, 90, true),
                List.of(),
                SearchLimits.DEFAULT);

        // Then
        assertThat(level.probes()).isEmpty();
        assertThat(level.ideas())
                .extracting(idea -> idea.claim().condition().getClass().getSimpleName())
                .contains("Count", "AtMost", "Trend");
        assertThat(level.ideas()).allMatch(idea -> idea.parents().isEmpty()).hasSize(2 * (3 * (2 + 4) + 3 * 2 + 1));
    }

    @Test
    void suggestionsAreTriedWithAllOthersAndLimitsHold() {
        // Given
        Space space = space(GoalKind.CONVERSION, SUBSCRIBED, Subject.PERSON, 90, true);
        Claim suggested = new Claim(
                Subject.PERSON,
                new Condition.Count(Selector.of("invite_sent"), 7),
                space.designs().get(0),
                SUBSCRIBED);

        // When
        Level level = Search.first(space, List.of(suggested), new SearchLimits(20, 20, 10, 5, 3, 10, 0.8));

        // Then
        assertThat(level.ideas()).hasSize(10);
        assertThat(level.ideas().get(0).claim()).isEqualTo(suggested);
        assertThat(level.left()).isEqualTo(1 + 5 * 2 * 2 + 4 * 5 - 10);
        assertThat(level.probes()).hasSize(2 * 4);
    }

    private static Space space(GoalKind kind, Outcome outcome, Subject subject, int window, boolean values) {
        return Space.of(
                new Space.Wanted(kind, outcome, subject, window), TAXONOMY, values, List.of(), SearchLimits.DEFAULT);
    }

    private static Taxonomy.EventType used(String name, long times) {
        Map<String, Long> groups = name.equals("report_shared") ? Map.of() : Map.of("organization", 10L);
        return new Taxonomy.EventType(name, times, times / 2, groups);
    }
}
