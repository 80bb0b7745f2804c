package io.beton.servers;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** Gives a service under test the real broker and a database of its own. */
public final class QuarkusServers implements QuarkusTestResourceLifecycleManager {

    @Override
    public Map<String, String> start() {
        Servers.Database database = Servers.freshDatabase();
        return Map.of(
                "kafka.bootstrap.servers", Servers.bootstrapServers(),
                "quarkus.datasource.jdbc.url", database.url(),
                "quarkus.datasource.username", database.user(),
                "quarkus.datasource.password", database.password());
    }

    @Override
    public void stop() {
        // servers end with the JVM, so that the next test class finds them running
    }
}
