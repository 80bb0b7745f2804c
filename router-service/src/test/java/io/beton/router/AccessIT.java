package io.beton.router;

import io.beton.kit.access.AccessContract;
import io.beton.kit.access.Guarded;
import io.beton.servers.QuarkusServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

@QuarkusTest
@TestProfile(Guarded.class)
@QuarkusTestResource(QuarkusServers.class)
class AccessIT extends AccessContract {}
