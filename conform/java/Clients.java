import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.Field;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.Metadata;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.internals.Sender;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** The clients that applications use. */
final class Clients {
  private final Map<String, KafkaProducer<String, String>> producers = new ConcurrentHashMap<>();

  /** A topic whose partitions have these replicas. */
  JsonNode create(JsonNode command) throws Exception {
    Map<Integer, List<Integer>> assignment = new HashMap<>();
    for (JsonNode replicas : command.get("assignment")) assignment.put(assignment.size(), numbers(replicas));
    NewTopic topic = new NewTopic(command.get("topic").asText(), assignment).configs(texts(command.get("configs")));
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", command.get("bootstrap").asText()))) {
      admin.createTopics(List.of(topic)).all().get();
    }
    return null;
  }

  /** A producer with this configuration, known by this name from now on. */
  JsonNode producer(JsonNode command) {
    Map<String, Object> configuration = new HashMap<>(texts(command.get("configuration")));
    producers.put(
        command.get("name").asText(),
        new KafkaProducer<>(configuration, new StringSerializer(), new StringSerializer()));
    return null;
  }

  /**
   * Waits until a producer knows this leader, which it would hear of by itself sooner or later. That it asks now is
   * nothing that its public methods can say.
   */
  JsonNode know(JsonNode command) throws Exception {
    KafkaProducer<String, String> producer = producers.get(command.get("name").asText());
    Metadata metadata = (Metadata) fieldOf(producer, "metadata");
    Sender sender = (Sender) fieldOf(producer, "sender");
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    int leader = command.get("leader").asInt();
    while (leaderKnownTo(producer, command) != leader) {
      if (System.nanoTime() > deadline) throw new IllegalStateException("the producer did not hear that broker " + leader + " leads");
      metadata.requestUpdate(true);
      sender.wakeup();
      Thread.sleep(50);
    }
    return null;
  }

  private static Object fieldOf(KafkaProducer<String, String> producer, String name) throws ReflectiveOperationException {
    Field field = KafkaProducer.class.getDeclaredField(name);
    field.setAccessible(true);
    return field.get(producer);
  }

  private static int leaderKnownTo(KafkaProducer<String, String> producer, JsonNode command) {
    for (PartitionInfo partition : producer.partitionsFor(command.get("topic").asText()))
      if (partition.partition() == command.get("partition").asInt() && partition.leader() != null) return partition.leader().id();
    return -1;
  }

  /** Calls send; its outcome is an event. An exception that send itself throws is an outcome, too. */
  JsonNode send(JsonNode command) {
    int record = command.get("record").asInt();
    try {
      producers
          .get(command.get("name").asText())
          .send(
              new ProducerRecord<>(
                  command.get("topic").asText(), command.get("partition").asInt(), null, command.get("value").asText()),
              (metadata, error) -> outcome(record, error, error == null ? metadata.offset() : -1));
    } catch (RuntimeException error) {
      outcome(record, error, -1);
    }
    return null;
  }

  /** Forgets a producer without waiting for what it has sent. */
  JsonNode close(JsonNode command) {
    KafkaProducer<String, String> producer = producers.remove(command.get("name").asText());
    if (producer != null) producer.close(Duration.ZERO);
    return null;
  }

  /** All that a new reader from the earliest position is given. */
  JsonNode read(JsonNode command) {
    TopicPartition partition = new TopicPartition(command.get("topic").asText(), command.get("partition").asInt());
    Map<String, Object> configuration = new HashMap<>();
    configuration.put("bootstrap.servers", command.get("bootstrap").asText());
    configuration.put("isolation.level", command.get("isolation").asText());
    configuration.put("auto.offset.reset", "earliest");
    configuration.put("enable.auto.commit", "false");
    ArrayNode given = Driver.JSON.createArrayNode();
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(configuration, new StringDeserializer(), new StringDeserializer())) {
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = consumer.endOffsets(List.of(partition), Duration.ofSeconds(60)).get(partition);
      long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
      while (consumer.position(partition) < end) {
        if (System.nanoTime() > deadline) throw new IllegalStateException("the reader did not come to offset " + end);
        for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(200)).records(partition)) {
          ObjectNode one = given.addObject();
          one.put("offset", record.offset());
          one.put("value", record.value());
        }
      }
    }
    return given;
  }

  private static void outcome(int record, Exception error, long offset) {
    ObjectNode event = Driver.JSON.createObjectNode();
    event.put("event", "outcome");
    event.put("record", record);
    if (error == null) event.put("offset", offset);
    else event.put("error", Driver.inWords(error));
    Driver.say(event);
  }

  static List<Integer> numbers(JsonNode list) {
    List<Integer> numbers = new ArrayList<>();
    for (JsonNode one : list) numbers.add(one.asInt());
    return numbers;
  }

  private static Map<String, String> texts(JsonNode object) {
    Map<String, String> texts = new HashMap<>();
    object.fields().forEachRemaining(field -> texts.put(field.getKey(), field.getValue().asText()));
    return texts;
  }
}
