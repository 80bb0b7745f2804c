package io.beton.ingest;

import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Everything that is logged meanwhile. */
final class LogTail implements AutoCloseable {
    private final StringBuffer text = new StringBuffer();
    private final Logger root = Logger.getLogger("");
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord entry) {
            text.append(entry.getMessage());
            if (entry.getParameters() != null) {
                for (Object parameter : entry.getParameters()) {
                    text.append(' ').append(parameter);
                }
            }
            for (Throwable cause = entry.getThrown(); cause != null; cause = cause.getCause()) {
                text.append(' ').append(cause);
            }
            text.append('\n');
        }

        @Override
        public void flush() {
            // nothing is kept back
        }

        @Override
        public void close() {
            // nothing is open
        }
    };

    LogTail() {
        root.addHandler(handler);
    }

    String text() {
        return text.toString();
    }

    @Override
    public void close() {
        root.removeHandler(handler);
    }
}
