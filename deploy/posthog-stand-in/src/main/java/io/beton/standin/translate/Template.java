package io.beton.standin.translate;

/**
 * A function that is a text with its arguments filled in.
 *
 * <p>The signature has one letter an argument: T text, N number, A anything, L list; what follows a "?" may be left out.
 * The result is NULL where an argument is.
 */
record Template(String signature, Type result, String text) implements Function {
    @Override
    public Sql apply(Arguments arguments) {
        String letters = signature.replace("?", "");
        int least = signature.contains("?") ? signature.indexOf('?') : letters.length();
        arguments.expect(least, letters.length());
        String filled = text;
        for (int i = arguments.count() - 1; i >= 0; i--) {
            String argument =
                    switch (letters.charAt(i)) {
                        case 'T' -> arguments.text(i);
                        case 'N' -> arguments.number(i);
                        case 'L' -> arguments.list(i).text();
                        default -> arguments.sql(i).text();
                    };
            filled = filled.replace("$" + (i + 1), argument);
        }
        return arguments.result(filled, result.nullable(result.nullable() || arguments.nullable()));
    }
}
