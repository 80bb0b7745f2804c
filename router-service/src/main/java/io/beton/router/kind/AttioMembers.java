package io.beton.router.kind;

import io.beton.model.InvalidMember;
import io.beton.router.sink.AddressGuard;
import io.beton.router.sink.FieldMapping;
import io.beton.router.sink.Secret;
import io.beton.router.sink.SinkMembers;
import io.beton.router.sink.Template;
import java.util.Optional;

/**
 * Which records of an Attio workspace are told.
 *
 * @param object such as {@code people} or {@code companies}
 * @param matchingAttribute the unique attribute by which the record is found
 * @param identity its value
 * @param list a list that the record shall be on
 * @param note the text of a note on the record
 * @param baseUrl another address than that of Attio's public API
 */
public record AttioMembers(
        Secret token,
        String object,
        String matchingAttribute,
        Template identity,
        Optional<String> list,
        Optional<Template> note,
        String baseUrl)
        implements SinkMembers {
    private static final String PUBLIC_API = "https://api.attio.com";

    public AttioMembers {
        InvalidMember.require(token, "token");
        InvalidMember.requireText(object, "object");
        InvalidMember.requireText(matchingAttribute, "matching_attribute");
        identity = identity == null ? Template.SUBJECT : identity;
        list = list == null ? Optional.empty() : list;
        note = note == null ? Optional.empty() : note;
        baseUrl = baseUrl == null ? PUBLIC_API : baseUrl;
    }

    @Override
    public void check(AddressGuard guard, FieldMapping fields) {
        guard.check(baseUrl, "base_url");
        InvalidMember.check(
                !fields.isEmpty() || list.isPresent() || note.isPresent(),
                "fields",
                "`fields` must name at least one attribute, unless there is a `list` or a `note`: else nothing would be told");
        InvalidMember.check(
                !fields.fields().containsKey(matchingAttribute),
                "fields",
                "`fields` must not have the matching attribute; its value is `identity`");
    }

    @Override
    public Optional<Template> knownBy() {
        return Optional.of(identity);
    }

    @Override
    public Optional<Template> remark() {
        return note;
    }

    Identity form() {
        return switch (matchingAttribute) {
            case "email_addresses" -> Identity.EMAIL;
            case "domains" -> Identity.DOMAIN;
            default -> Identity.ANY;
        };
    }
}
