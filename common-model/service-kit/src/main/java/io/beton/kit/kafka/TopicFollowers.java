package io.beton.kit.kafka;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Starts followers of whole topics and ends them with the service. */
@ApplicationScoped
public class TopicFollowers {
    private final List<TopicFollower> started = new CopyOnWriteArrayList<>();
    private final KafkaClients clients;
    private final DeadLetters deadLetters;

    TopicFollowers(KafkaClients clients, DeadLetters deadLetters) {
        this.clients = clients;
        this.deadLetters = deadLetters;
    }

    /** Follows a topic of one partition from its beginning; {@code apply} runs on the follower's own thread. */
    public TopicFollower follow(String topic, Consumer<ConsumerRecord<String, byte[]>> apply) {
        TopicFollower follower = new TopicFollower(topic, apply, clients.reader(), deadLetters);
        started.add(follower);
        follower.start();
        return follower;
    }

    @PreDestroy
    void close() {
        started.forEach(TopicFollower::close);
    }
}
