package io.beton.kit.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.beton.servers.Servers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

/** Instances of a service that start at once on an empty database bring it up to date together, each step once. */
public abstract class MigrationsContract {
    private static final int INSTANCES = 3;

    private final String schema;

    protected MigrationsContract(String schema) {
        this.schema = schema;
    }

    @Test
    void instancesThatStartAtOnceMigrateOnce() throws InterruptedException, ExecutionException {
        // Given
        Servers.Database database = Servers.freshDatabase();
        CyclicBarrier atOnce = new CyclicBarrier(INSTANCES);
        ExecutorService instances = Executors.newFixedThreadPool(INSTANCES);

        // When
        List<Future<Integer>> starts = new ArrayList<>();
        for (int instance = 0; instance < INSTANCES; instance++) {
            starts.add(instances.submit(() -> {
                Flyway flyway = flyway(database);
                atOnce.await();
                return flyway.migrate().migrationsExecuted;
            }));
        }
        int done = 0;
        for (Future<Integer> start : starts) {
            done += start.get();
        }
        instances.shutdown();

        // Then
        Flyway after = flyway(database);
        assertThat(after.validateWithResult().validationSuccessful).isTrue();
        assertThat(after.info().pending()).isEmpty();
        assertThat(done).isPositive().isEqualTo((int) Arrays.stream(after.info().applied())
                .filter(step -> step.getVersion() != null)
                .count());
    }

    /** As {@code quarkus.flyway} of the service has it. */
    private Flyway flyway(Servers.Database database) {
        return Flyway.configure()
                .dataSource(database.url(), database.user(), database.password())
                .schemas(schema)
                .createSchemas(true)
                .locations("db/" + schema)
                .load();
    }
}
