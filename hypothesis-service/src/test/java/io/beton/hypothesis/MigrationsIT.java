package io.beton.hypothesis;

import io.beton.kit.store.MigrationsContract;

final class MigrationsIT extends MigrationsContract {
    MigrationsIT() {
        super("hypothesis");
    }
}
