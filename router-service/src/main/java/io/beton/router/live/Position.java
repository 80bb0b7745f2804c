package io.beton.router.live;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/**
 * What a reader holds of the tables while its partitions are its own.
 *
 * @param offsets the next offset of each partition
 * @param warm whose history is whole, with since when it leaves nothing out
 * @param arrived up to when everything that came to the source has been taken in
 * @param unasked where subjects may be due whom nobody has asked since, in the order in which they are to be asked
 */
record Position(
        Map<TopicPartition, Long> offsets,
        Map<VersionPartition, Long> warm,
        Map<HomePartition, Long> arrived,
        Set<HomePartition> unasked) {
    static final Position NOWHERE = new Position(Map.of(), Map.of(), Map.of(), Set.of());

    /** Nobody knows who was asked before it was loaded. */
    static Position loaded(
            Map<TopicPartition, Long> offsets, Map<VersionPartition, Long> warm, Map<HomePartition, Long> arrived) {
        Set<HomePartition> owned = new LinkedHashSet<>(arrived.keySet());
        owned.removeIf(
                home -> offsets.keySet().stream().noneMatch(partition -> partition.partition() == home.partition()));
        return new Position(offsets, warm, arrived, owned);
    }

    Position after(Gathered gathered) {
        Map<TopicPartition, Long> next = new HashMap<>(offsets);
        next.putAll(gathered.next());
        Map<VersionPartition, Long> whole = warm;
        if (!gathered.warmed().isEmpty()) {
            whole = new HashMap<>(warm);
            for (Map.Entry<VersionPartition, Long> warmed : gathered.warmed().entrySet()) {
                whole.merge(warmed.getKey(), warmed.getValue(), Math::max);
            }
        }
        if (gathered.arrived().isEmpty()) {
            return new Position(next, whole, arrived, unasked);
        }
        Map<HomePartition, Long> further = new HashMap<>(arrived);
        gathered.arrived().forEach((home, until) -> further.merge(home, until, Math::max));
        Set<HomePartition> toAsk = new LinkedHashSet<>(unasked);
        toAsk.addAll(gathered.arrived().keySet());
        return new Position(next, whole, further, toAsk);
    }

    /** Where both topics stand on partitions; whoever changes rows of those moves from there. */
    Map<TopicPartition, Long> standing(Set<Integer> partitions) {
        return offsets.entrySet().stream()
                .filter(offset -> partitions.contains(offset.getKey().partition()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Whether the history since the approval, or the resuming after a pause, is whole. */
    boolean isWarm(LiveHypothesis hypothesis, int partition) {
        return hypothesis.isWarm(warm, partition);
    }

    /** @param again whether not all of it were asked, so that it is asked again after the others */
    Position asked(HomePartition home, boolean again) {
        Set<HomePartition> toAsk = new LinkedHashSet<>(unasked);
        toAsk.remove(home);
        if (again) {
            toAsk.add(home);
        }
        return new Position(offsets, warm, arrived, toAsk);
    }
}
