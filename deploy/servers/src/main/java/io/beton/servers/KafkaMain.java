package io.beton.servers;

/** A broker with all topics as a process of its own. */
public final class KafkaMain {
    private KafkaMain() {}

    public static void main(String[] arguments) throws InterruptedException {
        ServerMain.run(arguments, given -> {
            EmbeddedKafka kafka = EmbeddedKafka.start(given.port(), given.folder());
            Runtime.getRuntime().addShutdownHook(new Thread(kafka::close));
            TopicSetup.create(kafka.bootstrapServers(), given.partitions());
            System.out.println("kafka ready " + kafka.bootstrapServers());
            kafka.awaitShutdown();
        });
    }
}
