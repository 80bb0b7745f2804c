package io.beton.kit.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.beton.kit.kafka.RealKafka;
import io.beton.kit.trace.Cause;
import io.beton.kit.trace.Spans;
import io.beton.kit.trace.Traced;
import io.beton.model.Topics;
import io.beton.servers.Servers;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

final class OutboxRelayIT {
    private static final String TOPIC = Topics.CONNECTIONS.name();

    private final RealKafka kafka = new RealKafka();
    private final PGSimpleDataSource database = new PGSimpleDataSource();
    private final Outbox outbox = new Outbox("kit");
    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final OutboxRelay relay = new OutboxRelay(database, outbox, kafka.publisher(), meters);
    private long before;

    @BeforeEach
    void start() throws SQLException {
        Servers.Database fresh = Servers.freshDatabase();
        database.setUrl(fresh.url());
        database.setUser(fresh.user());
        database.setPassword(fresh.password());
        execute(
                "create schema kit",
                "create table kit.outbox (id bigserial primary key, topic text not null, key text not null,"
                        + " headers text not null, payload bytea)");
        before = kafka.end(TOPIC);
    }

    @AfterEach
    void close() {
        kafka.close();
    }

    @Test
    void carriesEveryRowInOrderWithItsHeadersAndForgetsIt() throws SQLException {
        append(1200);

        assertThat(relay.relay()).isEqualTo(1200);
        assertThat(relay.relay()).isZero();

        List<ConsumerRecord<String, byte[]>> records = kafka.records(TOPIC, before);
        assertThat(records.stream().map(RealKafka::text)).containsExactlyElementsOf(numbers(1200));
        assertThat(records.get(7).headers().lastHeader("number").value())
                .isEqualTo("7".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void whatWaitsAndWhatWentOutIsShown() throws SQLException {
        append(3);
        assertThat(pending()).isNaN();

        relay.look();
        assertThat(pending()).isEqualTo(3);

        relay.relay();
        assertThat(meters.get("beton.outbox.published").counter().count()).isEqualTo(3);
        relay.look();
        assertThat(pending()).isZero();
    }

    @Test
    void whoReadsTheMetricsDoesNotWaitForTheDatabase() throws SQLException {
        append(3);
        relay.look();

        execute("drop table kit.outbox");

        assertThatThrownBy(relay::look).isInstanceOf(SQLException.class);
        assertThat(pending()).isEqualTo(3);
    }

    @Test
    void whatIsTracedSaysOnItsTopicWhatItCameOf() throws SQLException {
        append(1);
        try (Spans spans = new Spans()) {
            // When
            Cause asked = Traced.work("ask").get(() -> {
                Cause present = Cause.present();
                appendOne();
                return present;
            });
            relay.relay();
            // Then
            List<ConsumerRecord<String, byte[]>> records = kafka.records(TOPIC, before);
            assertThat(Cause.of(records.get(1))).isEqualTo(asked);
            assertThat(spans.named("send " + TOPIC).getTraceId())
                    .isEqualTo(spans.named("ask").getTraceId());
            assertThat(Cause.of(records.get(0)).traceparent().orElseThrow())
                    .contains(spans.named("send " + TOPIC).getSpanId());
        }
        append(1);
        relay.relay();
        assertThat(kafka.records(TOPIC, before).get(2).headers().lastHeader(Cause.HEADER))
                .as("the header of what is sent while tracing is off")
                .isNull();
    }

    @Test
    void whatWasRolledBackIsNeverSaid() throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            outbox.append(connection, TOPIC, "key", Map.of(), new byte[] {1});
            connection.rollback();
        }

        assertThat(relay.relay()).isZero();
    }

    @Test
    void anEndBetweenPublishingAndDeletingRepeatsAndNeverLoses() throws SQLException {
        append(3);
        execute(
                "create function kit.refuse() returns trigger language plpgsql as"
                        + " 'begin raise exception ''power cut''; end'",
                "create trigger refuse before delete on kit.outbox execute function kit.refuse()");
        assertThatThrownBy(relay::relay).hasMessageContaining("power cut");
        execute("drop trigger refuse on kit.outbox");

        relay.relay();

        assertThat(kafka.records(TOPIC, before).stream().map(RealKafka::text))
                .containsExactly("0", "1", "2", "0", "1", "2");
    }

    @Test
    void oneRelayAtATime() throws SQLException {
        append(1);
        try (Connection other = database.getConnection()) {
            other.setAutoCommit(false);
            assertThat(outbox.tryLock(other)).isTrue();

            assertThat(relay.relay()).isZero();

            other.rollback();
        }
        assertThat(relay.relay()).isEqualTo(1);
    }

    private void appendOne() {
        try {
            append(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private double pending() {
        return meters.get("beton.outbox.pending").gauge().value();
    }

    private void append(int count) throws SQLException {
        try (Connection connection = database.getConnection()) {
            for (String number : numbers(count)) {
                outbox.append(
                        connection, TOPIC, "key", Map.of("number", number), number.getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    private static List<String> numbers(int count) {
        return IntStream.range(0, count).mapToObj(String::valueOf).toList();
    }

    private void execute(String... statements) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
