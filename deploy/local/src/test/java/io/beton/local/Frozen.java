package io.beton.local;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** A process that has been stopped where it stood. */
final class Frozen {
    private final Child child;

    Frozen(Child child) {
        this.child = child;
        signal("-STOP");
    }

    /** Lets it go on. */
    void thaw() {
        signal("-CONT");
    }

    private void signal(String signal) {
        String program = Launched.program("kill").toString();
        try {
            Process kill = new ProcessBuilder(program, signal, String.valueOf(child.pid())).start();
            if (!kill.waitFor(10, TimeUnit.SECONDS) || kill.exitValue() != 0) {
                throw new IllegalStateException("kill " + signal + " " + child.name() + " failed");
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
