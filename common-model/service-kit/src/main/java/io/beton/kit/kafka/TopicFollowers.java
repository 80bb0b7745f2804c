package io.beton.kit.kafka;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
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
    private final MeterRegistry meters;

    public TopicFollowers(KafkaClients clients, DeadLetters deadLetters, MeterRegistry meters) {
        this.clients = clients;
        this.deadLetters = deadLetters;
        this.meters = meters;
    }

    /** Follows a topic of one partition from its beginning; {@code apply} runs on the follower's own thread. */
    public TopicFollower follow(String topic, Consumer<ConsumerRecord<String, byte[]>> apply) {
        return follow(topic, apply, () -> {});
    }

    /** @param lost called on the same thread before a topic that was made anew is read from its beginning */
    public TopicFollower follow(String topic, Consumer<ConsumerRecord<String, byte[]>> apply, Runnable lost) {
        TopicFollower follower = new TopicFollower(topic, apply, clients.reader(), deadLetters, () -> {
            meters.counter("beton.topic.losses", "topic", topic).increment();
            lost.run();
        });
        started.add(follower);
        follower.start();
        return follower;
    }

    public List<TopicFollower> started() {
        return List.copyOf(started);
    }

    /** After the loops, which ask the views to their last step. */
    void end(@Observes @Priority(Interceptor.Priority.LIBRARY_AFTER) ShutdownEvent event) {
        started.forEach(TopicFollower::stop);
        started.forEach(TopicFollower::close);
    }
}
