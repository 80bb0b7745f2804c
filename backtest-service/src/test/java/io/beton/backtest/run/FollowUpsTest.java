package io.beton.backtest.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.beton.backtest.Histories;
import io.beton.backtest.WorkedExample;
import io.beton.kit.trace.Cause;
import io.beton.model.backtest.HistoryRequest;
import io.beton.model.backtest.Purpose;
import io.beton.model.id.RequestId;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** A place on the topic of requests is worth nothing once that topic is another one. */
class FollowUpsTest {
    private static final HistoryRequest ASKED = Histories.request(
                    "req_1", Purpose.EXPLORE, Histories.candidate("hyp_1", WorkedExample.claim(), true))
            .onHistoryOf(new RequestId("req_0"));

    private final Topic topic = new Topic();

    @Test
    void theNoteOfATopicThatWasMadeAnewIsForgotten() {
        // Given
        FollowUps followUps = new FollowUps("asked:12000 rest", topic);
        topic.end = 2;
        // When
        List<FollowUps.FollowUp> due = followUps.due();
        followUps.settle(due.get(0));
        // Then
        assertThat(due).extracting(FollowUps.FollowUp::offset).containsExactly(0L, 1L);
        assertThat(followUps.due()).extracting(FollowUps.FollowUp::offset).containsExactly(1L);
        assertThat(followUps.note("rest")).isEqualTo("asked:1 rest");
    }

    @Test
    void whatWasSettledOnATopicThatIsLostIsSettledOnNoOther() {
        // Given
        topic.end = 3;
        FollowUps followUps = new FollowUps("", topic);
        List<FollowUps.FollowUp> due = followUps.due();
        followUps.settle(due.get(0));
        followUps.settle(due.get(2));
        topic.end = 0;
        assertThat(followUps.due()).isEmpty();
        // When
        topic.end = 3;
        // Then
        assertThat(followUps.due()).hasSize(3);
    }

    @Test
    void nothingIsSettledAgainWhereTheTopicIsAsItWas() {
        // Given
        topic.end = 2;
        // When
        FollowUps next = new FollowUps("asked:2", topic);
        // Then
        assertThat(next.due()).isEmpty();
        assertThat(next.note("")).isEqualTo("asked:2");
    }

    /** Ends where it is told to. */
    private static final class Topic implements Surroundings.Requests {
        private long end;

        @Override
        public HistoryRequest require(RequestId request) {
            return ASKED;
        }

        @Override
        public List<FollowUps.FollowUp> followUps(long from) {
            return LongStream.range(from, Math.max(from, end))
                    .mapToObj(offset -> new FollowUps.FollowUp(offset, ASKED, Cause.NONE))
                    .toList();
        }

        @Override
        public boolean endsBefore(long place) {
            return place > end;
        }
    }
}
