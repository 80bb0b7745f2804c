package io.beton.router.live;

import io.beton.model.id.SubjectId;

/** Who met a version before its approval, or in a pause, and when. */
record Member(VersionKey version, SubjectId subject, long firedAt) {}
