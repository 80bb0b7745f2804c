package io.beton.servers;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;

/** Loses a topic with all that is on it, and makes it anew as an operator would. */
public final class TopicLoss {
    private TopicLoss() {}

    public static void of(String bootstrapServers, String topic) {
        drop(bootstrapServers, topic);
        TopicSetup.create(bootstrapServers);
    }

    /** Returns once it is gone for everybody. */
    public static void drop(String bootstrapServers, String topic) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            admin.deleteTopics(List.of(topic)).all().get();
            while (admin.listTopics().names().get().contains(topic)) {
                // the controller has dropped it, the broker hears of it in a moment
                Thread.onSpinWait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("[topics] interrupted", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("[topics] " + topic + " could not be dropped: " + e.getCause(), e);
        }
    }
}
