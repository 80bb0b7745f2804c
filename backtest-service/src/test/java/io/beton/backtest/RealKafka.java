package io.beton.backtest;

import io.beton.servers.Servers;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** Gives the service under test the real broker, and no database, for it has none. */
public final class RealKafka implements QuarkusTestResourceLifecycleManager {

    @Override
    public Map<String, String> start() {
        return Map.of("kafka.bootstrap.servers", Servers.bootstrapServers());
    }

    @Override
    public void stop() {
        // the broker ends with the JVM, so that the next test class finds it running
    }
}
