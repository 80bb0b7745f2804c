package io.beton.bench;

import io.beton.backtest.postings.Posting;
import io.beton.backtest.postings.SealedHistory;
import io.beton.model.backtest.Counts;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The loops of counting, and the plain loop that is their limit. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgsAppend = "-Xmx8g")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class LoopBench {
    private static final int PERSONS = 200_000;

    @Param({"1000000", "10000000"})
    public int events;

    private SealedHistory one;
    private SealedHistory hundred;
    private SealedHistory rolling;

    @Setup
    public void read() {
        Engine engine = new Engine(World.of(PERSONS, events, 1));
        one = engine.read(Asked.anchored(1)).sealed();
        hundred = engine.read(Asked.anchored(100)).sealed();
        rolling = engine.read(List.of(Asked.daily())).sealed();
    }

    @Benchmark
    public List<Counts> oneAnchored() {
        return Engine.score(one);
    }

    @Benchmark
    public long sumOfItsMatches() {
        return sum(one);
    }

    @Benchmark
    public List<Counts> hundredAnchored() {
        return Engine.score(hundred);
    }

    @Benchmark
    public long sumOfTheirMatches() {
        return sum(hundred);
    }

    @Benchmark
    public List<Counts> oneRolling() {
        return Engine.score(rolling);
    }

    static long sum(SealedHistory history) {
        long sum = 0;
        for (int selector = 0; selector < history.numbering().size(); selector++) {
            sum += sum(history.posting(selector));
        }
        return sum;
    }

    private static long sum(Posting posting) {
        long sum = 0;
        for (long match : posting.matches()) {
            sum += match;
        }
        return sum;
    }
}
