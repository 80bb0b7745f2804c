package io.beton.local;

import static io.beton.local.ReadSystem.until;

import io.beton.model.Topics;
import java.util.List;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.common.GroupState;

/** Which router reads how many partitions of the topic of events, as the broker sees it. */
final class RouterGroup implements AutoCloseable {
    private final Groups groups;

    RouterGroup(String bootstrapServers) {
        groups = new Groups(bootstrapServers);
    }

    /** Until the threads of so many routers share the partitions; returns how many each has that has any. */
    List<Integer> untilShared(int routers) {
        int threads = routers * Groups.THREADS;
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
        ConsumerGroupDescription group = groups.described(Groups.MATCHING);
        return group.groupState() != GroupState.STABLE
                ? List.of()
                : group.members().stream()
                        .map(member -> (int) member.assignment().topicPartitions().stream()
                                .filter(partition -> partition.topic().equals(Topics.EVENTS.name()))
                                .count())
                        .sorted()
                        .toList();
    }

    @Override
    public void close() {
        groups.close();
    }
}
