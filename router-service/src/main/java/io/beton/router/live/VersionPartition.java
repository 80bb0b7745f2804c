package io.beton.router.live;

/** The subjects of one partition, for one version of a hypothesis. */
record VersionPartition(VersionKey version, int partition) {}
