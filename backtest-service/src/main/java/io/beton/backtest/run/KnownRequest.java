package io.beton.backtest.run;

import io.beton.kit.trace.Cause;
import io.beton.model.Json;
import io.beton.model.backtest.HistoryRequest;
import io.beton.model.id.RequestId;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.SoftReference;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * A request as it is kept: a search has thousands of candidates that look alike, so that packed they take some twenty
 * bytes each, and in memory only as long as there is room.
 */
final class KnownRequest {
    private static final long NOWHERE = -1;

    private final RequestId id;
    private final long offset;
    private final Cause cause;
    private final boolean readsSource;
    private final byte[] packed;
    private SoftReference<HistoryRequest> read;

    /** @param offset of it on the topic of requests */
    KnownRequest(byte[] json, long offset, Cause cause) {
        HistoryRequest request = Json.read(json, HistoryRequest.class);
        this.id = request.requestId();
        this.offset = offset;
        this.cause = cause;
        this.readsSource = request.readsSource();
        this.packed = packed(json);
        this.read = new SoftReference<>(request);
    }

    private KnownRequest(KnownRequest placed) {
        this.id = placed.id;
        this.offset = NOWHERE;
        this.cause = placed.cause;
        this.readsSource = placed.readsSource;
        this.packed = placed.packed;
        this.read = new SoftReference<>(null);
    }

    /** The same, of a topic that is lost: nothing that follows on it comes after it. */
    KnownRequest withoutPlace() {
        return new KnownRequest(this);
    }

    /** Whether it stands on the topic of requests as that is now. */
    boolean hasPlace() {
        return offset != NOWHERE;
    }

    RequestId id() {
        return id;
    }

    long offset() {
        return offset;
    }

    Cause cause() {
        return cause;
    }

    /** Whether it asks of a history that was read for another. */
    boolean follows() {
        return !readsSource;
    }

    /** What it takes for good. */
    int bytes() {
        return packed.length;
    }

    synchronized HistoryRequest request() {
        HistoryRequest there = read.get();
        if (there == null) {
            there = Json.read(unpacked(), HistoryRequest.class);
            read = new SoftReference<>(there);
        }
        return there;
    }

    /** As happens when memory is short. */
    synchronized void forget() {
        read.clear();
    }

    private static byte[] packed(byte[] json) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Deflater fast = new Deflater(Deflater.BEST_SPEED);
        try (DeflaterOutputStream out = new DeflaterOutputStream(bytes, fast)) {
            out.write(json);
        } catch (IOException e) {
            throw new UncheckedIOException("[requests] could not be packed", e);
        } finally {
            fast.end();
        }
        return bytes.toByteArray();
    }

    private byte[] unpacked() {
        try (InflaterInputStream in = new InflaterInputStream(new ByteArrayInputStream(packed))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("[requests] could not be unpacked", e);
        }
    }
}
