package io.beton.servers;

/** What the server programs have in common: why one cannot run is one line, and status 1. */
final class ServerMain {
    private ServerMain() {}

    /** Starts a server and waits for its end. */
    interface Run {
        void with(Arguments given) throws InterruptedException;
    }

    static void run(String[] arguments, Run run) throws InterruptedException {
        try {
            run.with(Arguments.parse(arguments));
        } catch (IllegalStateException | IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }
}
