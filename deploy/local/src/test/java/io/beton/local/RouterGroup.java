package io.beton.local;

import static io.beton.local.ReadSystem.until;

import io.beton.model.Topics;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.common.GroupState;

/** Which router reads how many partitions of the topic of events, as the broker sees it. */
final class RouterGroup implements AutoCloseable {
    private static final String GROUP = "beton-router";
    /** That match in a router, by default; each is a member of the group. */
    private static final int THREADS = 2;

    private final Admin admin;

    RouterGroup(String bootstrapServers) {
        admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
    }

    /** Until the threads of so many routers share the partitions; returns how many each has that has any. */
    List<Integer> untilShared(int routers) {
        int threads = routers * THREADS;
        int sharing = Math.min(threads, Topics.EVENTS.partitions());
        until(
                CrashSystem.LONGEST,
                () -> shares().size() == threads && sharing(shares()).size() == sharing);
        return sharing(shares());
    }

    private static List<Integer> sharing(List<Integer> shares) {
        return shares.stream().filter(partitions -> partitions > 0).toList();
    }

    private List<Integer> shares() {
        ConsumerGroupDescription group = described();
        return group.groupState() != GroupState.STABLE
                ? List.of()
                : group.members().stream()
                        .map(member -> (int) member.assignment().topicPartitions().stream()
                                .filter(partition -> partition.topic().equals(Topics.EVENTS.name()))
                                .count())
                        .sorted()
                        .toList();
    }

    private ConsumerGroupDescription described() {
        try {
            return admin.describeConsumerGroups(List.of(GROUP))
                    .describedGroups()
                    .get(GROUP)
                    .get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        admin.close();
    }
}
