package io.beton.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Persons that fired become contacts of a CRM by the one property that the operator allows. */
abstract class IdentityContract extends MonitoringContract {

    @Test
    @Order(10)
    void whoSomebodyIsComesToWhomTheOperatorNamed() throws IOException {
        try (Crm crm = new Crm()) {
            // Given
            Answers.Answer sink = answers.send("POST", "router", "/api/v1/sinks", crm.contacts());
            assertThat(sink.status()).isEqualTo(201);
            Set<String> told = new TreeSet<>(expected());

            // When
            happens(newcomers("known", 20));

            // Then each contact has the address that its person has in PostHog
            Set<String> newly = new TreeSet<>(expected());
            newly.removeAll(told);
            assertThat(newly).hasSizeGreaterThan(10);
            await().atMost(LONGEST).until(() -> crm.got().size() >= newly.size());
            Map<String, String> persons = product.persons();
            assertThat(crm.got()).hasSize(newly.size()).allSatisfy(contact -> {
                String who = persons.get(contact.at("/properties/beton_subject").asText());
                assertThat(events.stream()
                                .filter(event -> event.who().equals(who))
                                .map(event -> Planted.mail(event.uuid())))
                        .contains(contact.path("id").asText());
            });
            String own = "/api/v1/sinks/" + sink.body().path("sink_id").asText();
            assertThat(answers.send("POST", "router", own + "/preview", Map.of())
                            .body()
                            .at("/requests/0/body/inputs/0/id")
                            .asText())
                    .isEqualTo("{subject.properties.email}");
            assertThat(answers.send("DELETE", "router", own, "").status()).isEqualTo(204);
        }
    }
}
