package io.beton.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.LinkedHashMap;
import java.util.Map;

/** Which port each part listens on. */
record PortPlan(
        int kafka, int postgres, int standIn, int ingest, int hypothesis, int backtest, int router, int receiver) {
    static final PortPlan DEFAULT = new PortPlan(9092, 15432, 8010, 8081, 8082, 8083, 8084, 8085);

    /** Eight ports in a row. */
    static PortPlan from(int first) {
        return new PortPlan(first, first + 1, first + 2, first + 3, first + 4, first + 5, first + 6, first + 7);
    }

    /** Ports that nobody uses at the moment. */
    static PortPlan free() throws IOException {
        ServerSocket[] sockets = new ServerSocket[8];
        int[] ports = new int[sockets.length];
        for (int i = 0; i < sockets.length; i++) {
            sockets[i] = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
            ports[i] = sockets[i].getLocalPort();
        }
        for (ServerSocket socket : sockets) {
            socket.close();
        }
        return new PortPlan(ports[0], ports[1], ports[2], ports[3], ports[4], ports[5], ports[6], ports[7]);
    }

    void checkFree() {
        Map<String, Integer> ports = new LinkedHashMap<>();
        ports.put("Kafka", kafka);
        ports.put("PostgreSQL", postgres);
        ports.put("the stand-in", standIn);
        ports.put("ingest-service", ingest);
        ports.put("hypothesis-service", hypothesis);
        ports.put("backtest-service", backtest);
        ports.put("router-service", router);
        ports.put("the webhook receiver", receiver);
        ports.forEach(PortPlan::checkFree);
    }

    private static void checkFree(String part, int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        } catch (IOException e) {
            throw new StartFailure("port " + port + ", which " + part
                    + " needs, is in use; end the program that listens there (`ss -ltnp | grep " + port
                    + "`), or take other ports with --first-port N");
        }
    }
}
