package io.beton.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Whether a process that somebody else started has ended. One that ended counts as gone although nobody has asked for its
 * status: where the first process of a container asks for nobody's, it stays listed for ever.
 */
public final class Gone {
    private static final long LOOK_EVERY_MILLIS = 100;

    private Gone() {}

    /** Waits until it has ended, no longer than that; returns whether it has. */
    public static boolean within(ProcessHandle process, Duration longest) {
        CompletableFuture<ProcessHandle> exit = process.onExit();
        long until = System.nanoTime() + longest.toNanos();
        while (!ended(process)) {
            try {
                exit.get(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                if (System.nanoTime() > until) {
                    return false;
                }
            } catch (ExecutionException e) {
                throw new IllegalStateException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return true;
    }

    private static boolean ended(ProcessHandle process) {
        return !process.isAlive() || unasked(process.pid());
    }

    /** Linux says so in the letter after the name, which may itself hold brackets. */
    private static boolean unasked(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", String.valueOf(pid), "stat"));
            return stat.startsWith(") Z", stat.lastIndexOf(')'));
        } catch (IOException e) {
            return false;
        }
    }
}
