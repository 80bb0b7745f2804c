package io.beton.kit.access;

/** What a token comes to. */
sealed interface Admission permits Caller, Refusal {}
