package io.beton.ingest.hogql;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.beton.model.backtest.Counts;
import io.beton.model.connection.Taxonomy;
import io.beton.model.hogql.ClaimQuery;
import io.beton.model.hogql.SubjectColumn;
import io.beton.model.hypothesis.Claim;
import io.beton.model.hypothesis.Condition;
import io.beton.model.hypothesis.Design;
import io.beton.model.hypothesis.Outcome;
import io.beton.model.hypothesis.PropertyFilter;
import io.beton.model.hypothesis.Selector;
import io.beton.model.hypothesis.Subject;
import io.beton.model.match.Fate;
import io.beton.model.match.Generated;
import io.beton.model.match.PlainHistory;
import io.beton.model.match.PlainHistory.PlainEvent;
import io.beton.model.match.Specification;
import io.beton.model.match.Times;
import io.beton.standin.PostHogStandIn;
import io.beton.standin.StandInConfig;
import io.beton.standin.events.CapturedEvent;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** What a claim's query answers over random histories is what the specification says of each subject. */
class ClaimQueryAgreementTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<Taxonomy.GroupType> GROUP_TYPES =
            List.of(new Taxonomy.GroupType("club", 0), new Taxonomy.GroupType("team", 1));
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @Property(tries = 12, edgeCases = EdgeCasesMode.NONE)
    void theQueryAnswersWhatTheSpecificationSays(
            @ForAll("claims") List<Claim> claims, @ForAll("histories") List<PlainHistory> histories) throws Exception {
        // Given
        try (PostHogStandIn standIn =
                PostHogStandIn.start(StandInConfig.defaults().withProject(1, "Acme", "Asia/Kathmandu"))) {
            List<CapturedEvent> captured = new ArrayList<>();
            for (int subject = 0; subject < histories.size(); subject++) {
                capture("p" + subject, histories.get(subject), subject, captured);
            }
            standIn.load(captured.iterator());

            // Then
            for (Claim claim : claims) {
                assertAgreement(standIn, claim, histories);
                assertAgreement(standIn, ofGroups(claim), histories);
            }
        }
    }

    private static void assertAgreement(PostHogStandIn standIn, Claim claim, List<PlainHistory> histories)
            throws Exception {
        String query =
                ClaimQuery.of(claim, SubjectColumn.of(claim.subject(), GROUP_TYPES), Generated.START, Generated.AS_OF);
        assertThat(asked(standIn, query)).as(() -> claim + "\n" + query).isEqualTo(byTheBook(claim, histories));
    }

    private static Claim ofGroups(Claim claim) {
        return new Claim(Subject.group("team"), claim.condition(), claim.design(), claim.outcome());
    }

    @Test
    void hostileNamesAreNothingButNames() throws Exception {
        String hostile = "it's \\ {v0} `tick` \"quoted\"\n') OR 1=1 --";
        Selector selector = new Selector(
                hostile,
                List.of(new PropertyFilter(
                        PropertyFilter.Scope.EVENT,
                        Optional.empty(),
                        "k`i\\nd {v1}'",
                        PropertyFilter.Operator.EQ,
                        Optional.of(hostile))));
        long day = Generated.START + Times.DAY;
        PlainHistory history = new PlainHistory(
                List.of(
                        new PlainEvent(new UUID(3, 1), hostile, day, day, Map.of("k`i\\nd {v1}'", hostile)),
                        new PlainEvent(new UUID(3, 2), "paid", day + 2 * Times.DAY, day, Map.of())),
                OptionalLong.empty());
        Claim claim = new Claim(
                Subject.PERSON,
                new Condition.Count(selector, 1),
                new Design.Anchored(Optional.of(selector), 1),
                Outcome.of(Selector.of("paid"), 5));
        try (PostHogStandIn standIn = PostHogStandIn.start(StandInConfig.defaults())) {
            List<CapturedEvent> captured = new ArrayList<>();
            capture("somebody", history, 0, captured);
            standIn.load(captured.iterator());
            assertThat(asked(standIn, ClaimQuery.of(claim, SubjectColumn.PERSON, Generated.START, Generated.AS_OF)))
                    .isEqualTo(new Counts(1, 0, 0, 0));
        }
    }

    /**
     * A person is made by its first event, of a kind that counts for nothing; one of unknown make long before. Each is
     * a team of its own, made with it; a team that is never told of is of unknown make.
     */
    private static void capture(String person, PlainHistory history, int number, List<CapturedEvent> captured) {
        long made = history.created().orElse(Generated.START - 100 * Times.DAY);
        captured.add(captured(person, new PlainEvent(new UUID(1, number), "$identify", made, made, Map.of()), number));
        if (history.created().isPresent()) {
            PlainEvent told = new PlainEvent(new UUID(2, number), "$groupidentify", made, made, Map.of());
            CapturedEvent group = captured(person, told, number);
            group.properties()
                    .put("$group_type", "team")
                    .put("$group_key", team(number))
                    .putObject("$group_set");
            captured.add(group);
        }
        history.events().forEach(event -> captured.add(captured(person, event, number)));
    }

    /** No event is of two persons. */
    private static CapturedEvent captured(String person, PlainEvent event, int number) {
        ObjectNode properties = JsonNodeFactory.instance.objectNode();
        event.properties().forEach(properties::put);
        properties.putObject("$groups").put("club", "one for all").put("team", team(number));
        return new CapturedEvent(
                new UUID(
                        event.uuid().getMostSignificantBits(),
                        event.uuid().getLeastSignificantBits() + 1_000L * number),
                event.name(),
                person,
                Times.instant(event.time()),
                Times.instant(event.createdAt()),
                properties);
    }

    /** A key that has to be escaped wherever it is written. */
    private static String team(int number) {
        return "it's team " + number;
    }

    private static Counts byTheBook(Claim claim, List<PlainHistory> histories) {
        long[] fates = new long[Fate.values().length];
        for (int subject = 0; subject < histories.size(); subject++) {
            new Specification(claim, "p" + subject, histories.get(subject), Generated.START, Generated.AS_OF)
                    .asked()
                    .forEach(asked -> fates[asked.fate().ordinal()]++);
        }
        return new Counts(
                fates[Fate.TRUE_POSITIVE.ordinal()],
                fates[Fate.FALSE_POSITIVE.ordinal()],
                fates[Fate.FALSE_NEGATIVE.ordinal()],
                fates[Fate.TRUE_NEGATIVE.ordinal()]);
    }

    private static Counts asked(PostHogStandIn standIn, String hogQl) throws IOException, InterruptedException {
        ObjectNode body = JSON.createObjectNode();
        body.putObject("query").put("kind", "HogQLQuery").put("query", hogQl);
        HttpResponse<String> answer = HTTP.send(
                HttpRequest.newBuilder(URI.create(standIn.url() + "/api/projects/1/query/"))
                        .header("Authorization", "Bearer phx_stand_in")
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(() -> answer.body() + "\n" + hogQl).isEqualTo(200);
        JsonNode row = JSON.readTree(answer.body()).path("results").path(0);
        return new Counts(
                row.get(0).asLong(),
                row.get(1).asLong(),
                row.get(2).asLong(),
                row.get(3).asLong());
    }

    @Provide
    Arbitrary<List<Claim>> claims() {
        return Generated.claims().list().ofSize(30);
    }

    @Provide
    Arbitrary<List<PlainHistory>> histories() {
        return Generated.histories().list().ofSize(40);
    }
}
