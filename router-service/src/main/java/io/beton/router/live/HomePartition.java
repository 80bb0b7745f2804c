package io.beton.router.live;

/** The subjects of one partition, for all hypotheses that are matched together. */
record HomePartition(Home home, int partition) {}
