package io.beton.servers;

import java.util.concurrent.CountDownLatch;

/** A database server as a process of its own. */
public final class PostgresMain {
    private PostgresMain() {}

    public static void main(String[] arguments) throws InterruptedException {
        ServerMain.run(arguments, given -> {
            EmbeddedPostgresServer postgres = EmbeddedPostgresServer.start(given.port(), given.folder());
            CountDownLatch ended = new CountDownLatch(1);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                postgres.close();
                ended.countDown();
            }));
            System.out.println("postgres ready " + postgres.jdbcUrl());
            ended.await();
        });
    }
}
