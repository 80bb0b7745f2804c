package io.beton.router.kind;

import io.beton.model.InvalidMember;
import io.beton.router.sink.AddressGuard;
import io.beton.router.sink.FieldMapping;
import io.beton.router.sink.Secret;
import io.beton.router.sink.SinkMembers;

/**
 * Which channel is told.
 *
 * @param url the address of the incoming webhook; who knows it may write to the channel
 */
public record SlackMembers(Secret url) implements SinkMembers {

    public SlackMembers {
        InvalidMember.require(url, "url");
    }

    @Override
    public void check(AddressGuard guard, FieldMapping fields) {
        guard.check(url.reveal(), "url");
    }
}
