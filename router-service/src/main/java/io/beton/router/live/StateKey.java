package io.beton.router.live;

import io.beton.model.id.SubjectId;

/** One subject, for one version of a hypothesis; a subject belongs to one partition for ever. */
record StateKey(VersionPartition home, SubjectId subject) {}
