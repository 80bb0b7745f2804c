package io.beton.model;

/** A value that breaks the contract, with the JSON member at fault; its message says what to do instead. */
public final class InvalidMember extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final String member;

    public InvalidMember(String member, String reason) {
        super(reason);
        this.member = member;
    }

    /** The member as a path relative to where the value stood, such as {@code at_least}; empty for the value itself. */
    public String member() {
        return member;
    }

    /** Fails with the member's name unless the text has something in it. */
    public static String requireText(String value, String member) {
        if (value == null || value.isBlank()) {
            throw new InvalidMember(member, "`" + member + "` is missing or empty; give it a text");
        }
        return value;
    }

    public static <T> T require(T value, String member) {
        if (value == null) {
            throw new InvalidMember(member, "`" + member + "` is missing");
        }
        return value;
    }

    public static void check(boolean holds, String member, String reason) {
        if (!holds) {
            throw new InvalidMember(member, reason);
        }
    }
}
