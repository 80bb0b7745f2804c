package io.beton.router.kind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.beton.model.InvalidMember;
import io.beton.router.sink.AddressGuard;
import io.beton.router.sink.AttemptResult;
import io.beton.router.sink.FieldMapping;
import io.beton.router.sink.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.NetworkException;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Test;

class KafkaPolicyTest {

    @Test
    void whatOnlyWeCanMendIsFinalAndTheRestIsTriedAgain() {
        for (KafkaException refusal : List.of(
                new SaslAuthenticationException("who?"),
                new TopicAuthorizationException(Set.of("t")),
                new InvalidTopicException("t"),
                new RecordTooLargeException("big"))) {
            assertThat(KafkaPolicy.sort(refusal)).isInstanceOf(AttemptResult.Refused.class);
        }
        assertThat(KafkaPolicy.sort(new InvalidRecordException("no"))).isInstanceOf(AttemptResult.Refused.class);
        for (KafkaException passing : List.of(
                new TimeoutException("slow"),
                new NetworkException("cut"),
                new NotEnoughReplicasException("few"),
                new KafkaException("fenced"))) {
            assertThat(KafkaPolicy.sort(passing)).isInstanceOf(AttemptResult.TryAgain.class);
        }
    }

    @Test
    void aProducerGivesUpWithinOneAttemptAndQuotesItsPassword() {
        // Given
        KafkaMembers members = new KafkaMembers(
                "signals",
                Optional.of("b1.example:9092, b2.example:9092"),
                KafkaMembers.Security.TLS,
                Optional.of(new KafkaMembers.Login("SCRAM-SHA-512", "beton", new Secret("a\"b\\c"))));
        // When
        Map<String, String> settings = KafkaSettings.of(members, Duration.ofSeconds(15));
        // Then
        assertThat(settings)
                .containsEntry("max.block.ms", "5000")
                .containsEntry("delivery.timeout.ms", "10000")
                .containsEntry("security.protocol", "SASL_SSL")
                .containsEntry("sasl.mechanism", "SCRAM-SHA-512")
                .containsEntry(
                        "sasl.jaas.config",
                        "org.apache.kafka.common.security.scram.ScramLoginModule required"
                                + " username=\"beton\" password=\"a\\\"b\\\\c\";");
        assertThat(members.toString()).doesNotContain("a\"b");
    }

    @Test
    void whatCannotBeIsRefusedWithTheMemberAtFault() {
        refused("topic", "not a topic", Optional.empty());
        refused("topic", "beton.signals", Optional.empty());
        refused("bootstrap_servers", "signals", Optional.of("nowhere"));
        refused("bootstrap_servers", "signals", Optional.of("127.0.0.1:9092"));
    }

    private static void refused(String member, String topic, Optional<String> servers) {
        AddressGuard guard = new AddressGuard(LocalSettings.STRICT);
        assertThatThrownBy(() -> new KafkaMembers(topic, servers, KafkaMembers.Security.TLS, Optional.empty())
                        .check(guard, FieldMapping.NONE))
                .isInstanceOfSatisfying(
                        InvalidMember.class,
                        invalid -> assertThat(invalid.member()).isEqualTo(member));
    }
}
