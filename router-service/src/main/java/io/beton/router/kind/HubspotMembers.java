package io.beton.router.kind;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.beton.model.InvalidMember;
import io.beton.router.sink.AddressGuard;
import io.beton.router.sink.FieldMapping;
import io.beton.router.sink.Secret;
import io.beton.router.sink.SinkMembers;
import io.beton.router.sink.Template;
import java.util.Optional;

/**
 * Which records of a HubSpot account are told.
 *
 * @param token of an app of the account, with the scopes to read and write contacts or companies
 * @param identity the e-mail address or domain of the record
 * @param uniqueProperty a property of companies whose values HubSpot keeps unique, which is to have the domain of those
 *     that we make, so that none is made twice
 * @param note the text of a note on the record, where one is wanted
 * @param baseUrl another address than that of HubSpot's public API
 */
public record HubspotMembers(
        Secret token,
        Type object,
        Template identity,
        Optional<String> uniqueProperty,
        Optional<Template> note,
        String baseUrl)
        implements SinkMembers {
    private static final String PUBLIC_API = "https://api.hubapi.com";

    public HubspotMembers {
        InvalidMember.require(token, "token");
        InvalidMember.require(object, "object");
        identity = identity == null ? Template.SUBJECT : identity;
        uniqueProperty = uniqueProperty == null ? Optional.empty() : uniqueProperty;
        InvalidMember.check(
                uniqueProperty.isEmpty() || object == Type.COMPANY,
                "unique_property",
                "`unique_property` is for companies; contacts are told apart by their e-mail address");
        uniqueProperty.ifPresent(name -> InvalidMember.requireText(name, "unique_property"));
        note = note == null ? Optional.empty() : note;
        baseUrl = baseUrl == null ? PUBLIC_API : baseUrl;
    }

    @Override
    public void check(AddressGuard guard, FieldMapping fields) {
        guard.check(baseUrl, "base_url");
        InvalidMember.check(
                !fields.isEmpty() || note.isPresent(),
                "fields",
                "`fields` must name at least one property, unless there is a `note`: else nothing would be told");
        InvalidMember.check(
                uniqueProperty.filter(fields.fields()::containsKey).isEmpty(),
                "fields",
                "`fields` must not have the `unique_property`; its value is `identity`");
    }

    @Override
    public Optional<Template> knownBy() {
        return Optional.of(identity);
    }

    @Override
    public Optional<Template> remark() {
        return note;
    }

    /** What kind of record. */
    public enum Type {
        @JsonProperty("contact")
        CONTACT("contacts", "contact", "email", Identity.EMAIL, 202),
        @JsonProperty("company")
        COMPANY("companies", "company", "domain", Identity.DOMAIN, 190);

        private final String path;
        private final String singular;
        private final String key;
        private final Identity identity;
        private final int noteAssociation;

        /** @param noteAssociation HubSpot's number for "note to such a record" */
        Type(String path, String singular, String key, Identity identity, int noteAssociation) {
            this.path = path;
            this.singular = singular;
            this.key = key;
            this.identity = identity;
            this.noteAssociation = noteAssociation;
        }

        String path() {
            return path;
        }

        String singular() {
            return singular;
        }

        String key() {
            return key;
        }

        Identity identity() {
            return identity;
        }

        int noteAssociation() {
            return noteAssociation;
        }
    }
}
