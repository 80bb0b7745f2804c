package io.beton.bench;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/** Measures what work takes. */
public final class Seconds {
    private Seconds() {}

    /** Work that is measured. */
    public interface Work {
        void run() throws Exception;
    }

    public static double of(Work work) {
        long start = System.nanoTime();
        try {
            work.run();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("[bench] " + e.getMessage(), e);
        }
        return (System.nanoTime() - start) / 1e9;
    }

    public static void pause(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("[bench] interrupted", e);
        }
    }

    /** The middle one of some runs, after others that only warm up. */
    static double median(int warmUps, int runs, Work work) {
        for (int i = 0; i < warmUps; i++) {
            of(work);
        }
        double[] seconds = new double[runs];
        for (int i = 0; i < runs; i++) {
            seconds[i] = of(work);
        }
        Arrays.sort(seconds);
        return seconds[runs / 2];
    }
}
